import Bytes
import Files
import Schema
import Sedric

/// The way back: the vendor's files become records again.
public enum Import {
  /// Reads the files at and below `paths` into the output that the options name.
  ///
  /// Each file is validated first, and one that breaks a rule is not taken; the others are. The output appears whole or
  /// not at all.
  public static func run(_ paths: [String], options: ImportOptions) throws(ImportError) -> ImportSummary {
    if !options.replaces, (try? FileStatus.of(options.output)) != nil { throw .exists(options.output) }
    var checks = ValidationOptions()
    checks.kind = options.kind
    let report = Validation.run(paths, options: checks)
    var summary = ImportSummary()
    summary.missing = report.missing
    let files = report.files.filter { $0.role == .data && $0.kind != nil }
    if files.isEmpty { throw .nothing }
    let sink = try makeSink(options)
    for file in files {
      guard let kind = file.kind else { continue }
      if let violation = file.reasonToRefuse {
        summary.refused.append(ImportSummary.Refused(path: file.path, violation: violation))
      } else {
        try read(file, kind, options, sink, &summary)
      }
    }
    summary.tables = try sink.finish()
    return summary
  }

  private static func makeSink(_ options: ImportOptions) throws(ImportError) -> any RecordSink {
    switch options.format {
    case .jsonl: try TextSink(folder: options.output, isCSV: false)
    case .csv: try TextSink(folder: options.output, isCSV: true)
    case .sqlite: try SQLiteSink(options.output)
    }
  }

  private static func read(
    _ file: FileReport, _ kind: FileKind, _ options: ImportOptions, _ sink: any RecordSink,
    _ summary: inout ImportSummary
  ) throws(ImportError) {
    var reader = try open(file, kind, options)
    try sink.beginFile(ImportTable(kind, fields: reader.fields))
    var row = MappedRow(fieldCount: reader.fields.count)
    var number = 0
    while try next(&reader, &row, file.path) {
      number += 1
      if let violation = try sink.write(row, number: number) {
        try sink.dropFile()
        summary.refused.append(ImportSummary.Refused(path: file.path, violation: violation.at(file.path)))
        return
      }
    }
    try sink.endFile()
    summary.files += 1
  }

  private static func open(
    _ file: FileReport, _ kind: FileKind, _ options: ImportOptions
  ) throws(ImportError) -> ParcelReader {
    do throws(ParcelReader.Failure) {
      return try ParcelReader(kind: kind, path: file.path, splitsObjects: options.nested == .columns)
    } catch {
      throw .changed(path: file.path, error)
    }
  }

  private static func next(
    _ reader: inout ParcelReader, _ row: inout MappedRow, _ path: String
  ) throws(ImportError) -> Bool {
    do throws(ParcelReader.Failure) {
      return try reader.next(into: &row)
    } catch {
      throw .changed(path: path, error)
    }
  }
}
