import Bytes
import Files
import Schema
import Sedric
import TestSupport

/// A folder with one good file of each kind and a recording, to be damaged.
struct GoodFolder {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(try GoodFolder.file(.voice, [GoodFolder.call]), to: "voice/call-1.csv")
    try folder.write(GoodFolder.recording, to: "voice/call-1.mp3")
    try folder.write(try GoodFolder.file(.chat, GoodFolder.messages), to: "chat/chat-1.csv")
    try folder.write(try GoodFolder.file(.email, GoodFolder.mails), to: "email/thread-1.csv")
    try folder.write(try GoodFolder.file(.affiliates, GoodFolder.affiliates), to: "affiliates/affiliates.json")
    try folder.write(try GoodFolder.file(.properties, GoodFolder.properties), to: "properties/properties.json")
  }

  var path: String { folder.path }

  func file(_ name: String) -> String { folder.file(name) }
  func read(_ name: String) throws -> [UInt8] { try folder.read(name) }
  func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }
  func write(_ bytes: [UInt8], to name: String) throws { try folder.write(bytes, to: name) }
  func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }

  /// Replaces a file's text by what `change` makes of it.
  func edit(_ name: String, _ change: (String) throws -> String) throws { try write(change(text(name)), to: name) }

  /// Rows as texts by field name, made into a file.
  static func file(_ kind: FileKind, _ rows: [[String: String]]) throws(Violation) -> [UInt8] {
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
    return buffer.span.array()
  }

  /// Twenty frames of MPEG 1 layer III at 128 kbit/s and 44.1 kHz, 417 bytes each.
  static let recording: [UInt8] = (0..<20).flatMap { _ in
    [0xFF, 0xFB, 0x90, 0x00] + Array(repeating: 0x55 as UInt8, count: 413)
  }

  static let call = [
    "user_id": "ada@example.com", "client_id": "client-1", "id": "call-1", "topic": "Renewal, urgent",
    "timestamp": "2021-12-19T10:47:55Z", "metadata": #"{"campaign":"spring","duration_s":62}"#,
  ]

  static let messages = [
    ("Hello, \"Bo\"", "2020-08-12T19:12:56Z", "false"), ("أهلا\nline two", "2020-08-12T19:13:00Z", "true"),
    ("こんにちは 😀", "2020-08-12T19:13:05Z", "false"),
  ].map { text, time, isInbound in
    [
      "id": "chat-1", "unit_id": "unit-7", "agent_id": "ada@example.com", "client_id": "client-1",
      "organization_id": "org-1", "language": "en", "timestamp": "2020-08-12T19:12:56Z", "subject": "Delivery",
      "message.author": "ada@example.com", "message.text": text, "message.timestamp": time,
      "message.is_inbound": isInbound, "metadata": #"{"channel":"web"}"#,
    ]
  }

  static let mails = [("m-1", "2024-06-13T08:00:06Z"), ("m-2", "2024-06-13T09:00:00Z")].map { id, time in
    [
      "organization_id": "org-1", "unit_id": "unit-7", "user_id": "ada@example.com", "user_name": "Ada Example",
      "prospect_id": "client-1", "prospect_name": "Bo Example", "conversation_id": "thread-1",
      "conversation_subject": "Offer", "created_timestamp": "2024-06-13T08:00:06Z", "body_html": "<p>Hello</p>",
      "inbox": "sales@example.com", "message.id": id, "message.created_timestamp": time, "message.text": "Hello",
      "message.recipients": #"["bo@example.com"]"#, "message.is_inbound": "false",
      "message.author_email": "ada@example.com", "message.author_name": "Ada Example",
    ]
  }

  static let affiliates = ["1234", "1235"].map { id in
    [
      "external_affiliate_id": id, "affiliate_name": "Forex Inc", "affiliate_manager": "Kara Example",
      "registration_date": "2023-11-03", "registration_country": "France", "regulations": #"["Cysec","FCA"]"#,
      "scanning_frequency": "@monthly",
    ]
  }

  static let properties = [("1234", "567"), ("1235", "568")].map { affiliate, id in
    [
      "url": "https://www.example.com/\(id)", "channel": "Website", "scanning_frequency": "0 5 * * 1",
      "external_affiliate_id_reference": affiliate, "external_property_id": id,
    ]
  }
}
