import Bytes

/// Turns times as a dump writes them into instants.
struct TimeReader: Sendable {
  /// The pattern.
  let format: TimeFormat
  /// The zone of local times, if one is known.
  let zone: ZoneTable?
  /// What local times mean that the clocks show twice or never.
  let onAmbiguous: AmbiguousTime
  /// Where the pattern is set in the configuration, for messages.
  let keyPath: String

  /// The instant that `text` means, or why it means none; `column` names it in the reason.
  func read(_ text: Span<UInt8>, column: String, field: String) throws(RejectReason) -> Timestamp {
    guard let parsed = format.parse(text) else {
      throw RejectReason(
        error: "type-error", field: field,
        reason:
          "\(column) is not a time of the pattern \(format.pattern). Mend the row, or set \(keyPath).timestampFormat.")
    }
    if let instant = parsed.timestamp { return instant }
    guard let zone else {
      throw RejectReason(
        error: "type-error", field: field,
        reason: "\(column) is a local time without a zone. Set timeZone to the zone of the CRM's clock.")
    }
    switch zone.read(parsed.civil) {
    case .instant(let instant): return instant
    case .repeated(let earlier, let later):
      return try choose(earlier, later, "\(column) is a time that the clocks of \(zone.name) showed twice", field)
    case .skipped(let earlier, let later):
      return try choose(earlier, later, "\(column) is a time that the clocks of \(zone.name) skipped", field)
    }
  }

  private func choose(
    _ earlier: Timestamp, _ later: Timestamp, _ problem: String, _ field: String
  ) throws(RejectReason) -> Timestamp {
    switch onAmbiguous {
    case .earlier: return earlier
    case .later: return later
    case .reject:
      throw RejectReason(
        error: "type-error", field: field, reason: "\(problem). Mend the row, or set onAmbiguous to earlier or later.")
    }
  }
}
