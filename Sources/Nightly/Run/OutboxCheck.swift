import Delivery
import Schema

/// The check of an outbox by the schema modules before anything leaves the building: a parcel with a violation is kept back.
struct OutboxCheck {
  /// A parcel that is kept back, and why.
  struct Withheld {
    var name: ParcelName
    var reason: String
  }

  /// The parcels that are kept back.
  private(set) var withheld: [Withheld] = []
  /// The outbox's parcels, where the check found every file of those that are not kept back to have the hash that the manifest
  /// promises; nil where one could not be hashed. What the files are was noted before they were read, so that a delivery sees
  /// a later change.
  private(set) var parcels: [Parcel]?
  private var reasons: [ParcelName: String] = [:]

  /// Checks the files of an outbox. One without parcels has nothing to check.
  init(_ outbox: String) {
    let parcels = try? Outbox.parcels(in: outbox, hashing: .none)
    var options = ValidationOptions()
    options.limit = 10_000
    let report = Validation.run([outbox], options: options)
    var invalid: [[UInt8]: String] = [:]
    for file in report.files where !file.isValid && file.role != .manifest {
      // A file that changed after it was written may break any other rule for that alone.
      let kept = file.checked.log.kept
      invalid[Array(file.path.utf8)] =
        (kept.first { $0.rule == .hashCount } ?? kept.first).map { "\($0.note) (\($0.rule.rawValue))" }
        ?? "it breaks a rule"
    }
    guard let parcels else { return }
    for parcel in parcels {
      guard let reason = parcel.files.lazy.compactMap({ invalid[Array($0.localPath.utf8)] }).first else { continue }
      let name = ParcelName(kind: parcel.kind, id: parcel.id)
      reasons[name] = reason
      withheld.append(Withheld(name: name, reason: reason))
    }
    if areHashed(parcels, report) { self.parcels = parcels }
  }

  /// Whether the validation compared every file with the manifest and found it right, but for those that are not sent. One that
  /// it did not look at is hashed here.
  private func areHashed(_ parcels: [Parcel], _ report: ValidationReport) -> Bool {
    let checked = report.files.lazy.filter { $0.isValid && ($0.role == .data || $0.role == .audio) }
    let valid = Set(checked.map { Array($0.path.utf8) })
    return parcels.allSatisfy { parcel in
      reason(for: parcel) != nil
        || parcel.files.allSatisfy { file in
          valid.contains(Array(file.localPath.utf8)) || (try? FileHash.sha256(of: file.localPath)) == file.sha256
        }
    }
  }

  /// Why a parcel is kept back; nil for one that is sent.
  func reason(for parcel: Parcel) -> String? {
    reasons[ParcelName(kind: parcel.kind, id: parcel.id)]
  }
}
