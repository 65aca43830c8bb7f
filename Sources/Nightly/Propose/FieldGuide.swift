import Sedric

/// How a field of the vendor's files is found among a table's columns: by names, best first, and by what the values look like.
struct FieldGuide {
  /// What becomes of a field for which no column is found.
  enum Absence {
    /// The table is not of this kind.
    case notThisKind
    /// The field stays away.
    case left
    /// The field is the same for all records, until somebody knows better.
    case constant(String)
    /// The field is taken from the column of another field, from the first record of the interaction where `first` says so.
    case likeField(String, first: Bool)
  }

  /// The schema's field.
  let field: String
  /// Names of columns in lower-case words, best first.
  let names: [String]
  /// What the values must look like.
  var look = ColumnLook.any
  var absence = Absence.left
  /// What may be found through another table: a person's address or name.
  var person: PersonFacet?
}

/// What a field wants to know of a person who is named by a key.
enum PersonFacet {
  case email, name, unit
}

extension FieldGuide {
  private static let agents = [
    "agent email", "user email", "owner email", "agent", "agent id", "user id", "owner id", "employee id", "rep id",
    "agent name",
    "user", "owner", "operator", "operator id", "assigned to", "staff id", "handled by", "sales rep", "assignee id",
    "assignee", "assigned to id", "created by id",
  ]
  private static let clients = [
    "client id", "customer id", "contact id", "prospect id", "lead id", "account id", "client", "customer", "contact",
    "prospect", "lead", "account", "person id", "who id", "visitor id", "requester id", "end user id", "related to id",
    "caller id", "caller", "customer number", "phone number", "phone",
  ]
  private static let started = [
    "started at", "start time", "started", "start", "begin", "begins at", "opened at", "created at", "created",
    "timestamp",
    "datetime", "date time", "date", "time", "call time", "call date", "when",
  ]
  private static let sent = [
    "sent at", "message time", "created at", "timestamp", "sent", "posted at", "received at", "date", "time",
    "datetime",
    "created", "when", "sent on", "message ts", "msg ts", "msg time", "ts", "message date",
  ]
  private static let unit = FieldGuide(
    field: "unit_id", names: ["unit id", "unit", "team", "department", "queue", "team id", "group"],
    absence: .constant("unit"), person: .unit)
  private static let organization = FieldGuide(
    field: "organization_id",
    names: ["organization id", "organization", "organisation", "org id", "company", "brand", "tenant"],
    absence: .constant("organization"))

  /// The fields of a kind, those first that are told most surely.
  static func guides(_ kind: FileKind) -> [FieldGuide] {
    switch kind {
    case .voice: voice
    case .chat: chat
    case .email: email
    case .affiliates: affiliates
    case .properties: properties
    }
  }

  private static let voice = [
    FieldGuide(
      field: "audio",
      names: ["recording", "audio", "recording file", "file", "filename", "path", "recording path", "mp3"],
      look: .recording, absence: .notThisKind),
    FieldGuide(
      field: "id",
      names: ["call id", "id", "interaction id", "call uuid", "uuid", "call ref", "reference", "session id"],
      look: .unique, absence: .notThisKind),
    FieldGuide(field: "user_id", names: agents, absence: .notThisKind, person: .email),
    FieldGuide(field: "client_id", names: clients, absence: .notThisKind),
    FieldGuide(
      field: "topic",
      names: ["topic", "subject", "title", "reason", "call reason", "purpose", "campaign", "disposition"],
      absence: .constant("Call")),
    FieldGuide(field: "timestamp", names: started, look: .time, absence: .notThisKind),
  ]

  private static let chat = [
    FieldGuide(
      field: "id",
      names: ["chat id", "conversation id", "session id", "dialog id", "thread id", "room id", "ticket id", "case id"],
      absence: .notThisKind),
    unit,
    FieldGuide(field: "agent_id", names: agents, absence: .notThisKind, person: .email),
    FieldGuide(field: "client_id", names: clients, absence: .notThisKind),
    organization,
    FieldGuide(field: "language", names: ["language", "lang", "locale"], look: .language, absence: .constant("en")),
    FieldGuide(
      field: "timestamp",
      names: [
        "chat started at", "conversation started at", "session started at", "started at", "chat start", "start time",
        "opened at", "started",
      ],
      look: .time, absence: .likeField("message.timestamp", first: true)),
    FieldGuide(field: "subject", names: ["subject", "topic", "title", "chat subject"]),
    FieldGuide(
      field: "message.author",
      names: [
        "author", "sender", "from", "author email", "sender email", "author name", "sender name", "from name",
        "posted by",
      ],
      absence: .likeField("message.is_inbound", first: false)),
    FieldGuide(
      field: "message.text",
      names: ["body", "text", "message", "content", "message text", "message body", "msg", "plain body"],
      look: .plain, absence: .notThisKind),
    FieldGuide(field: "message.timestamp", names: sent, look: .time, absence: .notThisKind),
    FieldGuide(
      field: "message.is_inbound",
      names: [
        "is inbound", "inbound", "direction", "sender type", "author type", "from type", "sender role", "role", "type",
        "sender",
      ],
      look: .direction, absence: .notThisKind),
  ]

  private static let email = [
    organization, unit,
    FieldGuide(field: "user_id", names: agents, absence: .notThisKind, person: .email),
    FieldGuide(
      field: "user_name", names: ["agent name", "user name", "owner name", "agent id", "user id", "owner id"],
      absence: .likeField("user_id", first: false), person: .name),
    FieldGuide(field: "prospect_id", names: clients, absence: .notThisKind),
    FieldGuide(
      field: "prospect_name",
      names: ["prospect name", "customer name", "client name", "contact name", "lead name"] + clients,
      absence: .likeField("prospect_id", first: false), person: .name),
    FieldGuide(
      field: "conversation_id",
      names: ["thread id", "conversation id", "thread identifier", "ticket id", "case id", "thread", "conversation"],
      absence: .likeField("message.id", first: false)),
    FieldGuide(field: "conversation_subject", names: ["subject", "title", "topic"], absence: .constant("(none)")),
    FieldGuide(
      field: "created_timestamp",
      names: ["thread started at", "conversation started at", "thread created at", "started at", "opened at"],
      look: .time,
      absence: .likeField("message.created_timestamp", first: true)),
    FieldGuide(field: "inbox", names: ["inbox", "mailbox"], look: .email),
    FieldGuide(
      field: "message.id", names: ["mail id", "message id", "email id", "id", "uid", "internet message id"],
      look: .unique,
      absence: .notThisKind),
    FieldGuide(field: "message.created_timestamp", names: sent, look: .time, absence: .notThisKind),
    FieldGuide(
      field: "message.html", names: ["body html", "html body", "html", "body", "content", "message"], look: .html),
    FieldGuide(
      field: "message.text",
      names: ["body text", "text body", "text", "plain", "plain text", "body plain", "body", "content"],
      look: .plain, absence: .left),
    FieldGuide(
      field: "message.recipients", names: ["to", "recipients", "to email", "recipient", "to addresses", "to address"],
      look: .email, absence: .notThisKind),
    FieldGuide(
      field: "message.is_inbound", names: ["is inbound", "inbound", "incoming", "direction", "type", "folder"],
      look: .direction,
      absence: .notThisKind),
    FieldGuide(
      field: "message.author_email",
      names: ["from email", "from", "from address", "sender", "sender email", "author email"],
      look: .email, absence: .notThisKind),
    FieldGuide(field: "message.author_name", names: ["from name", "sender name", "author name"]),
  ]

  private static let affiliates = [
    FieldGuide(
      field: "external_affiliate_id", names: ["affiliate id", "id", "partner id", "external id", "code"], look: .unique,
      absence: .notThisKind),
    FieldGuide(
      field: "affiliate_name", names: ["affiliate name", "name", "partner name", "company", "company name", "partner"],
      absence: .notThisKind),
    FieldGuide(
      field: "affiliate_manager",
      names: ["affiliate manager", "manager", "account manager", "manager name", "owner", "responsible"],
      absence: .constant("manager")),
    FieldGuide(
      field: "registration_date",
      names: [
        "registered on", "registration date", "registered at", "registered", "since", "created at", "created on",
        "joined",
      ],
      look: .day),
    FieldGuide(field: "registration_country", names: ["country", "registration country", "country code"]),
    FieldGuide(
      field: "regulations", names: ["regulations", "regulators", "regulation", "regulator", "licences", "licenses"],
      absence: .constant("none")),
    FieldGuide(
      field: "scanning_frequency", names: ["scanning frequency", "scan", "frequency", "scan frequency"],
      look: .frequency,
      absence: .constant("@weekly")),
  ]

  private static let properties = [
    FieldGuide(
      field: "url", names: ["url", "website", "link", "address", "site", "web address"], look: .url,
      absence: .notThisKind),
    FieldGuide(
      field: "channel", names: ["channel", "type", "platform", "medium", "kind", "network"],
      absence: .constant("Website")),
    FieldGuide(
      field: "scanning_frequency", names: ["scanning frequency", "scan", "frequency", "scan frequency"],
      look: .frequency,
      absence: .constant("@weekly")),
    FieldGuide(
      field: "external_affiliate_id_reference",
      names: ["affiliate id", "partner id", "affiliate", "partner", "owner id"],
      absence: .notThisKind),
    FieldGuide(
      field: "external_property_id", names: ["property id", "id", "site id", "external id"], look: .unique),
  ]
}
