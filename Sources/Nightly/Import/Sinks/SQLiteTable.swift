import Bytes
import SQLite
import Schema
import Sedric

/// The table, or for chats the two, of one file kind or of results, with the statements that fill them.
final class SQLiteTable {
  let name: String
  /// The cells that the parent table has, for chats: what all messages of one share.
  private let sharedCells: [BoundCell]
  private let ownCells: [BoundCell]
  /// The cell that rows of one conversation belong together by, for kinds that have several rows in a file.
  private let groupCell: Int?
  private let isChat: Bool
  private var insertRow: Statement
  private var insertParent: Statement?
  private var records = 0
  private var parents = 0
  private var recordsBefore = 0
  private var parentsBefore = 0

  init(_ table: ImportTable, _ database: Database) throws(SQLiteError) {
    name = table.name
    isChat = table.kind == .chat
    groupCell = SQLiteColumns.groupKey(table.kind, table.fields)
    let cells = table.fields.indices.map { BoundCell($0, table.fields[$0].type) }
    let isShared = { (cell: Int) in table.kind == .chat && table.fields[cell].constraints.isSameInEveryRow }
    sharedCells = cells.filter { isShared($0.cell) }
    ownCells = cells.filter { !isShared($0.cell) }
    let (shared, own) = (sharedCells.map(\.cell), ownCells.map(\.cell))
    let columns = SQLiteColumns(table)
    try database.execute(columns.tables(shared: shared, own: own))
    let parent = columns.parent(shared: shared)
    insertParent = nil
    insertRow = try database.prepare(columns.insertion(own: own), keep: true)
    if let parent { insertParent = try database.prepare(parent, keep: true) }
  }

  /// How many records each table has.
  var counts: [(name: String, records: Int)] {
    isChat ? [("chats", parents), (name, records)] : [(name, records)]
  }

  func beginFile() {
    (recordsBefore, parentsBefore) = (records, parents)
  }

  func dropFile() {
    (records, parents) = (recordsBefore, parentsBefore)
  }

  /// Inserts a row, the `number`th of its file, and before the first one what all share.
  func insert(_ row: borrowing MappedRow, number: Int) throws(SQLiteError) {
    if number == 1 { try insertShared(row) }
    var parameter = 1
    if let groupCell, row.isSet(groupCell) {
      // Mails keep the thread's id among their own columns.
      if isChat {
        try BoundCell(groupCell, .string).bind(row, to: parameter, of: &insertRow)
        parameter += 1
      }
      try insertRow.bind(parameter, Int64(number))
      parameter += 1
    }
    for cell in ownCells {
      try cell.bind(row, to: parameter, of: &insertRow)
      parameter += 1
    }
    try insertRow.run()
    records += 1
  }

  private func insertShared(_ row: borrowing MappedRow) throws(SQLiteError) {
    guard var parent = insertParent.take() else { return }
    do throws(SQLiteError) {
      for (place, cell) in sharedCells.enumerated() { try cell.bind(row, to: place + 1, of: &parent) }
      try parent.run()
    } catch {
      // The next file needs it again.
      insertParent = consume parent
      throw error
    }
    insertParent = consume parent
    parents += 1
  }
}

/// A cell of a row as a parameter of a statement.
private struct BoundCell {
  /// What SQLite stores it as.
  private enum Form {
    case truth, integer, number, text
  }

  let cell: Int
  private let form: Form

  init(_ cell: Int, _ type: FieldType) {
    self.cell = cell
    form =
      switch type {
      case .boolean: .truth
      case .integer: .integer
      case .number: .number
      case .string, .date, .timestamp, .object, .list: .text
      }
  }

  /// Binds the cell; its bytes are lent, so the statement is to be run before the row changes.
  func bind(_ row: borrowing MappedRow, to parameter: Int, of statement: inout Statement) throws(SQLiteError) {
    guard let text = row[cell] else { return try statement.bindNull(parameter) }
    switch form {
    case .text: unsafe try statement.bind(parameter, lent: text)
    case .truth: try statement.bind(parameter, text.isEqual(to: "true") ? 1 as Int64 : 0)
    case .number: try statement.bind(parameter, Double(String(repairing: text)) ?? 0)
    case .integer:
      if let number = Int64(String(repairing: text)) { return try statement.bind(parameter, number) }
      unsafe try statement.bind(parameter, lent: text)
    }
  }
}
