import Schema
import Sedric

/// The SQL of a kind's tables: real types, keys, and what must not be missing.
struct SQLiteColumns {
  private let table: ImportTable

  init(_ table: ImportTable) {
    self.table = table
  }

  /// The cell by which the rows of one conversation belong together, for kinds that have several rows in a file.
  static func groupKey(_ kind: FileKind?, _ fields: [Field]) -> Int? {
    guard let kind, kind == .chat || kind == .email else { return nil }
    return fields.firstIndex { $0.name == kind.schema.identity }
  }

  /// Members of a message are columns of their own: plain ones in `messages`, with `message_` before them in `emails`,
  /// where the thread has columns of the same names.
  private func column(_ cell: Int) -> String {
    let name = table.fields[cell].name
    let plain = table.kind == .chat && name.hasPrefix("message.") ? String(name.dropFirst(8)) : name
    return table.kind == nil ? plain : String(plain.map { $0 == "." ? "_" : $0 })
  }

  private func definition(_ cell: Int) -> String {
    let field = table.fields[cell]
    let type =
      switch field.type {
      case .boolean, .integer: "INTEGER"
      case .number: "REAL"
      case .string, .date, .timestamp, .object, .list: "TEXT"
      }
    guard let kind = table.kind else { return "\(quoted(column(cell))) \(type)" }
    let isKey = kind.schema.identity == field.name || field.name == "external_affiliate_id"
    let key = isKey && table.kind != .email ? " PRIMARY KEY" : ""
    let target = table.kind == .properties && field.name == "external_affiliate_id_reference"
    return "\(quoted(column(cell))) \(type)\(field.isRequired ? " NOT NULL" : "")\(key)"
      + (target ? " REFERENCES affiliates(external_affiliate_id)" : "")
  }

  private func quoted(_ name: String) -> String {
    "\"\(name.replacing("\"", with: "\"\""))\""
  }

  /// The statements that make the tables.
  func tables(shared: [Int], own: [Int]) -> String {
    let columns = own.map(definition).joined(separator: ", ")
    switch table.kind {
    case .chat:
      return "CREATE TABLE chats (\(shared.map(definition).joined(separator: ", "))); "
        + "CREATE TABLE messages (chat_id TEXT NOT NULL REFERENCES chats(id), number INTEGER NOT NULL, \(columns), "
        + "PRIMARY KEY (chat_id, number)) WITHOUT ROWID"
    case .email:
      return "CREATE TABLE emails (number INTEGER NOT NULL, \(columns), "
        + "PRIMARY KEY (conversation_id, number)) WITHOUT ROWID"
    case .voice, .affiliates, .properties, nil: return "CREATE TABLE \(quoted(table.name)) (\(columns))"
    }
  }

  /// The statement that inserts what all rows of a conversation share, where that is a table of its own.
  func parent(shared: [Int]) -> String? {
    guard table.kind == .chat else { return nil }
    let values = Array(repeating: "?", count: shared.count).joined(separator: ", ")
    return "INSERT INTO chats (\(shared.map { quoted(column($0)) }.joined(separator: ", "))) VALUES (\(values))"
  }

  /// The statement that inserts a row.
  func insertion(own: [Int]) -> String {
    let leading = table.kind == .chat ? ["chat_id", "number"] : table.kind == .email ? ["number"] : []
    let names = leading + own.map { quoted(column($0)) }
    let values = Array(repeating: "?", count: names.count).joined(separator: ", ")
    return "INSERT INTO \(quoted(table.name)) (\(names.joined(separator: ", "))) VALUES (\(values))"
  }
}
