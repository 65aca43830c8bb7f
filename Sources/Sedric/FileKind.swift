public import Schema

/// The five kinds of files that the vendor takes over SFTP.
public enum FileKind: String, CaseIterable, Sendable {
  /// A call: `ID.mp3` and `ID.csv`.
  case voice
  /// A chat: `ID.csv` with a row for each message.
  case chat
  /// A mail thread: `CONVERSATION.csv` with a row for each mail.
  case email
  /// The list of affiliates, one JSON file.
  case affiliates
  /// The list of the affiliates' properties, one JSON file.
  case properties

  /// The declaration that everything else goes by.
  public var schema: FileSchema {
    switch self {
    case .voice: voiceSchema
    case .chat: chatSchema
    case .email: emailSchema
    case .affiliates: affiliatesSchema
    case .properties: propertiesSchema
    }
  }

  /// Whether the file is a JSON list, one for all records, and not a CSV for each interaction.
  public var isList: Bool { self == .affiliates || self == .properties }
}
