/// Where a parcel stands with one destination. The ledger records a state before the next step is taken.
public enum ParcelState: String, CaseIterable, Sendable {
  /// It is to be delivered; nothing has been sent.
  case planned
  /// Its files are being sent, to names of our own where the server can rename.
  case sending
  /// All its files are over, not yet checked against what was asked for.
  case sent
  /// All its files are checked, and it is being made visible: what the server shows may be either.
  case verified
  /// It is visible, whole, under its final names.
  case published
  /// The connection was lost where the server may hold torn or whole files under final names.
  case uncertain
  /// It will not be sent: the reason says why.
  case refused
}
