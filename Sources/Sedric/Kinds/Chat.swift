import Schema

let chatSchema = FileSchema(
  name: "chat", title: "Chat",
  summary: "One chat, a row for each message in the order of time. All cells but `message` are the same in every row.",
  source: "Sedric API, Upload Files - chat",
  layout: .csv(rows: 1...Int.max),
  fields: [
    Field(
      "id", .string, constraints: shared(.fileName), summary: "The chat's own id. The file has it as its name.",
      example: "chat-0001"),
    Field(
      "unit_id", .string, constraints: shared(), summary: "The agent's unit, as the vendor names it.", example: "unit-7"
    ),
    Field("agent_id", .string, constraints: shared(), summary: "The agent.", example: "ada@example.com"),
    Field("client_id", .string, constraints: shared(), summary: "The customer.", example: "client-0042"),
    Field(
      "organization_id", .string, constraints: shared(), summary: "The account, as the vendor names it.",
      example: "org-1"),
    Field(
      "language", .string, constraints: shared(.languageTag), summary: "The language spoken, as a BCP 47 tag.",
      example: "en"),
    Field(
      "timestamp", .timestamp, constraints: Constraints(isSameInEveryRow: true), summary: "When the chat began.",
      example: "2020-08-12T19:12:56Z"),
    Field(
      "subject", .string, .optional, constraints: Constraints(isSameInEveryRow: true), summary: "What it is about.",
      example: "Delivery"),
    Field(
      "message", .object(chatMessageFields), summary: "This row's message.",
      example:
        #"{"author":"ada@example.com","text":"Hello","timestamp":"2020-08-12T19:12:56Z","is_inbound":false}"#),
    metadataField(isShared: true),
  ],
  identity: "id")

private let chatMessageFields = [
  Field("author", .string, constraints: identifier, summary: "Who wrote it.", example: "ada@example.com"),
  Field("text", .string, summary: "What was written.", example: "Hello"),
  Field(
    "timestamp", .timestamp, constraints: Constraints(isSorted: true), summary: "When it was written.",
    example: "2020-08-12T19:12:56Z"),
  Field("is_inbound", .boolean, summary: "Whether the customer wrote it.", example: "false"),
]
