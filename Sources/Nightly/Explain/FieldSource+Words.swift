import Schema
import Sedric

extension FieldSource {
  /// Where the value comes from, in words: `agent_id, looked up as agents.email`.
  var words: String {
    var words: String
    switch origin {
    case .column(let column): words = column
    case .constant(let constant): words = "always \(constant.words)"
    case .template(let text, let with):
      let inner = with.sorted { $0.key < $1.key }.map { "\($0.key) from \($0.value.words)" }
      words = "\"\(text)\"" + (inner.isEmpty ? "" : " with \(inner.joined(separator: "; "))")
    }
    if let lookup { words += ", looked up as \(lookup.table).\(lookup.value) by \(lookup.table).\(lookup.key)" }
    if let values {
      let pairs = values.sorted { $0.key < $1.key }.map { "\($0.key) is \($0.value.words)" }
      words += ", where \(pairs.joined(separator: ", "))"
    }
    if let split { words += ", split at \"\(split)\"" }
    if let timestampFormat { words += ", as \(timestampFormat)" }
    if let timeZone { words += ", of \(timeZone)" }
    if let fallback { words += ", or else \(fallback.words)" }
    if let take { words += ", of the \(take.rawValue) record" }
    return words
  }

  /// The columns that the value is made of.
  var columnNames: [String] {
    switch origin {
    case .column(let column): [column]
    case .constant: []
    case .template(let text, let with):
      with.values.flatMap(\.columnNames)
        + text.split(separator: "{").dropFirst().compactMap { $0.split(separator: "}").first.map(String.init) }
    }
  }
}

extension ConstantValue {
  /// The value as it stands in a configuration.
  var words: String {
    switch self {
    case .text(let text): "\"\(text)\""
    case .number(let text): text
    case .boolean(let value): value ? "true" : "false"
    }
  }
}

extension ExportConfiguration {
  /// The columns that have a part in the export: those of fields and metadata, the recording's, and those that choose records.
  func columnsUsed(of columns: [String]) -> [String] {
    let fields = FileKind(rawValue: kind).map { ParcelEmitter(kind: $0).fields.map(\.name) } ?? []
    let values = sources(columns: columns, fields: fields).map(\.source) + metadata.map(\.source)
    return values.flatMap(\.columnNames) + filters.map(\.column) + [audio, since?.column].compactMap(\.self)
  }
}
