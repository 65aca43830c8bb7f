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
  private var reasons: [ParcelName: String] = [:]

  /// Checks the files of an outbox. One without parcels has nothing to check.
  init(_ outbox: String) {
    var options = ValidationOptions()
    options.limit = 10_000
    let report = Validation.run([outbox], options: options)
    var invalid: [String: String] = [:]
    for file in report.files where !file.isValid && file.role != .manifest {
      invalid[file.path] = file.checked.log.kept.first.map { "\($0.note) (\($0.rule.rawValue))" } ?? "it breaks a rule"
    }
    guard !invalid.isEmpty, let parcels = try? Outbox.parcels(in: outbox, hashing: .none) else { return }
    for parcel in parcels {
      guard let reason = parcel.files.lazy.compactMap({ invalid[$0.localPath] }).first else { continue }
      let name = ParcelName(kind: parcel.kind, id: parcel.id)
      reasons[name] = reason
      withheld.append(Withheld(name: name, reason: reason))
    }
  }

  /// Why a parcel is kept back; nil for one that is sent.
  func reason(for parcel: Parcel) -> String? {
    reasons[ParcelName(kind: parcel.kind, id: parcel.id)]
  }
}
