import Schema
import Sedric

/// One value of a record that is broken, and what is to be said of it.
struct Breakage {
  let kind: FileKind
  let column: String
  /// What stands there instead; nil for nothing at all.
  let value: [UInt8]?
  let error: String
  let field: String?
  /// Whether the others of its chat or thread go out all the same, as nothing says that it is one of them.
  let losesItsID: Bool

  private init(_ kind: FileKind, _ column: String, _ value: [UInt8]?, _ error: String, _ field: String?) {
    self.kind = kind
    self.column = column
    self.value = value
    self.error = error
    self.field = field
    losesItsID = kind == .chat && column == "chat" || kind == .email && column == "thread"
  }

  /// The same with another value.
  func with(_ value: [UInt8]) -> Breakage { Breakage(kind, column, value, error, field) }

  /// Every field of every kind, in every way that it can be wrong.
  static let all: [Breakage] = {
    let ways: [(FileKind) -> [Breakage]] = [required, ids, times, forms, bytes, neighbours]
    return FileKind.allCases.flatMap { kind in ways.flatMap { $0(kind) } }
  }()

  /// Columns and the fields that they fill, where there must be a value.
  private static let requiredFields: [FileKind: [(String, String)]] = [
    .voice: [("agent", "user_id"), ("contact", "client_id"), ("id", "id"), ("queue", "topic"), ("at", "timestamp")],
    .chat: [
      ("chat", "id"), ("unit", "unit_id"), ("agent", "agent_id"), ("client", "client_id"), ("org", "organization_id"),
      ("lang", "language"), ("author", "message.author"), ("text", "message.text"), ("at", "message.timestamp"),
      ("dir", "message.is_inbound"),
    ],
    .email: [
      ("thread", "conversation_id"), ("org", "organization_id"), ("unit", "unit_id"), ("user", "user_id"),
      ("user_name", "user_name"), ("prospect", "prospect_id"), ("prospect_name", "prospect_name"),
      ("subject", "conversation_subject"), ("mail", "message.id"), ("at", "message.created_timestamp"),
      ("text", "message.text"), ("to", "message.recipients"), ("dir", "message.is_inbound"),
      ("sender", "message.author_email"),
    ],
    .affiliates: [
      ("id", "external_affiliate_id"), ("name", "affiliate_name"), ("manager", "affiliate_manager"),
      ("regulations", "regulations"), ("frequency", "scanning_frequency"),
    ],
    .properties: [
      ("url", "url"), ("channel", "channel"), ("frequency", "scanning_frequency"),
      ("affiliate", "external_affiliate_id_reference"),
    ],
  ]

  private static func required(_ kind: FileKind) -> [Breakage] {
    (requiredFields[kind] ?? []).flatMap { column, field in
      [nil, [] as [UInt8]?].map { Breakage(kind, column, $0, "constraint-error", field) }
    }
  }

  /// Ids that cannot be a file's name.
  private static func ids(_ kind: FileKind) -> [Breakage] {
    let column = kind == .voice ? "id" : kind == .chat ? "chat" : "thread"
    guard !kind.isList, let field = kind.schema.identity else { return [] }
    return ["a/b", "..", "a\u{1}b", "a\nb", String(repeating: "x", count: 252)].map {
      Breakage(kind, column, Array($0.utf8), "constraint-error", field)
    }
  }

  /// Times that are none, and local times that the clocks skip or show twice.
  private static func times(_ kind: FileKind) -> [Breakage] {
    let columns: [(String, String)] =
      switch kind {
      case .voice: [("at", "timestamp")]
      case .chat: [("at", "message.timestamp"), ("start", "timestamp")]
      case .email: [("at", "message.created_timestamp"), ("start", "created_timestamp")]
      case .affiliates, .properties: []
      }
    let values = [
      "x", "16/03/2026 10:00", "2026-02-30 10:00:00", "2026-03-16 25:00:00", "2026-03-29 02:30:00",
      "2026-10-25 02:30:00",
    ]
    return columns.flatMap { column, field in
      values.map { Breakage(kind, column, Array($0.utf8), "type-error", field) }
    }
  }

  /// Values of the wrong form or type.
  private static func forms(_ kind: FileKind) -> [Breakage] {
    let values: [(String, String, String, String)] =
      switch kind {
      case .voice:
        [
          ("queue", "8", "foreign-key", "topic"), ("score", "many", "type-error", "metadata"),
          ("audio", "", "pair-missing-audio", "audio"), ("audio", "gone.mp3", "pair-missing-audio", "audio"),
          ("audio", "../good.mp3", "pair-missing-audio", "audio"), ("audio", "folder", "pair-missing-audio", "audio"),
          ("audio", "text.mp3", "audio-not-mpeg", "audio"), ("audio", "empty.mp3", "source-error", "audio"),
        ]
      case .chat:
        [("lang", "?", "constraint-error", "language"), ("dir", "maybe", "constraint-error", "message.is_inbound")]
      case .email:
        [
          ("inbox", "nobody", "constraint-error", "inbox"),
          ("to", "bo@example.com;nobody", "constraint-error", "message.recipients[]"),
          ("dir", "maybe", "constraint-error", "message.is_inbound"),
          ("sender", "@", "constraint-error", "message.author_email"),
        ]
      case .affiliates:
        [
          ("since", "2026-02-30", "type-error", "registration_date"),
          ("frequency", "@never", "constraint-error", "scanning_frequency"),
          ("frequency", "61 * * * *", "constraint-error", "scanning_frequency"),
        ]
      case .properties:
        [
          ("url", "example", "constraint-error", "url"),
          ("frequency", "1 2 3", "constraint-error", "scanning_frequency"),
        ]
      }
    return values.map { Breakage(kind, $0, Array($1.utf8), $2, $3) }
  }

  /// Bytes that are no text, in every column; the place is the source's column.
  private static func bytes(_ kind: FileKind) -> [Breakage] {
    let columns = GoodRecord.tables.first { $0.kind == kind }?.columns ?? []
    return columns.map { Breakage(kind, $0, [0x61, 0xFF, 0x62], "encoding-error", $0) }
  }

  /// What is wrong only beside another record.
  private static func neighbours(_ kind: FileKind) -> [Breakage] {
    let values: [(String, String, String, String)] =
      switch kind {
      case .voice: [("id", "good-0", "duplicate-id", "id")]
      case .chat:
        [
          ("subj", "other", "inconsistent-cell", "subject"), ("agent", "bo", "inconsistent-cell", "agent_id"),
          ("n", "2", "inconsistent-cell", "metadata"),
        ]
      case .email:
        [("mail", "ID-0", "unique-error", "message.id"), ("user", "bo", "inconsistent-cell", "user_id")]
      case .affiliates: [("id", "good-0", "unique-error", "external_affiliate_id")]
      case .properties:
        [
          ("id", "good-0", "unique-error", "external_property_id"),
          ("affiliate", "nobody", "foreign-key", "external_affiliate_id_reference"),
        ]
      }
    return values.map { Breakage(kind, $0, Array($1.utf8), $2, $3) }
  }
}
