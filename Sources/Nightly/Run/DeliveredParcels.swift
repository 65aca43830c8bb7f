import CSV
import Delivery

/// Which parcels of an outbox are at every destination.
struct DeliveredParcels {
  private let summary: ExportSummary
  private var sizes: [ParcelName: Int64] = [:]
  /// Parcels that are missing at one destination or more.
  private var missing: Set<ParcelName> = []
  /// Parcels that an earlier run had left and that were sent now.
  private var carriedSent: Set<ParcelName> = []

  init(_ summary: ExportSummary) {
    self.summary = summary
  }

  /// Takes in what a destination's delivery came to.
  mutating func add(_ delivery: DeliverySummary) {
    for parcel in delivery.parcels {
      let name = ParcelName(kind: parcel.kind, id: parcel.id)
      if parcel.hasArrived {
        if summary.carried.contains(name) { carriedSent.insert(name) }
      } else {
        missing.insert(name)
        sizes[name] = parcel.size
      }
    }
  }

  /// Takes note of a parcel that was not sent at all.
  mutating func withhold(_ name: ParcelName) {
    missing.insert(name)
  }

  /// The records that a parcel is of, counted in its file: a list of all that was exported would grow with the dump.
  private func rowCount(of parcel: ParcelName) -> Int {
    guard parcel.kind == "chat" || parcel.kind == "email" else { return 1 }
    let path = "\(summary.outbox)/\(parcel.kind)/\(String(decoding: parcel.id, as: UTF8.self)).csv"
    var rows = 0
    do throws(CSVError) {
      var reader = try CSVReader(path: path)
      var row = CSVRecord()
      while try reader.next(into: &row) { rows += 1 }
    } catch {
      // What cannot be read was found out by the check before the delivery.
    }
    return max(1, rows)
  }

  /// Writes the counts of what was delivered into the report.
  func count(into report: inout RunReport) {
    for index in report.kinds.indices {
      let kind = report.kinds[index].kind
      let counts = report.kinds[index].counts
      let pending = missing.filter { $0.kind == kind && !summary.carried.contains($0) }
      let isList = kind == "affiliates" || kind == "properties"
      let records = pending.reduce(0) { $0 + (isList ? counts.exported : rowCount(of: $1)) }
      report.kinds[index].delivered = counts.exported - records
      report.kinds[index].deliveredParcels = counts.parcels - pending.count
      report.kinds[index].deliveredBytes = counts.bytes - pending.reduce(0) { $0 + (sizes[$1] ?? 0) }
      report.kinds[index].carriedDelivered = carriedSent.subtracting(missing).count { $0.kind == kind }
    }
  }
}
