import Dump

/// The lookup tables and time zones of a run, each loaded once.
final class LookupCache {
  private let dump: Dump
  private var tables: [LookupConfiguration: LookupTable] = [:]
  private var zones: [String: ZoneTable] = [:]

  init(_ dump: Dump) {
    self.dump = dump
  }

  /// The table of a lookup, read now if it is asked for the first time.
  func table(
    _ lookup: LookupConfiguration, keyPath: String, _ file: String
  ) throws(MappingError) -> LookupTable {
    if let table = tables[lookup] { return table }
    let source: any RecordSource
    do { source = try dump.source(table: lookup.table) } catch { throw .dump(error) }
    let key = try number(lookup.key, "\(keyPath).key", lookup, source, file)
    let value = try number(lookup.value, "\(keyPath).value", lookup, source, file)
    do {
      let table = try LookupTable(lookup, source: source, key: key, value: value)
      tables[lookup] = table
      return table
    } catch {
      throw .dump(error)
    }
  }

  private func number(
    _ column: String, _ keyPath: String, _ lookup: LookupConfiguration, _ source: any RecordSource, _ file: String
  ) throws(MappingError) -> Int {
    if let number = source.column(column) { return number }
    throw .configuration(
      ConfigurationError(
        file: file, keyPath: keyPath, problem: "the table \"\(lookup.table)\" has no column \"\(column)\"",
        fix: suggestion(for: column, among: source.columns)))
  }

  /// The table of a time zone.
  func zone(_ name: String, _ file: String) throws(MappingError) -> ZoneTable {
    if let zone = zones[name] { return zone }
    guard let zone = ZoneTable(name: name) else {
      throw .configuration(
        ConfigurationError(
          file: file, keyPath: "timeZone", problem: "\"\(name)\" is not a time zone of this system",
          fix: "Write a name like \"Europe/Paris\" or \"UTC\""))
    }
    zones[name] = zone
    return zone
  }
}
