import Dump
import Sedric

/// Chats that stand in two tables: messages that name their author and their conversation, and conversations that name a
/// customer and an agent, as tickets and their comments do. A lookup takes one step, so a query joins them, and the columns
/// of its result are proposed as those of a table are.
struct ConversationJoin {
  /// The query's clauses, a line each; its result has the columns that `result` was surveyed with.
  private(set) var clauses: [String]
  /// The tables that it reads.
  let tables: [String]
  /// What a reader should know of it, a comment each.
  private(set) var notes: [String]
  /// What the result's first records hold.
  let result: TableSurvey
  private let columns: [Column]
  private let source: [String]

  /// A column of the result.
  private struct Column {
    var name: String
    var sql: String
  }

  /// Nil where no two tables are so, or the dump cannot be asked. The query is run, so that what is proposed is known to run.
  ///
  /// - `taken`: the tables that are something else already.
  init?(_ tables: [TableSurvey], taken: [String], in dump: Dump) {
    for messages in tables where !taken.contains(messages.name) {
      for conversations in tables where conversations.name != messages.name {
        guard let parts = JoinParts(messages, conversations, tables) else { continue }
        let columns = ConversationJoin.columns(parts)
        let source = ConversationJoin.source(parts, dump)
        let query = ConversationJoin.clauses(columns, source).joined(separator: " ")
        guard let rows = try? dump.source(query: query), let result = try? TableSurvey(messages.name, rows),
          result.rowCount > 0
        else { continue }
        self.result = result
        self.columns = columns
        self.source = source
        self.tables = [messages.name, conversations.name] + (parts.people.map { [$0.table.name] } ?? [])
        clauses = ConversationJoin.clauses(columns, source)
        notes = ConversationJoin.notes(parts)
        return
      }
    }
    return nil
  }

  /// The query with only those columns that the proposal uses.
  mutating func keep(_ names: Set<String>) {
    clauses = ConversationJoin.clauses(columns.filter { names.contains($0.name) }, source)
  }

  private static func clauses(_ columns: [Column], _ source: [String]) -> [String] {
    let list = columns.map { column in
      column.sql.hasSuffix(".\(sqlQuoted(column.name))") ? column.sql : "\(column.sql) AS \(sqlQuoted(column.name))"
    }
    return list.enumerated().map { ($0 == 0 ? "SELECT " : "  ") + $1 + ($0 + 1 < list.count ? "," : "") } + source
  }

  private static func columns(_ parts: JoinParts) -> [Column] {
    var columns: [Column] = []
    func add(_ name: String, _ sql: String) {
      if !columns.contains(where: { $0.name == name }) { columns.append(Column(name: name, sql: sql)) }
    }
    let customer = "c.\(sqlQuoted(parts.customer.name))"
    let author = "m.\(sqlQuoted(parts.author.name))"
    for column in parts.messages.columns where !parts.isInternal(column) {
      add(column.name, "m.\(sqlQuoted(column.name))")
    }
    // A customer is called the same as an author and as the other side of the conversation; so is an agent.
    let address = parts.people?.address.map { "NULLIF(p.\(sqlQuoted($0.name)), '')" }
    let agent = [address, "CAST(\(author) AS TEXT)"].compactMap(\.self).joined(separator: ", ")
    add(
      "author",
      "CASE WHEN \(author) = \(customer) THEN CAST(\(customer) AS TEXT) ELSE "
        + (address == nil ? "CAST(\(author) AS TEXT)" : "COALESCE(\(agent))") + " END")
    if parts.direction == nil {
      if let role = parts.people?.role {
        add("author_type", "p.\(sqlQuoted(role.name))")
      } else {
        add("is_inbound", "CASE WHEN \(author) = \(customer) THEN 'true' ELSE 'false' END")
      }
    }
    if let started = parts.started { add("started_at", "c.\(sqlQuoted(started.name))") }
    for column in parts.conversations.columns where column.name != parts.id.name && column.name != parts.started?.name {
      let isTaken = parts.messages.columns.contains { $0.name == column.name }
      add(isTaken ? "conversation_\(column.name)" : column.name, "c.\(sqlQuoted(column.name))")
    }
    return columns
  }

  private static func source(_ parts: JoinParts, _ dump: Dump) -> [String] {
    var lines = [
      "FROM \(dump.sqlName(of: parts.messages.name)) m",
      "JOIN \(dump.sqlName(of: parts.conversations.name)) c ON c.\(sqlQuoted(parts.id.name)) = m.\(sqlQuoted(parts.key.name))",
    ]
    if let people = parts.people {
      lines.append(
        "LEFT JOIN \(dump.sqlName(of: people.table.name)) p ON p.\(sqlQuoted(people.key.name)) = m.\(sqlQuoted(parts.author.name))"
      )
    }
    if let visible = parts.visible {
      lines.append("WHERE lower(CAST(m.\(sqlQuoted(visible.name)) AS TEXT)) IN ('true', 't', '1')")
    }
    return lines
  }

  private static func notes(_ parts: JoinParts) -> [String] {
    var notes = [
      "\(parts.messages.name) has the messages; whose they are stands in \(parts.conversations.name), by "
        + "\(parts.key.name): a query joins them."
    ]
    if parts.direction == nil, parts.people?.role == nil {
      notes.append(
        "CHECK: inbound is what \(parts.conversations.name).\(parts.customer.name) wrote; other customers who joined in "
          + "would count as agents.")
    }
    if let visible = parts.visible {
      notes.append("CHECK: only \(parts.messages.name) whose \(visible.name) is true; the others are internal notes.")
    }
    return notes
  }
}

/// The columns by which two tables are messages and their conversations.
private struct JoinParts {
  let messages: TableSurvey
  let conversations: TableSurvey
  /// What was written.
  let text: ColumnSurvey
  /// Which conversation a message belongs to, and the column that it is the value of.
  let key, id: ColumnSurvey
  /// Who wrote a message.
  let author: ColumnSurvey
  /// Whose conversation it is.
  let customer: ColumnSurvey
  /// When it began.
  let started: ColumnSurvey?
  /// Which side a message is from, where the messages say so.
  let direction: ColumnSurvey?
  /// Whether the customer sees a message, where there are others.
  let visible: ColumnSurvey?
  let people: People?

  /// The table of those who write.
  struct People {
    let table: TableSurvey
    let key: ColumnSurvey
    let address: ColumnSurvey?
    /// Whether somebody is a customer or an agent.
    let role: ColumnSurvey?
  }

  init?(_ messages: TableSurvey, _ conversations: TableSurvey, _ tables: [TableSurvey]) {
    func best(_ field: String, _ table: TableSurvey) -> ColumnSurvey? {
      FieldGuide.guides(.chat).first { $0.field == field }.flatMap { Match.best($0, table)?.column }
    }
    guard messages.rowCount > 0, let key = best("id", messages), let text = best("message.text", messages),
      best("message.timestamp", messages) != nil,
      let author = JoinParts.named(
        ["author id", "author", "sender id", "sender", "user id", "from id", "from"], messages),
      author.name != key.name, let id = PersonLookup.key(of: key.distinct, in: conversations),
      best("agent_id", conversations).map({ $0.name != id.name }) ?? false,
      let customer = best("client_id", conversations), customer.name != id.name
    else { return nil }
    (self.messages, self.conversations, self.text) = (messages, conversations, text)
    (self.key, self.id, self.author, self.customer) = (key, id, author, customer)
    started = JoinParts.named(
      ["started at", "start time", "opened at", "created at", "created", "started"], conversations
    )
    .flatMap { ColumnLook.time.fits($0) ? $0 : nil }
    direction = best("message.is_inbound", messages)
    visible = JoinParts.named(["public", "is public"], messages).flatMap { ColumnLook.direction.fits($0) ? $0 : nil }
    people = JoinParts.people(author, tables.filter { $0.name != messages.name && $0.name != conversations.name })
    // Without a word for it, a message is the customer's where the customer is its author, and some must be.
    if direction == nil, people?.role == nil, author.distinct.isDisjoint(with: customer.distinct) { return nil }
  }

  private static func people(_ author: ColumnSurvey, _ tables: [TableSurvey]) -> People? {
    for table in tables {
      guard let key = PersonLookup.key(of: author.distinct, in: table) else { continue }
      let role = named(["role", "user type", "type", "kind"], table).flatMap {
        ColumnLook.direction.fits($0) ? $0 : nil
      }
      let address = table.columns.first { ColumnLook.email.fits($0) && $0.words.contains("mail") }
      if role != nil || address != nil { return People(table: table, key: key, address: address, role: role) }
    }
    return nil
  }

  private static func named(_ names: [String], _ table: TableSurvey) -> ColumnSurvey? {
    for name in names {
      if let column = table.columns.first(where: { $0.isNamed(name) && !$0.present.isEmpty }) { return column }
    }
    return nil
  }

  /// Whether a column of the messages is spent on the join, or is the same text once more as HTML.
  func isInternal(_ column: ColumnSurvey) -> Bool {
    if column.name == text.name { return false }
    return column.name == author.name || column.name == visible?.name || column.isNamed("id")
      || ColumnLook.html.fits(column)
  }
}

/// A name as SQL writes it.
private func sqlQuoted(_ name: String) -> String {
  "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
}
