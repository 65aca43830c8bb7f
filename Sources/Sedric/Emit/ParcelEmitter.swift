public import Bytes
import JSONText
public import Schema

/// Makes the file of one parcel from mapped rows: a call's or conversation's CSV, or a whole JSON list.
///
/// ```swift
/// var emitter = ParcelEmitter(kind: .chat)
/// for each message { try emitter.add(row) }
/// try emitter.finish(into: &buffer)
/// emitter.reset()
/// ```
///
/// A row that breaks a rule is refused by `add` and leaves no trace; what only the whole can break is refused by `finish`.
/// What comes out is what `validate` accepts. Rows come out in the order of time, rows of one time in the order of `add`.
public struct ParcelEmitter: ~Copyable {
  struct Row {
    var time: Int64
    var start: Int
    var count: Int
  }

  let plan: EmissionPlan
  // What is asked of every cell of every row; the declarations with their texts are costly to copy.
  private let isMember: [Bool]
  private let isRequired: [Bool]
  private let isSameInEveryRow: [Bool]
  /// The cells that each row has of its own.
  private let ownCells: [Int]
  /// A table's header.
  let header: [UInt8]
  var checker: CellChecker
  /// What rows have to themselves, encoded: the message of a conversation, the object of a list.
  var rows: [Row] = []
  var encoded = ByteBuffer(capacity: 4096)
  /// What stands before and behind that in every row of a table.
  var before = ByteBuffer(capacity: 512)
  var behind = ByteBuffer(capacity: 512)
  /// The first row, for the cells that are the same in all.
  var shared: MappedRow
  var seen: Set<[UInt8]> = []
  /// The first row that differs from the one before where all must be the same.
  var inconsistency: Violation?

  /// The HTML of the last mail in time, and when that was.
  var latest: (html: [UInt8], time: Int64)?

  /// The kind of file.
  public var kind: FileKind { plan.kind }

  /// What a mapped row's cells are, in their order, which never changes.
  public var fields: [Field] { plan.fields }

  /// The number of rows taken since the start or the last `reset()`.
  public var rowCount: Int { rows.count }

  /// Creates an emitter for files of one kind.
  public init(kind: FileKind) {
    let plan = EmissionPlan(kind)
    self.plan = plan
    isMember = plan.fields.map { $0.name.utf8.contains(UInt8(ascii: ".")) }
    isRequired = plan.fields.map(\.isRequired)
    isSameInEveryRow = plan.fields.map(\.constraints.isSameInEveryRow)
    ownCells = plan.fields.indices.filter { !plan.fields[$0].constraints.isSameInEveryRow }
    header = ParcelEmitter.header(kind)
    checker = CellChecker(SchemaPlan(plan.fields))
    shared = MappedRow(fieldCount: plan.fields.count)
  }

  /// Starts the next parcel and keeps the memory.
  public mutating func reset() {
    rows.removeAll(keepingCapacity: true)
    encoded.removeAll()
    shared.removeAll()
    seen.removeAll(keepingCapacity: true)
    inconsistency = nil
    latest = nil
  }

  /// Takes a row: its cells are judged by their fields, and a mail's HTML becomes its text.
  ///
  /// - `hasOwnCellsOnly`: the cells that all rows share are those of the first row, and need not be set.
  public mutating func add(_ row: borrowing MappedRow, hasOwnCellsOnly: Bool = false) throws(Violation) {
    precondition(row.count == plan.fields.count, "a row of another kind")
    precondition(!hasOwnCellsOnly || !rows.isEmpty, "a first row without the cells that all share")
    guard let html = plan.html, row[html]?.isEmpty == false else { return try take(row, hasOwnCellsOnly) }
    try take(completed(row, html: html), hasOwnCellsOnly)
    keepLatest(row, html: html)
  }

  private mutating func take(_ row: borrowing MappedRow, _ hasOwnCellsOnly: Bool) throws(Violation) {
    checker.startRow()
    if hasOwnCellsOnly { try checkOwnCells(row) } else { try check(row) }
    if rows.isEmpty { shared.assign(row) }
    let start = encoded.count
    encodeOwnPart(row)
    rows.append(Row(time: checker.sortedTime ?? 0, start: start, count: encoded.count - start))
  }

  /// Appends the file's bytes, or says what the rows together break. Nothing is appended then.
  public mutating func finish(into buffer: inout ByteBuffer) throws(Violation) {
    if let inconsistency { throw inconsistency }
    if case .csv(let allowed) = kind.schema.layout, !allowed.contains(rows.count) {
      let note =
        rows.isEmpty ? "the \(kind.rawValue) has no rows" : "\(rows.count) records have one \(kind.rawValue)'s id"
      throw Violation(.tableDimensions, note: note)
    }
    // A stable order: the place among the rows decides where times are equal.
    let order = rows.indices.sorted { (rows[$0].time, $0) < (rows[$1].time, $1) }
    completeShared(first: order.first)
    if kind.isList { writeList(order, into: &buffer) } else { writeTable(order, into: &buffer) }
  }
}

extension ParcelEmitter {
  /// Judges a row's cells. What is as in the first row was judged there; where all rows must be the same and this one is
  /// not, that is noted once the row itself is found good.
  private mutating func check(_ row: borrowing MappedRow) throws(Violation) {
    var differing: Int?
    for cell in isMember.indices {
      if !rows.isEmpty, isSameInEveryRow[cell] {
        if isSame(row[cell], shared[cell]) { continue }
        differing = differing ?? cell
      }
      try check(row, cell)
    }
    try checkUnique(row)
    if let differing, inconsistency == nil { note(differing, row) }
  }

  private mutating func checkOwnCells(_ row: borrowing MappedRow) throws(Violation) {
    for cell in ownCells { try check(row, cell) }
    try checkUnique(row)
  }

  private mutating func check(_ row: borrowing MappedRow, _ cell: Int) throws(Violation) {
    let isMember = isMember[cell]
    if let text = row[cell] {
      try checkText(text, cell, isMember: isMember)
      checker.checkCell(text, cell, mayBeEmpty: isMember)
    } else if isRequired[cell] {
      checker.missing(cell)
    }
    if checker.findings.isEmpty { return }
    if let finding = checker.findings.first(where: { $0.severity == .error }) {
      var violation = finding.violation
      violation.value = row[cell]?.array()
      throw violation
    }
  }

  private func checkText(_ text: Span<UInt8>, _ cell: Int, isMember: Bool) throws(Violation) {
    if UTF8Check.firstInvalidOffset(in: text) != nil {
      let name = plan.fields[cell].name
      throw Violation(.encodingError, field: name, note: "\(name) is not UTF-8", value: text.array())
    }
    // JSON has an escape for NUL, CSV has none.
    if !isMember, !kind.isList, text.firstIndex(of: 0) != nil {
      let name = plan.fields[cell].name
      throw Violation(.nulByte, field: name, note: "\(name) holds a NUL character", value: text.array())
    }
  }

  private mutating func checkUnique(_ row: borrowing MappedRow) throws(Violation) {
    for cell in plan.unique {
      guard let value = row[cell]?.array() else { continue }
      guard seen.insert([UInt8(cell)] + value).inserted else {
        let name = plan.fields[cell].name
        throw Violation(.uniqueError, field: name, note: "\(name) is the same as another record's", value: value)
      }
    }
  }

  private mutating func note(_ cell: Int, _ row: borrowing MappedRow) {
    let name = plan.fields[cell].name
    inconsistency = Violation(
      .inconsistentCell, field: name, note: "\(name) is not the same in all records of one \(kind.rawValue)",
      value: row[cell]?.array())
    // The row is not among `rows` yet.
    inconsistency?.record = rows.count + 1
  }
}

/// Whether two cells say the same; an absent cell and an empty one are written alike.
private func isSame(_ left: Span<UInt8>?, _ right: Span<UInt8>?) -> Bool {
  guard let left else { return right?.isEmpty ?? true }
  guard let right else { return left.isEmpty }
  return left.isEqual(to: right)
}
