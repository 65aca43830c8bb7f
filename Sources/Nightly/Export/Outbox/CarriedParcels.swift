import Bytes
import Delivery
import Files
import Ledger
import Sedric

/// Parcels of the outbox that is being replaced which have not been delivered yet: they go out with the next one.
struct CarriedParcels {
  let outbox: String
  let staged: StagedOutbox
  let ledger: LedgerView
  /// Whether lists stay behind, as they go the way of `sync`.
  let leavesLists: Bool

  /// Gives them a second name in the next outbox, where that has no parcel of the same kind and id, and says which these
  /// are.
  func carry() throws(FlowError) -> Set<ParcelName> {
    let parcels: [Parcel]
    do throws(OutboxError) { parcels = try Outbox.promised(in: outbox) ?? [] } catch { throw unreadable(error) }
    var carried: Set<ParcelName> = []
    for parcel in parcels where try !isDelivered(parcel) && !isReplaced(parcel) && !isLeft(parcel) {
      try take(parcel)
      carried.insert(ParcelName(kind: parcel.kind, id: parcel.id))
    }
    return carried
  }

  private func unreadable(_ error: OutboxError) -> FlowError {
    .usage(
      "the present outbox may hold parcels that were not delivered, and cannot be read: \(error)",
      advice: "Move \(outbox) away, and deliver it with \"nightferry upload\" when it is mended.")
  }

  private func isLeft(_ parcel: Parcel) -> Bool {
    leavesLists && FileKind(rawValue: parcel.kind)?.isList ?? false
  }

  private func isDelivered(_ parcel: Parcel) throws(FlowError) -> Bool {
    guard let hash = parcel.hash else { return false }
    do {
      switch try ledger.verdict(kind: parcel.kind, id: parcel.id, hash: hash) {
      case .send: return false
      case .unchanged, .conflict: return true
      }
    } catch {
      throw .ledger(error)
    }
  }

  private func isReplaced(_ parcel: Parcel) -> Bool {
    parcel.files.contains { (try? FileStatus.ofLink("\(staged.folder)/\($0.remotePath)")) != nil }
  }

  private func take(_ parcel: Parcel) throws(FlowError) {
    if let lost = parcel.files.first(where: { (try? FileStatus.of($0.localPath)) == nil }) {
      throw unreadable(.missing(path: lost.localPath))
    }
    do throws(SystemError) {
      try Folder.make("\(staged.folder)/\(parcel.kind)", mode: 0o700)
      for file in parcel.files {
        guard let sha256 = file.sha256 else { continue }
        _ = try Folder.duplicate(file.localPath, to: "\(staged.folder)/\(file.remotePath)")
        try staged.list(ManifestEntry(path: file.remotePath, sha256: sha256))
      }
    } catch {
      throw .file(error, purpose: "the outbox")
    }
  }
}
