import Schema

let emailSchema = FileSchema(
  name: "email", title: "Mail thread",
  summary:
    "One mail thread, a row for each mail in the order of time. All cells but `message` are the same in every row.",
  source: "Sedric API, Upload Files - Email",
  layout: .csv(rows: 1...Int.max),
  fields: [
    Field(
      "organization_id", .string, constraints: shared(), summary: "The account, as the vendor names it.",
      example: "org-1"),
    Field(
      "unit_id", .string, constraints: shared(), summary: "The agent's unit, as the vendor names it.", example: "unit-7"
    ),
    Field("user_id", .string, constraints: shared(), summary: "The agent.", example: "ada@example.com"),
    Field("user_name", .string, constraints: shared(), summary: "The agent's full name.", example: "Ada Example"),
    Field("prospect_id", .string, constraints: shared(), summary: "The prospect.", example: "client-0042"),
    Field(
      "prospect_name", .string, constraints: shared(), summary: "The prospect's full name.", example: "Bo Example"),
    Field(
      "conversation_id", .string, constraints: shared(.fileName),
      summary: "The thread's own id. The file has it as its name.", example: "thread-0001"),
    Field(
      "conversation_subject", .string, constraints: shared(), summary: "The thread's subject.", example: "Your offer"),
    Field(
      "created_timestamp", .timestamp, constraints: Constraints(isSameInEveryRow: true),
      summary: "When the thread began.",
      example: "2024-06-13T08:00:06Z"),
    Field(
      "body_html", .string, .optional, constraints: Constraints(isSameInEveryRow: true),
      summary: "The thread as HTML.", example: "<p>Hello</p>"),
    Field(
      "inbox", .string, .optional, constraints: Constraints(text: .emailAddress, isSameInEveryRow: true),
      summary: "The address of the inbox.", example: "sales@example.com"),
    Field("message", .object(mailFields), summary: "This row's mail.", example: mailExample),
    metadataField(isShared: true),
  ],
  identity: "conversation_id")

private let mailFields = [
  Field(
    "id", .string, constraints: Constraints(minLength: 1, isUnique: true), summary: "The mail's own id.",
    example: "m-1@example.com"),
  Field(
    "created_timestamp", .timestamp, constraints: Constraints(isSorted: true), summary: "When it was sent.",
    example: "2024-06-13T08:00:06Z"),
  Field("text", .string, summary: "The mail as text.", example: "Hello"),
  Field(
    "recipients",
    .list(
      Field(
        "recipient", .string, constraints: Constraints(text: .emailAddress), summary: "An address.",
        example: "bo@example.com")),
    summary: "Who it was sent to.", example: #"["bo@example.com"]"#),
  Field("is_inbound", .boolean, summary: "Whether the prospect sent it.", example: "false"),
  Field(
    "author_email", .string, constraints: Constraints(text: .emailAddress), summary: "The author's address.",
    example: "ada@example.com"),
  Field("signature_html", .string, .optional, summary: "The author's signature as HTML.", example: "<p>Ada</p>"),
  Field("author_name", .string, .optional, summary: "The author's name.", example: "Ada Example"),
]

private let mailExample =
  #"{"id":"m-1@example.com","created_timestamp":"2024-06-13T08:00:06Z","text":"Hello","#
  + #""recipients":["bo@example.com"],"is_inbound":false,"author_email":"ada@example.com","#
  + #""signature_html":"<p>Ada</p>","author_name":"Ada Example"}"#
