import Bytes
import Dump
import Files
import Schema
import Sedric

/// Reads results of the vendor's: CSV, JSON Lines and JSON files of which nothing is known beforehand.
///
/// All files are read once for their columns and the types of all values, and once for their rows. A file that breaks its
/// form is named and not taken.
struct ResultImport {
  private let options: ImportOptions
  private var summary = ImportSummary()
  private var tables: [ResultTable] = []

  init(_ options: ImportOptions) {
    self.options = options
  }

  /// Reads the files at and below `paths` into a sink.
  mutating func run(
    _ paths: [String], into makeSink: () throws(ImportError) -> any RecordSink
  ) throws(ImportError) -> ImportSummary {
    var files: [InputFile] = []
    summary.missing = FileWalk(paths, options.selection) { files += $0 }.missing
    for file in files { look(at: file) }
    if tables.isEmpty, summary.refused.isEmpty { throw .nothing(summary.missing) }
    let sink = try makeSink()
    for table in tables { try read(table, into: sink) }
    summary.tables = try sink.finish()
    return summary
  }

  // MARK: The first reading

  private mutating func look(at file: InputFile) {
    // What it is cannot be told, and it may be a folder with tables.
    if case .unreadable(let reason) = file.obstacle { return refuse(file.path, .sourceError, reason) }
    let name = String(file.path.split(separator: "/").last ?? "")
    guard let format = Dump.format(ofFile: name), [.csv, .jsonl, .json].contains(format), !name.hasSuffix(".txt") else {
      if !name.hasPrefix("manifest-") { summary.unknown.append(file.path) }
      return
    }
    if let obstacle = file.obstacle { return refuse(file.path, .sourceError, obstacle.reason) }
    let found = ResultFile(path: file.path, place: file.relativePath, format: format)
    do throws(DumpError) {
      guard let columns = try columns(of: found) else { return }
      add(found, columns)
    } catch {
      refuse(file.path, .sourceError, error.problem, line: error.line)
    }
  }

  private mutating func add(_ file: ResultFile, _ columns: [(name: String, guess: TypeGuess)]) {
    let name = ResultTable.name(for: file.path)
    let place = tables.firstIndex { $0.name == name } ?? tables.count
    if place == tables.count { tables.append(ResultTable(name: name)) }
    if tables[place].count(with: columns.map(\.name)) > ResultTable.mostColumns {
      return refuse(file.path, .sourceError, "the table would have more than \(ResultTable.mostColumns) columns")
    }
    tables[place].add(file, columns)
  }

  /// The columns with what all their values are; nil where a row breaks the file's form.
  private mutating func columns(of file: ResultFile) throws(DumpError) -> [(name: String, guess: TypeGuess)]? {
    let source = try open(file)
    var guesses = source.columns.map { (name: $0, guess: TypeGuess()) }
    var record = Record()
    while true {
      switch try source.next(into: &record) {
      case .end: return guesses
      case .broken(let fault):
        refuse(file.path, Rule(rawValue: fault.rule) ?? .sourceError, fault.reason, line: record.line)
        return nil
      case .record:
        for column in 0..<record.count where column < guesses.count {
          guesses[column].guess.see(record[column], record.kind(column))
        }
      }
    }
  }

  private func open(_ file: ResultFile) throws(DumpError) -> any RecordSource {
    var table = TableOptions()
    table.flattensObjects = options.nested == .columns
    return try Dump.source(files: [file.path], format: file.format, options: table)
  }

  private mutating func refuse(_ path: String, _ rule: Rule, _ note: String, line: Int? = nil) {
    var violation = Violation(rule, note: note)
    violation.line = line
    summary.refused.append(ImportSummary.Refused(path: path, violation: violation.at(path)))
  }

  // MARK: The second reading

  private mutating func read(_ table: ResultTable, into sink: any RecordSink) throws(ImportError) {
    let labels = table.labels(dots: options.format != .sqlite)
    let types = table.types + [.text]
    for (label, type) in zip(labels, types) { summary.columns.append((table.name, label, type)) }
    let fields = zip(labels, types).map { Field($0, $1.fieldType, .optional, summary: "", example: "") }
    for file in table.files {
      try sink.beginFile(ImportTable(results: table.name, fields: fields))
      try copy(file, of: table, types, into: sink)
      try sink.endFile()
      summary.files += 1
    }
  }

  private func copy(
    _ file: ResultFile, of table: ResultTable, _ types: [ResultType], into sink: any RecordSink
  ) throws(ImportError) {
    let source: any RecordSource
    do { source = try open(file) } catch { throw .results(error) }
    let places = source.columns.map { table.place($0) }
    var record = Record()
    var row = MappedRow(fieldCount: types.count)
    var number = 0
    while try next(file, source, &record) {
      number += 1
      row.removeAll()
      for column in 0..<record.count where column < places.count {
        set(places[column], types[places[column]], record[column], record.kind(column), &row)
      }
      row.set(types.count - 1, file.place)
      if let violation = try sink.write(row, number: number) { throw .results(file.changed(violation.note)) }
    }
  }

  private func set(
    _ cell: Int, _ type: ResultType, _ value: Span<UInt8>, _ kind: Record.ValueKind, _ row: inout MappedRow
  ) {
    if kind == .missing || (kind == .untyped && value.isEmpty) { return }
    if type == .boolean, let truth = TypeGuess.truth(value) { return row.set(cell, truth ? "true" : "false") }
    row.set(cell, value)
  }

  private func next(
    _ file: ResultFile, _ source: any RecordSource, _ record: inout Record
  ) throws(ImportError) -> Bool {
    do throws(DumpError) {
      switch try source.next(into: &record) {
      case .end: return false
      case .record: return true
      // It was whole a moment ago.
      case .broken(let fault): throw file.changed(fault.reason)
      }
    } catch {
      throw .results(error)
    }
  }
}
