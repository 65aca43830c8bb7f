import Bytes
import Files
import Nightly
import SQLite
import Schema
import Sedric
import TestSupport
import Testing

/// `export(import(files))` through the program's own tables: files become a SQLite file, JSON Lines or CSV, and a
/// configuration over those makes the same files of them, byte for byte.
@Suite struct TableRoundTripTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for kind in FileKind.allCases {
      for (name, rows) in Generated.parcels(kind).prefix(8) + Hostile.parcels(kind) {
        let path = try folder.write(try GoodFolder.file(kind, rows), to: "sent/\(kind.rawValue)/\(name)")
        guard kind == .voice else { continue }
        let number = UInt8(name.utf8.count & 0x7F)
        try AtomicFile.write((GoodFolder.recording + [number]).span, to: "\(path.dropLast(3))mp3")
      }
    }
  }

  @Test(arguments: NestedCells.allCases, [ImportFormat.jsonl, .csv])
  func textTables_makeTheSameFiles(_ nested: NestedCells, _ format: ImportFormat) throws {
    try bringIn(ImportOptions(format: format, output: folder.file("tables")), nested)
    try expectSameFiles(nested == .json ? Mapping.nested : Mapping.columns)
  }

  /// The kinds that one table holds need no SQL; a chat's two are joined by it.
  @Test func sqliteTables_makeTheSameFiles() throws {
    try bringIn(ImportOptions(format: .sqlite, output: folder.file("tables")), .columns)
    try expectSameFiles(Mapping.queries)
    try expectSameFiles(Mapping.sqliteColumns, [.affiliates, .properties, .email])
  }

  /// With nested cells a message is one cell of JSON, which SQL takes apart.
  @Test func sqliteWithNestedCells_makesTheSameFiles() throws {
    try bringIn(ImportOptions(format: .sqlite, output: folder.file("tables")), .json)
    try expectSameFiles(Mapping.nestedQueries)
  }

  /// Asking for an object that was taken apart says how to keep it whole.
  @Test func objectThatIsColumns_isSaidToBe() throws {
    try folder.write(#"{"id":"a","metadata":{"n":1}}"# + "\n", to: "tables/calls.jsonl")
    let configuration = try Configuration(
      text: """
        { dump: "tables", exports: { voice: { from: "calls", audio: "id", columns: { metadata: "metadata" } } } }
        """,
      path: folder.file("nightferry.json5"))
    let error = #expect(throws: FlowError.self) { try Exporter(configuration).run() }
    #expect("\(String(describing: error))".contains("dump.tables.calls.nested"), "\(String(describing: error))")
  }

  private func bringIn(_ options: ImportOptions, _ nested: NestedCells) throws {
    var options = options
    options.nested = nested
    let summary = try Import.run([folder.file("sent")], options: options)
    #expect(summary.refused.isEmpty && summary.unknown.isEmpty, "\(summary.refused)")
  }

  private func expectSameFiles(
    _ exports: [FileKind: String], _ kinds: [FileKind] = FileKind.allCases, _ line: SourceLocation = #_sourceLocation
  ) throws {
    try? Folder.removeTree(folder.file("outbox"))
    // What JSON Lines have as objects stays one column, as in the other tables.
    let tables = ["calls", "messages", "emails"].map { "\($0): { nested: \"json\" }" }.joined(separator: ", ")
    let parts = kinds.compactMap { kind in exports[kind].map { "\(kind.rawValue): \($0)" } }
    let configuration = try Configuration(
      text: """
        { dump: { path: "tables", tables: { \(tables) } }, recordings: "sent/voice",
          exports: { \(parts.joined(separator: ",\n")) } }
        """,
      path: folder.file("nightferry.json5"))
    let summary = try Exporter(configuration).run()
    #expect(summary.total.rejected + summary.total.held == 0, sourceLocation: line)
    #expect(summary.rejects.map { "\($0.kind) \($0.id) \($0.reason)" }.prefix(5) == [], sourceLocation: line)
    for kind in kinds {
      let sent = try Folder.names(in: folder.file("sent/\(kind.rawValue)"))
      let made = try Folder.names(in: folder.file("outbox/\(kind.rawValue)"))
      #expect(Set(sent).symmetricDifference(made).isEmpty, sourceLocation: line)
      for name in sent where made.contains(name) {
        let same = try folder.read("sent/\(kind.rawValue)/\(name)") == folder.read("outbox/\(kind.rawValue)/\(name)")
        #expect(same, "\(kind.rawValue)/\(name)", sourceLocation: line)
      }
    }
  }
}

/// What makes the files of the tables of an import.
private enum Mapping {
  private static func columns(_ kind: FileKind, from table: String, _ name: (String) -> String) -> String {
    let fields = ParcelEmitter(kind: kind).fields.filter { $0.name != "message.html" }
    let columns = fields.map { field in
      let column = "column: \"\(name(field.name))\""
      // An empty cell of a table is a missing one, unless it is said to be an empty text.
      return "\"\(field.name)\": { \(column)\(field.name == "message.text" ? ", default: \"\"" : "") }"
    }
    return "{ from: \"\(table)\", columns: { \(columns.joined(separator: ", ")) } }"
  }

  static let calls = "{ query: \"SELECT *, id || '.mp3' AS audio FROM calls\", audio: \"audio\" }"

  /// Text tables have the fields' own names.
  static let columns: [FileKind: String] = [
    .voice: calls, .chat: columns(.chat, from: "messages") { $0 }, .email: columns(.email, from: "emails") { $0 },
    .affiliates: columns(.affiliates, from: "affiliates") { $0 },
    .properties: columns(.properties, from: "properties") { $0 },
  ]

  /// Those of a SQLite file have no dots, and an e-mail's members their message's name before them.
  static let sqliteColumns: [FileKind: String] = [
    .email: columns(.email, from: "emails") { $0.replacing(".", with: "_") },
    .affiliates: columns[.affiliates] ?? "", .properties: columns[.properties] ?? "",
  ]

  private static let members = ParcelEmitter(kind: .email).fields.map(\.name).filter {
    $0.hasPrefix("message.") && $0 != "message.html"
  }

  private static let emptyText = #"columns: { "message.text": { column: "message.text", default: "" } }"#

  static let queries: [FileKind: String] = [
    .voice: calls,
    .chat: """
    { query: "SELECT chats.*, author AS [message.author], text AS [message.text], messages.timestamp AS \
    [message.timestamp], is_inbound AS [message.is_inbound] FROM chats JOIN messages ON chat_id = id ORDER BY \
    id, number", \(emptyText) }
    """,
    .email: """
    { query: "SELECT *, \(members.map { "\($0.replacing(".", with: "_")) AS [\($0)]" }.joined(separator: ", ")) \
    FROM emails ORDER BY conversation_id, number", \(emptyText) }
    """,
    .affiliates: "{ query: \"SELECT * FROM affiliates\" }",
    .properties: "{ query: \"SELECT * FROM properties ORDER BY rowid\" }",
  ]

  /// `message` is one cell of JSON, taken apart by SQL.
  private static func apart(_ kind: FileKind, _ from: String) -> String {
    let names = ParcelEmitter(kind: kind).fields.map(\.name).filter { $0.hasPrefix("message.") && $0 != "message.html" }
    let cells = names.map { "message ->> '$.\($0.dropFirst(8))' AS [\($0)]" }
    return "{ query: \"SELECT *, \(cells.joined(separator: ", ")) FROM \(from)\", \(emptyText) }"
  }

  static let nested: [FileKind: String] = [
    .voice: calls, .chat: apart(.chat, "messages"), .email: apart(.email, "emails"),
    .affiliates: queries[.affiliates] ?? "", .properties: "{ query: \"SELECT * FROM properties\" }",
  ]

  static let nestedQueries: [FileKind: String] = [
    .voice: calls, .chat: apart(.chat, "chats JOIN messages ON chat_id = id ORDER BY id, number"),
    .email: apart(.email, "emails ORDER BY conversation_id, number"),
    .affiliates: queries[.affiliates] ?? "", .properties: queries[.properties] ?? "",
  ]
}

/// Records whose values tempt a table, a sniffer or a JSON library to change them.
private enum Hostile {
  static let texts = [
    "0", "007", "1.0", "1e5", "-0", "9223372036854775808", "0.1000", "1_000", "true", "FALSE", "null", "NULL", "\\N",
    "NaN", " ", "\t", "\n", "\r", "\r\n", "\"", "\"\"", "'", ";", ";;;;;;", "a;b\tc|d,e", "\u{FEFF}mark", "{}", "[]",
    "{\"a\":1}", "[1,2]", "\"quoted\"", "\\", "\\\"", "\\u0041", "/", "</script>", "\u{2028}\u{2029}", "\u{7F}\u{85}",
    "\u{1}\u{8}\u{B}\u{C}\u{1B}", "e\u{301}", "é", "👩‍👩‍👧", "\u{10FFFF}", "2026-01-01", "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00+02:00", "#comment", "--", "=1+1", "@x", "sep=;", "\u{A0}nbsp\u{A0}", "a\nb,\"c\"\r\nd",
    String(repeating: "x", count: 70_000), String(repeating: "\"", count: 5000),
  ]

  static let metadata = [
    #"{"b":1,"a":2,"":3,"z":{"y":[],"x":{}}}"#, #"{"a":1.0,"b":1e5,"c":1E+5,"d":-0,"e":-0.0,"f":0.1000}"#,
    #"{"a":9223372036854775807,"b":9223372036854775808,"c":-9223372036854775809,"d":123456789012345678901234567890}"#,
    #"{"a":1e400,"b":1e-400,"c":0.30000000000000004}"#, #"{"a":null,"b":true,"c":false,"d":"","e":" "}"#,
    #"{"t":"line\nbreak \"q\" \\ / \u0001 é 😀"}"#, #"{"key \"with\" quotes, and\n":{"é":["😀",{"a.b":[[[[]]]]}]}}"#,
    "{\"deep\":" + String(repeating: "[", count: 40) + "1" + String(repeating: "]", count: 40) + "}",
    "{\"long\":\"" + String(repeating: "ü", count: 20_000) + "\"}", "{}",
  ]

  static func parcels(_ kind: FileKind) -> [(name: String, rows: Generated.Rows)] {
    switch kind {
    case .voice: texts.enumerated().map { ("hostile \($0).csv", [call($0, $1)]) }
    case .chat:
      metadata.enumerated().map { chat, data in ("hostile-\(chat).csv", texts.map { message(chat, $0, data) }) }
    case .email: metadata.enumerated().map { thread, data in ("hostile-\(thread).csv", mails(thread, data)) }
    case .affiliates: []
    case .properties: []
    }
  }

  private static func call(_ number: Int, _ text: String) -> [String: String] {
    [
      "user_id": text, "client_id": text, "id": "hostile \(number)", "topic": text,
      "timestamp": "2021-12-19T10:47:55Z", "metadata": metadata[number % metadata.count],
    ]
  }

  private static func message(_ chat: Int, _ text: String, _ data: String) -> [String: String] {
    [
      "id": "hostile-\(chat)", "unit_id": texts[chat], "agent_id": texts[chat + 10], "client_id": texts[chat + 20],
      "organization_id": texts[chat + 30], "language": "en", "subject": chat % 2 == 0 ? "" : texts[chat + 40],
      "timestamp": "1969-12-31T23:59:59Z", "message.author": text, "message.text": text,
      "message.timestamp": "9999-12-31T23:59:59Z", "message.is_inbound": "false", "metadata": data,
    ]
  }

  private static func mails(_ thread: Int, _ data: String) -> Generated.Rows {
    texts.map { text in
      [
        "organization_id": texts[thread], "unit_id": texts[thread + 10], "user_id": texts[thread + 20],
        "user_name": texts[thread + 30], "prospect_id": texts[thread + 40], "prospect_name": texts[thread + 5],
        "conversation_id": "hostile-\(thread)", "conversation_subject": texts[thread + 15],
        "created_timestamp": "0001-01-01T00:00:00Z", "body_html": thread % 2 == 0 ? "" : "<p>\(texts[thread + 25])</p>",
        "message.id": text, "message.created_timestamp": "2024-02-29T23:59:59Z", "message.text": text,
        "message.recipients": #"["a{b}@example.com","o'neil@example.com"]"#,
        "message.is_inbound": "true", "message.author_email": "jürgen@bücher.example",
        "message.signature_html": text, "message.author_name": text, "metadata": data,
      ]
    }
  }
}
