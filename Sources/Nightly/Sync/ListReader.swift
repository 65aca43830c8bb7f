import Bytes
import Dump
import Schema
import Sedric

/// Reads one source table as the objects of a list, a record at a time.
struct ListReader: ~Copyable {
  /// The object that the last record became.
  private(set) var item: ListItem?
  /// Why the last record did not become one.
  private(set) var problem: ListProblem?
  private let kind: FileKind
  private let plan: KindPlan
  private let source: any RecordSource
  private var emitter: ParcelEmitter
  private var row: MappedRow
  private var record = Record()
  private var scratch = MappingScratch()
  /// Where each value of a field stands that no two records may share.
  private var places: [Int: [[UInt8]: String]] = [:]

  init(_ kind: FileKind, _ plan: KindPlan, _ source: any RecordSource) {
    self.kind = kind
    self.plan = plan
    self.source = source
    emitter = ParcelEmitter(kind: kind)
    row = MappedRow(fieldCount: plan.mapper.fields.count)
  }

  /// Reads on; false at the end. Records that the configuration's `where` leaves out are neither an item nor a problem.
  mutating func next() throws(FlowError) -> Bool {
    item = nil
    problem = nil
    let outcome: RecordOutcome
    do { outcome = try source.next(into: &record) } catch { throw .dump(error) }
    switch outcome {
    case .end: return false
    case .broken(let fault): problem = problem(fault.rule, fault.field, fault.reason)
    case .record:
      guard plan.filter.accepts(record) else { return true }
      do throws(RejectReason) {
        try take()
      } catch {
        problem = problem(error.error, error.field, error.reason)
      }
    }
    return true
  }

  private mutating func take() throws(RejectReason) {
    row.removeAll()
    try plan.mapper.map(record, into: &row, &scratch)
    try checkUnique()
    do { try emitter.add(row) } catch { throw RejectReason(error) }
    let json = emitter.lastItem.array()
    emitter.reset()
    var made = ListItem(kind, json)
    made?.place = place
    item = made
  }

  /// Two records with one id: both places are named.
  private mutating func checkUnique() throws(RejectReason) {
    for (number, field) in emitter.fields.enumerated() where field.constraints.isUnique {
      guard let value = row[number]?.array(), !value.isEmpty else { continue }
      guard let other = places[number, default: [:]][value] else {
        places[number, default: [:]][value] = place
        continue
      }
      otherPlace = other
      throw RejectReason(
        error: Rule.uniqueError.rawValue, field: field.name,
        reason: "\(field.name) is the same as in \(other). Give each an id of its own, or remove one.")
    }
  }

  /// Where the record stands that the last one quarrels with.
  private var otherPlace: String?

  private var place: String { "\(source.files[record.file]) line \(record.line)" }

  private mutating func problem(_ rule: String, _ field: String?, _ note: String) -> ListProblem {
    defer { otherPlace = nil }
    return ListProblem(
      rule: rule, kind: kind.rawValue, place: place, otherPlace: otherPlace, field: field, note: note)
  }
}
