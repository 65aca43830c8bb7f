import Schema

let voiceSchema = FileSchema(
  name: "voice", title: "Call",
  summary: "The particulars of one recorded call. The recording stands beside it as an MP3 file of the same name.",
  source: "Sedric API, Upload Files - Voice",
  layout: .csv(rows: 1...1),
  fields: [
    Field(
      "user_id", .string, constraints: identifier, summary: "The agent who made the call.", example: "ada@example.com"),
    Field("client_id", .string, constraints: identifier, summary: "The customer.", example: "client-0042"),
    Field(
      "id", .string, constraints: Constraints(text: .fileName),
      summary: "The call's own id. Both files have it as their name.", example: "1aaa-2021-12-19T10:47:55Z"),
    Field("topic", .string, constraints: identifier, summary: "What the call is about.", example: "Renewal"),
    Field("timestamp", .timestamp, summary: "When the call began.", example: "2021-12-19T10:47:55Z"),
    metadataField(),
  ],
  identity: "id")

/// What an id or a name must keep to: it may not be empty.
let identifier = Constraints(minLength: 1)

/// What the particulars of a conversation must keep to, which stand in every row.
func shared(_ text: TextRule? = nil) -> Constraints {
  Constraints(text: text, minLength: text == nil ? 1 : nil, isSameInEveryRow: true)
}

func metadataField(isShared: Bool = false) -> Field {
  Field(
    "metadata", .object([], open: true), .optional, constraints: Constraints(isSameInEveryRow: isShared),
    summary: "Anything else that is known, as keys and values.", example: #"{"campaign":"spring"}"#)
}
