import Bytes
import Files
import SQLite
import Sedric
import TestSupport

/// A table of a generated dump. A value is its bytes, or nil for none.
struct BreakableTable {
  let name: String
  let columns: [String]
  var rows: [[[UInt8]?]] = []

  /// The number under which a source of this format knows the row that is added next: the line in CSV, whose cells may hold
  /// line breaks.
  func nextLine(_ format: BreakableFormat) -> Int {
    guard format == .csv else { return rows.count + 1 }
    return 2 + rows.count + rows.joined().reduce(0) { $0 + ($1 ?? []).count { $0 == 0x0A } }
  }

  func csv() -> [UInt8] {
    var text = Array(columns.joined(separator: ",").utf8) + [0x0A]
    for row in rows {
      for (place, value) in row.enumerated() {
        if place > 0 { text.append(UInt8(ascii: ",")) }
        guard let value else { continue }
        text += [0x22] + value.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
      }
      text.append(0x0A)
    }
    return text
  }

  func jsonLines() -> [UInt8] {
    rows.flatMap { row -> [UInt8] in
      let members = zip(columns, row).compactMap { name, value in
        value.map { Array("\"\(name)\":\"".utf8) + $0.flatMap(BreakableTable.escaped) + [0x22] }
      }
      return [UInt8(ascii: "{")] + members.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "}"), 0x0A]
    }
  }

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case 0x22, 0x5C: [0x5C, byte]
    case 0x0A: Array("\\n".utf8)
    case 0x01: Array("\\u0001".utf8)
    default: [byte]
    }
  }

  func fill(_ database: Database) throws(SQLiteError) {
    try database.execute("CREATE TABLE \(name) (\(columns.map { "\"\($0)\" TEXT" }.joined(separator: ",")))")
    let places = columns.map { _ in "?" }.joined(separator: ",")
    var statement = try database.prepare("INSERT INTO \(name) VALUES (\(places))")
    for row in rows {
      for (place, value) in row.enumerated() {
        if let value { try statement.bind(place + 1, text: value.span) } else { try statement.bindNull(place + 1) }
      }
      try statement.run()
      statement.reset()
    }
  }
}

/// How a dump is stored.
enum BreakableFormat: String, CaseIterable {
  case csv, jsonLines, sqlite

  func write(_ tables: [BreakableTable], to folder: TemporaryFolder) throws {
    let dump = folder.file("dump")
    if (try? FileStatus.of(dump)) != nil { try Folder.removeTree(dump) }
    try Folder.make(dump)
    switch self {
    case .csv: for table in tables { try folder.write(table.csv(), to: "dump/\(table.name).csv") }
    case .jsonLines: for table in tables { try folder.write(table.jsonLines(), to: "dump/\(table.name).jsonl") }
    case .sqlite:
      let database = try Database(path: "\(dump)/crm.sqlite", .create)
      try database.transaction { () throws(SQLiteError) in
        for table in tables { try table.fill(database) }
      }
    }
  }

  /// The dump's path below the working folder.
  var path: String { self == .sqlite ? "dump/crm.sqlite" : "dump" }
}

/// One record of each kind as a good dump has it, by column.
enum GoodRecord {
  static let tables: [(kind: FileKind, name: String, columns: [String])] = [
    (.voice, "calls", ["id", "agent", "contact", "queue", "at", "audio", "note", "score"]),
    (
      .chat, "messages",
      ["chat", "unit", "agent", "client", "org", "lang", "start", "subj", "author", "text", "at", "dir", "n"]
    ),
    (
      .email, "mails",
      [
        "thread", "org", "unit", "user", "user_name", "prospect", "prospect_name", "subject", "start", "inbox", "mail",
        "at", "text", "to", "dir", "sender",
      ]
    ),
    (.affiliates, "affiliates", ["id", "name", "manager", "since", "country", "regulations", "frequency"]),
    (.properties, "properties", ["url", "channel", "frequency", "affiliate", "id"]),
  ]

  /// The records of one interaction: three of a chat or thread, else one.
  static func interaction(_ kind: FileKind, _ id: String) -> [[String: String]] {
    switch kind {
    case .voice:
      [
        [
          "id": id, "agent": "ada@example.com", "contact": "k1", "queue": "7", "at": "2026-03-16 09:15:00",
          "audio": "good.mp3", "note": "say \"hi\", é", "score": "4.5",
        ]
      ]
    case .chat:
      (0..<3).map { minute in
        [
          "chat": id, "unit": "u", "agent": "ada@example.com", "client": "k", "org": "o", "lang": "en-GB",
          "start": "2026-03-16 10:00:00", "subj": "S", "author": "x", "text": "hi, \"\(minute)\" é",
          "at": "2026-03-16 10:0\(minute):00", "dir": minute == 1 ? "out" : "in", "n": "1",
        ]
      }
    case .email:
      (0..<3).map { minute in
        [
          "thread": id, "org": "o", "unit": "u", "user": "ada", "user_name": "Ada Example", "prospect": "bo",
          "prospect_name": "Bo Example", "subject": "S", "start": "2026-03-16 10:00:00", "inbox": "sales@example.com",
          "mail": "\(id)-\(minute)", "at": "2026-03-16 10:0\(minute):00", "text": "mail \(minute)",
          "to": "bo@example.com;cy@example.com", "dir": "in", "sender": "ada@example.com",
        ]
      }
    case .affiliates:
      [
        [
          "id": id, "name": "Name", "manager": "Kara", "since": "2024-02-29", "country": "France", "regulations": "FCA",
          "frequency": "@weekly",
        ]
      ]
    case .properties:
      [
        [
          "url": "https://example.com/\(id)", "channel": "Website", "frequency": "@daily", "affiliate": "good-0",
          "id": id,
        ]
      ]
    }
  }

  static func configuration(_ format: BreakableFormat) -> String {
    let inbound = #"{ column: "dir", values: { in: true, out: false } }"#
    return """
      {
        dump: "\(format.path)", recordings: "recordings", timeZone: "Europe/Paris",
        exports: {
          voice: { from: "calls", audio: "audio", metadata: { note: "note", score: { column: "score", type: "number" } },
            columns: { id: "id", user_id: "agent", client_id: "contact", timestamp: "at",
              topic: { column: "queue", lookup: { table: "queues", key: "id", value: "name" } } } },
          chat: { from: "messages", metadata: ["n"], columns: { id: "chat", unit_id: "unit", agent_id: "agent",
            client_id: "client", organization_id: "org", language: "lang", timestamp: "start", subject: "subj",
            "message.author": "author", "message.text": "text", "message.timestamp": "at",
            "message.is_inbound": \(inbound) } },
          email: { from: "mails", columns: { organization_id: "org", unit_id: "unit", user_id: "user",
            user_name: "user_name", prospect_id: "prospect", prospect_name: "prospect_name", conversation_id: "thread",
            conversation_subject: "subject", created_timestamp: "start", inbox: "inbox", "message.id": "mail",
            "message.created_timestamp": "at", "message.text": "text", "message.recipients": { column: "to", split: ";" },
            "message.is_inbound": \(inbound), "message.author_email": "sender" } },
          affiliates: { from: "affiliates", columns: { external_affiliate_id: "id", affiliate_name: "name",
            affiliate_manager: "manager", registration_date: "since", registration_country: "country",
            regulations: { column: "regulations", split: ";" }, scanning_frequency: "frequency" } },
          properties: { from: "properties", columns: { url: "url", channel: "channel", scanning_frequency: "frequency",
            external_affiliate_id_reference: "affiliate", external_property_id: "id" } },
        },
      }
      """
  }
}
