import Schema
import Sedric

extension ConfigurationShape {
  static let exports = ConfigurationShape(
    summary: "What is exported: the file kinds.",
    keys: FileKind.allCases.map { kind in
      ConfigurationKey(kind.rawValue, .object(kind.exportShape), "\(kind.schema.title): \(kind.schema.summary)")
    }, isNotEmpty: true)

  /// The export of one kind. Only a call has recordings, and it must.
  static func export(_ kind: FileKind) -> ConfigurationShape {
    let isVoice = kind == .voice
    let audio = ConfigurationKey(
      "audio", .text(example: "recording"), required: true, "The column with the recording's path.")
    let origins = [
      ConfigurationKey("from", .text(example: "messages"), "The table that the records come from."),
      ConfigurationKey(
        "query", .text(example: "SELECT …"), "SQL over the dump instead of a table; its columns are the fields' names."),
      ConfigurationKey("queryFile", .path("chat.sql"), "A file with such SQL."),
    ]
    return ConfigurationShape(
      summary: "How \(kind.rawValue) files are made from the dump.",
      keys: origins + [columns(kind)] + (isVoice ? [audio] : []) + rest,
      oneOf: origins.map(\.name), needs: [("from", "columns")])
  }

  private static func columns(_ kind: FileKind) -> ConfigurationKey {
    let fields = ParcelEmitter(kind: kind).fields.map { (name: $0.name, summary: $0.summary) }
    return ConfigurationKey("columns", .fields(fields, source), "Which column or value fills which field.")
  }

  /// A column's name, or an object that says more.
  static let source = ConfigurationForm.either([.text(example: "call_id"), .object(.value)])

  private static let rest = [
    ConfigurationKey("recordings", .path("recordings"), "The folder where recordings' paths start, for voice."),
    ConfigurationKey(
      "metadata", .either([.list(.text(example: "campaign"), isSet: true), .map(source)]),
      "What the metadata object holds: columns, or names and values."),
    ConfigurationKey(
      "where", .map(.either([.scalar, .list(.scalar)])), "Only records whose columns have one of these values."),
    ConfigurationKey(
      "values", .map(.map(.scalar)), "What stands in place of particular values, by field; as values in the field."),
    ConfigurationKey(
      "since", .either([.text(example: "updated_at"), .object(.since)]), "The column by which nights are cut."),
    ConfigurationKey("timestampFormat", .timePattern, "The pattern of times."),
    ConfigurationKey("timeZone", .zone, "The zone of local times, where it is another than above."),
    ConfigurationKey(
      "onAmbiguous", .choice(AmbiguousTime.self), "What ambiguous local times mean, where it is another than above."),
  ]

  static let value = ConfigurationShape(
    summary: "What fills a field.",
    keys: [
      ConfigurationKey("column", .text(example: "call_id"), "The column whose value is taken."),
      ConfigurationKey("constant", .scalar, "A value that is the same for all records."),
      ConfigurationKey(
        "template", .text(example: "Call with {name}"), "A text with {name} for columns and the names in with."),
      ConfigurationKey("with", .map(source), "Values that the template names."),
      ConfigurationKey("lookup", .object(.lookup), "A table in which the value is replaced by another column's."),
      ConfigurationKey("values", .map(.scalar), "What stands in place of particular values."),
      ConfigurationKey("default", .scalar, "What an empty or missing value becomes."),
      ConfigurationKey("split", .text(example: ";"), "What separates the items of a list within one value."),
      ConfigurationKey(
        "take", .choice(TakenRecord.self), "Which record counts where an interaction's records differ."),
      ConfigurationKey(
        "type", .choice(MetadataType.self), "What the value is in metadata, where it is not left to its looks."),
      ConfigurationKey("timestampFormat", .timePattern, "The pattern of the value's time."),
      ConfigurationKey("timeZone", .zone, "The zone of the value's local time."),
    ], oneOf: ["column", "constant", "template"], needs: [("with", "template")])

  static let lookup = ConfigurationShape(
    summary: "A join: the value is a key into another table.",
    keys: [
      ConfigurationKey("table", .text(example: "agents"), required: true, "The other table."),
      ConfigurationKey("key", .text(example: "agent_id"), required: true, "Its column that the value is found in."),
      ConfigurationKey("value", .text(example: "email"), required: true, "Its column that is taken."),
      ConfigurationKey(
        "missing", .choice(MissingLookup.self), default: "\"reject\"",
        "What becomes of a record whose value the table does not have."),
    ])

  static let since = ConfigurationShape(
    summary: "The column by which nights are cut.",
    keys: [
      ConfigurationKey("column", .text(example: "updated_at"), required: true, "The column with the time."),
      ConfigurationKey(
        "overlap", .duration, default: "0", "How much is read again before the last night's end, for late records."),
    ])
}

extension FileKind {
  /// The declaration of the kind's export.
  var exportShape: ConfigurationShape.Name {
    switch self {
    case .voice: .voiceExport
    case .chat: .chatExport
    case .email: .emailExport
    case .affiliates: .affiliatesExport
    case .properties: .propertiesExport
    }
  }
}
