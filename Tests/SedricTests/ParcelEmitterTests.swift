import Bytes
import Foundation
import JSONText
import Schema
import Sedric
import Testing

/// Rows as texts by field name, made into a file.
func emit(_ kind: FileKind, _ rows: [[String: String]]) throws(Violation) -> String {
  var emitter = ParcelEmitter(kind: kind)
  for cells in rows {
    var row = MappedRow(fieldCount: emitter.fields.count)
    for (place, field) in emitter.fields.enumerated() {
      if let text = cells[field.name] { row.set(place, text) }
    }
    try emitter.add(row)
  }
  var buffer = ByteBuffer()
  try emitter.finish(into: &buffer)
  return String(repairing: buffer.span)
}

enum Sample {
  static let voice = [
    "user_id": "ada@example.com", "client_id": "c-1", "id": "1aaa-2021-12-19T10:47:55Z", "topic": "Renewal, urgent",
    "timestamp": "2021-12-19T10:47:55Z",
  ]
  static let chat = [
    "id": "chat-1", "unit_id": "u", "agent_id": "a", "client_id": "c", "organization_id": "o", "language": "en",
    "timestamp": "2020-08-12T19:12:56Z", "message.author": "a", "message.text": "Hello, \"you\"",
    "message.timestamp": "2020-08-12T19:12:56Z", "message.is_inbound": "false",
  ]
  static let email = [
    "organization_id": "o", "unit_id": "u", "user_id": "a", "user_name": "Ada", "prospect_id": "c",
    "prospect_name": "Bo", "conversation_id": "t-1", "conversation_subject": "Offer",
    "created_timestamp": "2024-06-13T08:00:06Z", "message.id": "m-1",
    "message.created_timestamp": "2024-06-13T08:00:06Z", "message.text": "Hello", "message.is_inbound": "true",
    "message.recipients": "[\"bo@example.com\"]", "message.author_email": "ada@example.com",
  ]
  static let affiliate = [
    "external_affiliate_id": "1234", "affiliate_name": "Forex Inc", "affiliate_manager": "Kara",
    "registration_date": "2023-11-03", "registration_country": "France", "regulations": "[\"Cysec\", \"FCA\"]",
    "scanning_frequency": "@monthly",
  ]
  static let property = [
    "url": "https://www.example.com/a", "channel": "Website", "scanning_frequency": "0 5 * * 1",
    "external_affiliate_id_reference": "1234",
  ]

  static func of(_ kind: FileKind) -> [String: String] {
    switch kind {
    case .voice: voice
    case .chat: chat
    case .email: email
    case .affiliates: affiliate
    case .properties: property
    }
  }

  static func changed(_ kind: FileKind, _ changes: [String: String?]) -> [String: String] {
    of(kind).merging(changes.compactMapValues { $0 }) { $1 }.filter { changes[$0.key] != .some(nil) }
  }
}

@Suite struct ParcelEmitterTests {
  @Test func voice_isOneRow() throws {
    #expect(
      try emit(.voice, [Sample.voice])
        == "user_id,client_id,id,topic,timestamp,metadata\r\n"
        + "ada@example.com,c-1,1aaa-2021-12-19T10:47:55Z,\"Renewal, urgent\",2021-12-19T10:47:55Z,{}\r\n")
    #expect(throws: Violation.self) { try emit(.voice, [Sample.voice, Sample.voice]) }
    #expect(throws: Violation.self) { try emit(.voice, []) }
  }

  @Test func chat_isSortedByTime_andKeepsTheOrderOfOneTime() throws {
    func message(_ text: String, _ time: String) -> [String: String] {
      Sample.changed(.chat, ["message.text": text, "message.timestamp": time, "timestamp": nil])
    }
    let text = try emit(
      .chat,
      [
        message("third", "2020-08-12T19:12:58Z"), message("first", "2020-08-12T19:12:56Z"),
        message("second", "2020-08-12T19:12:56Z"),
      ])
    let lines = text.split(separator: "\r\n")
    #expect(lines.count == 4)
    #expect(lines[0] == "id,unit_id,agent_id,client_id,organization_id,language,timestamp,subject,message,metadata")
    #expect(
      lines[1]
        == "chat-1,u,a,c,o,en,2020-08-12T19:12:56Z,,\"{\"\"author\"\":\"\"a\"\",\"\"text\"\":\"\"first\"\","
        + "\"\"timestamp\"\":\"\"2020-08-12T19:12:56Z\"\",\"\"is_inbound\"\":false}\",{}")
    #expect(lines[2].contains("second") && lines[3].contains("third"))
  }

  @Test func email_hasAllKeysOfAMail() throws {
    let text = try emit(.email, [Sample.email])
    #expect(text.contains("\"\"recipients\"\":[\"\"bo@example.com\"\"],\"\"is_inbound\"\":true"))
    #expect(text.contains("\"\"signature_html\"\":\"\"\"\",\"\"author_name\"\":\"\"\"\"}"))
  }

  @Test func mailWithoutText_getsItFromItsHTML() throws {
    let html = "<p>Dear Bo,</p><p>the offer<br>stands.</p>"
    for text in [nil, "", " \n"] {
      let file = try emit(.email, [Sample.changed(.email, ["message.text": text, "message.html": html])])
      #expect(file.contains("\"\"text\"\":\"\"Dear Bo,\\n\\nthe offer\\nstands.\"\""))
      #expect(file.contains(",\(html),") || file.contains(",\"\(html)\","))
    }
    let both = try emit(.email, [Sample.changed(.email, ["message.html": html, "body_html": "<b>x</b>"])])
    #expect(both.contains("\"\"text\"\":\"\"Hello\"\"") && both.contains(",<b>x</b>,"))
  }

  @Test func signature_isCutFromTheHTML() throws {
    let html = "<div>Hello Bo</div><div class=\"gmail_signature\">Ada Example<br>+1 555 0100</div>"
    let file = try emit(.email, [Sample.changed(.email, ["message.html": html, "message.author_name": "Ada Example"])])
    let start = try #require(file.range(of: "\"\"signature_html\"\":\"\"")).upperBound
    #expect(file[start...].contains("555 0100"))
    let own = try emit(
      .email, [Sample.changed(.email, ["message.html": html, "message.signature_html": "<i>own</i>"])])
    #expect(own.contains("\"\"signature_html\"\":\"\"<i>own</i>\"\""))
  }

  @Test func lists_areJSONArrays() throws {
    let affiliates = try emit(.affiliates, [Sample.affiliate])
    #expect(
      affiliates == "[\n  {\"external_affiliate_id\":\"1234\",\"affiliate_name\":\"Forex Inc\","
        + "\"affiliate_manager\":\"Kara\",\"registration_date\":\"2023-11-03\",\"registration_country\":\"France\","
        + "\"regulations\":[\"Cysec\", \"FCA\"],\"scanning_frequency\":\"@monthly\"}\n]\n")
    #expect(try emit(.properties, []) == "[]\n")
    #expect(try emit(.properties, [Sample.property, Sample.property]).utf8.count > 200)
  }

  @Test(arguments: [
    (FileKind.voice, ["id": "a/b"], Rule.constraintError, "id"), (.voice, ["id": ""], .constraintError, "id"),
    (.voice, ["id": ".."], .constraintError, "id"), (.voice, ["id": nil], .constraintError, "id"),
    (.voice, ["id": String(repeating: "x", count: 252)], .constraintError, "id"),
    (.voice, ["timestamp": "2021-12-19 10:47:55"], .typeError, "timestamp"),
    (.voice, ["timestamp": "2021-02-30T10:47:55Z"], .typeError, "timestamp"),
    (.voice, ["metadata": "{\"a\":1,\"a\":2}"], .duplicateKey, "metadata"),
    (.voice, ["metadata": "[]"], .typeError, "metadata"), (.voice, ["metadata": "{"], .typeError, "metadata"),
    (.voice, ["topic": "a\u{0}b"], .nulByte, "topic"), (.voice, ["topic": ""], .constraintError, "topic"),
    (.chat, ["message.is_inbound": "yes"], .typeError, "message.is_inbound"),
    (.chat, ["message.author": ""], .constraintError, "message.author"),
    (.chat, ["message.text": nil], .constraintError, "message.text"),
    (.chat, ["language": "english language"], .constraintError, "language"),
    (.email, ["message.recipients": "bo@example.com"], .typeError, "message.recipients"),
    (.email, ["message.recipients": "[\"bo\"]"], .constraintError, "message.recipients[]"),
    (.email, ["message.author_email": "ada"], .constraintError, "message.author_email"),
    (.affiliates, ["regulations": "\"FCA\""], .typeError, "regulations"),
    (.affiliates, ["registration_date": "03/11/2023"], .typeError, "registration_date"),
    (.affiliates, ["scanning_frequency": "often"], .constraintError, "scanning_frequency"),
    (.properties, ["url": "www.example.com"], .constraintError, "url"),
  ])
  func badCells_areRefused(_ kind: FileKind, _ changes: [String: String?], _ rule: Rule, _ field: String) {
    let error = #expect(throws: Violation.self) { try emit(kind, [Sample.changed(kind, changes)]) }
    #expect(error?.rule == rule && error?.fieldName == field)
  }

  @Test func emptyText_isAText() throws {
    #expect(try emit(.chat, [Sample.changed(.chat, ["message.text": ""])]).contains("\"\"text\"\":\"\"\"\""))
  }

  @Test func differentParticulars_refuseTheWhole() {
    let rows = [Sample.chat, Sample.changed(.chat, ["subject": "Other", "message.text": "x"])]
    let error = #expect(throws: Violation.self) { try emit(.chat, rows) }
    #expect(error?.rule == .inconsistentCell && error?.fieldName == "subject")
  }

  @Test func sameMailTwice_isRefused() {
    let error = #expect(throws: Violation.self) { try emit(.email, [Sample.email, Sample.email]) }
    #expect(error?.rule == .uniqueError && error?.fieldName == "message.id")
  }

  @Test func invalidUTF8_isRefused_andLeavesNoTrace() throws {
    var emitter = ParcelEmitter(kind: .voice)
    var row = MappedRow(fieldCount: emitter.fields.count)
    for (place, field) in emitter.fields.enumerated() {
      if let text = Sample.voice[field.name] { row.set(place, text) }
    }
    row.set(3, [0x41, 0xFF].span)
    do {
      try emitter.add(row)
      Issue.record("accepted")
    } catch {
      #expect(error.rule == .encodingError && error.fieldName == "topic")
    }
    row.set(3, "fine")
    try emitter.add(row)
    #expect(emitter.rowCount == 1)
  }

  @Test(arguments: [FileKind.chat, .email])
  func rowsWithTheirOwnCellsOnly_makeTheSameFile(_ kind: FileKind) throws {
    let id = kind == .email ? "message.id" : "message.author"
    let html = kind == .email ? "<p>Dear Bo, <b>yes</b>.</p>" : nil
    let rows = (1...3).map { number in
      Sample.changed(
        kind, [id: "m-\(number)", "message.html": html, "message.text": html == nil ? "Hello, \(number)" : nil])
    }
    var emitter = ParcelEmitter(kind: kind)
    for (number, cells) in rows.enumerated() {
      var row = MappedRow(fieldCount: emitter.fields.count)
      for (place, field) in emitter.fields.enumerated()
      where number == 0 || !field.constraints.isSameInEveryRow {
        if let text = cells[field.name] { row.set(place, text) }
      }
      try emitter.add(row, hasOwnCellsOnly: number > 0)
    }
    var buffer = ByteBuffer()
    try emitter.finish(into: &buffer)
    #expect(try String(repairing: buffer.span) == emit(kind, rows))
  }

  @Test func aRowWithItsOwnCellsOnly_isJudgedByThem() throws {
    var emitter = ParcelEmitter(kind: .chat)
    var row = MappedRow(fieldCount: emitter.fields.count)
    for (place, field) in emitter.fields.enumerated() {
      if let text = Sample.chat[field.name] { row.set(place, text) }
    }
    try emitter.add(row)
    let time = try #require(emitter.fields.firstIndex { $0.name == "message.timestamp" })
    row.set(time, "yesterday")
    #expect(throws: Violation.self) { try emitter.add(row, hasOwnCellsOnly: true) }
    row.clear(time)
    #expect(throws: Violation.self) { try emitter.add(row, hasOwnCellsOnly: true) }
    #expect(emitter.rowCount == 1)
  }

  @Test(arguments: FileKind.allCases)
  func anEmitter_canBeUsedAgain(_ kind: FileKind) throws {
    var emitter = ParcelEmitter(kind: kind)
    var texts: [String] = []
    for _ in 0..<2 {
      var row = MappedRow(fieldCount: emitter.fields.count)
      for (place, field) in emitter.fields.enumerated() {
        if let text = Sample.of(kind)[field.name] { row.set(place, text) }
      }
      try emitter.add(row)
      var buffer = ByteBuffer()
      try emitter.finish(into: &buffer)
      texts.append(String(repairing: buffer.span))
      emitter.reset()
    }
    #expect(texts[0] == texts[1])
  }
}
