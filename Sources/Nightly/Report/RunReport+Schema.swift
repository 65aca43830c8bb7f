public import Schema

extension RunReport {
  /// What `report.json` holds. `schemas/nightferry.report.schema.json` is printed from it.
  public static let schema = FileSchema(
    name: "report", title: "nightferry report",
    summary: "What one run says of itself: what was read, refused, sent and not sent, and why.",
    source: "docs/operations.md", layout: .jsonObject,
    fields: [
      count("format", "The version of this form; it rises when a member changes its meaning.", example: 1),
      Field("run", .integer, .optional, summary: "The run's number in the ledger; none for a dry run.", example: "42"),
      text("version", "The program's version.", example: "1.0.0"),
      Field("started", .timestamp, summary: "When the run began.", example: "2026-03-17T02:00:00Z"),
      Field("finished", .timestamp, summary: "When it ended.", example: "2026-03-17T02:01:30Z"),
      seconds("The seconds between the two."),
      Field(
        "exit_code", .integer, constraints: Constraints(minimum: 0, maximum: 7),
        summary: "What the process ended with.",
        example: "0"),
      flag("dry_run", "Whether nothing was written or sent."),
      flag(
        "balanced", "Whether every record read is exported, rejected or skipped, and every exported one accounted for."),
      text("failure", "What stopped the run; absent where every stage had its turn.", .optional, example: "the dump …"),
      text("configuration", "The configuration's file.", example: "nightferry.json5"),
      text("dump", "The dump.", example: "crm-dump"),
      text("outbox", "The folder of the vendor's files.", example: "outbox"),
      text("rejects_folder", "The folder of the refused records.", example: "rejects"),
      Field("total", .object(kindFields), summary: "All kinds together.", example: ""),
      list("kinds", "Each kind, in the order of the kinds.", kindFields),
      list("rejects", "The first 1 000 refused records; all of them are in the folder of the rejects.", rejectFields),
      list("destinations", "Each destination.", destinationFields),
      Field(
        "lists", .object(listsFields), .optional,
        summary: "Affiliates and properties, where the configuration has lists; absent where the run was not for them.",
        example: ""),
    ])

  private static let kindFields = [
    text("kind", "The file kind, or all.", example: "chat"),
    Field("records", .object(recordFields), summary: "Records of the source.", example: ""),
    Field("parcels", .object(parcelFields), summary: "Calls, conversations and lists.", example: ""),
    count("bytes", "The sizes of the files to be delivered.", example: 123_456),
    count("delivered_bytes", "The sizes of the files that are at every destination.", example: 123_456),
    seconds("The seconds that the export took."),
    Field(
      "rejects_by_error", .object([], open: true), summary: "How many records were refused for which error.",
      example: #"{"type-error":2}"#),
  ]

  private static let recordFields = [
    count("read", "Records read."), count("exported", "Records that became part of a parcel."),
    count("rejected", "Records refused."), count("skipped", "Records neither exported nor refused; the three below."),
    count("unchanged", "Records delivered before with the same contents."),
    count("held", "Good records that wait for a refused one of their interaction."),
    count("filtered", "Records that the run was not asked for."),
    count("delivered", "Exported records that are at every destination."),
    count("pending", "Exported records that are not."),
  ]

  private static let parcelFields = [
    count("exported", "Parcels made."), count("unchanged", "Parcels delivered before with the same contents."),
    count("delivered", "Parcels that are at every destination."), count("pending", "Parcels that are not."),
    count("carried", "Parcels left over from earlier runs."),
    count("carried_delivered", "Parcels left over from earlier runs that are at every destination now."),
  ]

  private static let rejectFields = [
    text("kind", "The file kind.", example: "chat"), text("id", "The interaction's id.", example: "chat-0001"),
    text("source", "The dump's file.", example: "messages.csv"),
    count("line", "The line in the file.", example: 118),
    text("error", "The rule's stable name: nightferry explain says more.", example: "type-error"),
    text("field", "The field, where there is one.", .optional, example: "timestamp"),
    text("reason", "What is wrong, without what the record holds.", example: "timestamp is not a time"),
  ]

  private static let destinationFields = [
    text("name", "The name in the configuration.", example: "vendor"),
    text("address", "The address, without any secret.", example: "sftp://company@sftp.example.com/upload"),
    Field("server", .object(serverFields), .optional, summary: "The server; absent for a folder.", example: ""),
    Field(
      "parcels",
      .object([
        count("delivered", "Parcels sent."), count("skipped", "Parcels that were there before."),
        count("conflicts", "Parcels that would replace other contents."),
        count("failed", "Parcels that did not arrive."),
        count("withheld", "Parcels not sent, because the check of the outbox found a violation."),
      ]), summary: "What became of the parcels.", example: ""),
    count("bytes_sent", "Bytes that went over the line.", example: 123_456),
    count("reconnects", "How often the connection was made anew."),
    text(
      "read_back_because", "Why files were read back although the server was to hash them.", .optional,
      example: "the server gives this user no shell"),
    seconds("The seconds that the delivery took."),
    text("stopped", "What ended the delivery before its end.", .optional, example: "the connection was lost"),
    list(
      "throughput", "How many bytes had been acknowledged by when.",
      [seconds("Seconds since the delivery began."), count("bytes", "Bytes until then.", example: 123_456)]),
    list("slowest", "The parcels that took longest.", slowFields),
    list(
      "problems", "The first 1 000 parcels that are not there.",
      [
        text("kind", "The file kind.", example: "chat"), text("id", "The id.", example: "chat-0001"),
        text("reason", "Why.", example: "the server's disk is full"),
      ]),
  ]

  private static let serverFields = [
    text("banner", "The server as it named itself.", example: "SSH-2.0-OpenSSH_9.2"),
    text("host_key", "Its host key's type and fingerprint.", example: "ssh-ed25519 SHA256:…"),
    text("transport", "What spoke with it.", example: "libssh 0.10.6"),
    Field(
      "round_trip_seconds", .number, constraints: Constraints(minimum: 0),
      summary: "The seconds that it took to answer a small request.", example: "0.02"),
  ]

  private static let slowFields = [
    text("kind", "The file kind.", example: "chat"), text("id", "The id.", example: "chat-0001"),
    count("bytes", "Its size.", example: 123_456), seconds("The seconds from its first request to its last answer."),
  ]

  static func text(
    _ name: String, _ summary: String, _ presence: Presence = .required, example: String
  ) -> Field {
    Field(name, .string, presence, summary: summary, example: example)
  }

  static func count(_ name: String, _ summary: String, example: Int = 0) -> Field {
    Field(name, .integer, constraints: Constraints(minimum: 0), summary: summary, example: "\(example)")
  }

  private static func seconds(_ summary: String) -> Field {
    Field("seconds", .number, constraints: Constraints(minimum: 0), summary: summary, example: "1.5")
  }

  private static func flag(_ name: String, _ summary: String) -> Field {
    Field(name, .boolean, summary: summary, example: "true")
  }

  static func list(_ name: String, _ summary: String, _ fields: [Field]) -> Field {
    Field(name, .list(Field("", .object(fields), summary: summary, example: "")), summary: summary, example: "[]")
  }
}
