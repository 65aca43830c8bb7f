import Bytes
import Dump
import Ledger

/// Turns what the configuration says of one export into values that know their columns.
struct MappingCompiler {
  let configuration: Configuration
  let export: ExportConfiguration
  /// The table's or query's columns.
  let columns: [String]
  /// Opens a lookup's table; the same table is read once.
  let lookups: LookupCache

  /// What fills one field or metadata member.
  func compile(_ source: FieldSource) throws(MappingError) -> CompiledValue {
    let origin: CompiledValue.Origin
    var name = source.keyPath
    switch source.origin {
    case .column(let column):
      origin = .column(try number(of: column, source.keyPath))
      name = column
    case .constant(let constant):
      let bytes = ConstantBytes(constant)
      origin = .constant(bytes.bytes, bytes.kind)
    case .template(let text, let with):
      origin = .template(try template(text, with, source.keyPath))
    }
    return CompiledValue(
      origin: origin,
      lookup: try source.lookup.map { (lookup) throws(MappingError) in
        try lookups.table(lookup, keyPath: "\(source.keyPath).lookup", configuration.path)
      }, values: source.values.map { ValueMap($0) }, fallback: source.fallback.map { ConstantBytes($0) }, name: name)
  }

  /// How times of this field are read.
  func timeReader(_ source: FieldSource) throws(MappingError) -> TimeReader {
    let pattern = source.timestampFormat ?? export.timestampFormat
    let zone = source.timeZone ?? export.timeZone ?? configuration.timeZone
    guard let format = pattern.map({ TimeFormat(pattern: $0) }) ?? .iso8601 else {
      throw .configuration(problem("the time pattern cannot be used", "Correct it", source.keyPath))
    }
    return TimeReader(
      format: format, zone: try zone.map { (name) throws(MappingError) in try lookups.zone(name, configuration.path) },
      onAmbiguous: export.onAmbiguous ?? configuration.onAmbiguous,
      keyPath: source.timestampFormat == nil ? export.keyPath : source.keyPath)
  }

  /// The number of a column that the table must have.
  func number(of column: String, _ keyPath: String) throws(MappingError) -> Int {
    if let number = columns.firstIndex(where: { $0.utf8.elementsEqual(column.utf8) }) { return number }
    let table = export.from.map { "the table \"\($0)\"" } ?? "the query"
    let isObject = columns.contains { $0.utf8.starts(with: "\(column).".utf8) }
    let fix =
      isObject
      ? "It is an object whose members are columns; for it as JSON, set dump.tables.\(export.from ?? "NAME").nested: \"json\""
      : suggestion(for: column, among: columns)
    throw .configuration(problem("\(table) has no column \"\(column)\"", fix, keyPath))
  }

  func problem(_ problem: String, _ fix: String, _ keyPath: String) -> ConfigurationError {
    ConfigurationError(file: configuration.path, keyPath: keyPath, problem: problem, fix: fix)
  }

  /// The pieces of a text with `{name}`; `{{` and `}}` stand for braces.
  private func template(
    _ text: String, _ with: [String: FieldSource], _ keyPath: String
  ) throws(MappingError) -> [CompiledValue.Piece] {
    var pieces: [CompiledValue.Piece] = []
    var plain: [UInt8] = []
    var used: Set<String> = []
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let isDoubled = at + 1 < bytes.count && bytes[at + 1] == bytes[at]
      if bytes[at] == UInt8(ascii: "{"), !isDoubled {
        guard let end = bytes[at...].firstIndex(of: UInt8(ascii: "}")) else {
          throw .configuration(
            problem("the template has a \"{\" without \"}\"", "Close it, or write {{ for a brace", keyPath))
        }
        let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        used.insert(name)
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = []
        pieces.append(.value(try compile(with[name] ?? FieldSource(.column(name), keyPath: keyPath))))
        at = end + 1
      } else {
        plain.append(bytes[at])
        at += isDoubled && (bytes[at] == UInt8(ascii: "{") || bytes[at] == UInt8(ascii: "}")) ? 2 : 1
      }
    }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    if let unused = with.keys.filter({ !used.contains($0) }).min() {
      throw .configuration(
        problem("the template has no {\(unused)}", "Use it, or take it out of \"with\"", "\(keyPath).with.\(unused)"))
    }
    return pieces
  }
}

/// Why a mapping cannot be used.
enum MappingError: Error {
  /// The configuration does not fit the dump.
  case configuration(ConfigurationError)
  /// A lookup's table cannot be read.
  case dump(DumpError)
  /// The ledger cannot be asked for a watermark.
  case ledger(LedgerError)
}
