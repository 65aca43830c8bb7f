import Bytes
import SQLite
import Schema
import Sedric

/// The table, or for chats the two, of one file kind, with the statements that fill them.
final class SQLiteTable {
  let kind: FileKind
  private let fields: [Field]
  private let name: String
  /// The cells that the parent table has, for chats: what all messages of one share.
  private let sharedCells: [Int]
  private let ownCells: [Int]
  private var insertRow: Statement
  private var insertParent: Statement?
  private var records = 0
  private var parents = 0
  private var recordsBefore = 0
  private var parentsBefore = 0

  init(_ table: ImportTable, _ database: Database) throws(SQLiteError) {
    kind = table.kind
    fields = table.fields
    name = table.name
    let isShared = { (cell: Int) in table.kind == .chat && table.fields[cell].constraints.isSameInEveryRow }
    sharedCells = table.fields.indices.filter(isShared)
    ownCells = table.fields.indices.filter { !isShared($0) }
    let columns = SQLiteColumns(table)
    try database.execute(columns.tables(shared: sharedCells, own: ownCells))
    let parent = columns.parent(shared: sharedCells)
    insertParent = nil
    insertRow = try database.prepare(columns.insertion(own: ownCells), keep: true)
    if let parent { insertParent = try database.prepare(parent, keep: true) }
  }

  /// How many records each table has.
  var counts: [(name: String, records: Int)] {
    kind == .chat ? [("chats", parents), (name, records)] : [(name, records)]
  }

  func beginFile() {
    (recordsBefore, parentsBefore) = (records, parents)
  }

  func dropFile() {
    (records, parents) = (recordsBefore, parentsBefore)
  }

  /// Inserts a row, the `number`th of its file, and before the first one what all share.
  func insert(_ row: borrowing MappedRow, number: Int) throws(SQLiteError) {
    if number == 1, insertParent != nil {
      for (place, cell) in sharedCells.enumerated() { try bind(row[cell], cell, place + 1, &insertParent) }
      try insertParent?.run()
      parents += 1
    }
    var parameter = 1
    if let key = SQLiteColumns.groupKey(kind, fields), let id = row[key] {
      // Mails keep the thread's id among their own columns.
      if kind == .chat {
        try insertRow.bind(parameter, text: id)
        parameter += 1
      }
      try insertRow.bind(parameter, Int64(number))
      parameter += 1
    }
    for cell in ownCells {
      try bind(row[cell], cell, parameter, &insertRow)
      parameter += 1
    }
    try insertRow.run()
    records += 1
  }

  private func bind(
    _ text: Span<UInt8>?, _ cell: Int, _ parameter: Int, _ statement: inout Statement?
  ) throws(SQLiteError) {
    guard var taken = statement.take() else { return }
    try bind(text, cell, parameter, &taken)
    statement = consume taken
  }

  private func bind(
    _ text: Span<UInt8>?, _ cell: Int, _ parameter: Int, _ statement: inout Statement
  ) throws(SQLiteError) {
    guard let text else { return try statement.bindNull(parameter) }
    switch fields[cell].type {
    case .boolean: try statement.bind(parameter, text.isEqual(to: "true") ? 1 as Int64 : 0)
    case .integer:
      if let number = Int64(String(repairing: text)) { return try statement.bind(parameter, number) }
      try statement.bind(parameter, text: text)
    case .number: try statement.bind(parameter, Double(String(repairing: text)) ?? 0)
    case .string, .date, .timestamp, .object, .list: try statement.bind(parameter, text: text)
    }
  }
}
