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
    try checkOutput(options)
    if options.isResults {
      var results = ResultImport(options)
      return try results.run(paths) { () throws(ImportError) in try makeSink(options) }
    }
    var checks = ValidationOptions()
    checks.kind = options.kind
    checks.selection = options.selection
    let report = Validation.run(paths, options: checks)
    var summary = ImportSummary()
    summary.missing = report.missing
    let files = report.files.filter { file in
      guard file.role == .data, let kind = file.kind else { return false }
      return options.selection.kind.map { $0 == kind } ?? true
    }
    let torn = report.files.filter(\.isTornOfNoKind)
    summary.unknown = report.files.filter { $0.kind == nil && $0.isTable && !$0.isTornOfNoKind }.map(\.path)
    if files.isEmpty && torn.isEmpty { throw .nothing(summary.missing) }
    summary.refused = torn.compactMap(\.refusal) + brokenPromises(report, options)
    var whole: [RowPipe.Source] = []
    for file in files {
      guard let kind = file.kind else { continue }
      if let refusal = file.refusal {
        summary.refused.append(refusal)
      } else {
        whole.append(RowPipe.Source(kind: kind, path: file.path))
      }
    }
    let sink = try makeSink(options)
    try copy(whole, options, into: sink, &summary)
    summary.tables = try sink.finish()
    return summary
  }

  /// What is wrong with manifests, and which of the files that they name are gone. Recordings are no part of any record, and
  /// what was fetched was compared with the server's manifest then.
  private static func brokenPromises(_ report: ValidationReport, _ options: ImportOptions) -> [ImportSummary.Refused] {
    report.files.filter { $0.role == .manifest }.flatMap { manifest in
      if options.fetched.contains(where: { manifest.path.hasPrefix("\($0)/") }) { return [ImportSummary.Refused]() }
      let faults = manifest.checked.log.kept.filter { $0.severity == .error && $0.rule != .manifestMissingFile }
      let absent = manifest.absent.filter { name in
        FileName(name).ending != "mp3" && options.selection.takes(name, modified: nil)
          && (options.selection.kind == nil || KindFinder.byPlace(name) == options.selection.kind)
      }
      let gone = absent.map {
        Violation(.manifestMissingFile, note: "\($0) is in the manifest and not in the folder").at(manifest.path)
      }
      return (faults + gone).map { ImportSummary.Refused(path: manifest.path, violation: $0) }
    }
  }

  /// Throws where something stands at the output that may not be replaced.
  public static func checkOutput(_ options: ImportOptions) throws(ImportError) {
    if !options.replaces, (try? FileStatus.of(options.output)) != nil { throw .exists(options.output) }
  }

  private static func makeSink(_ options: ImportOptions) throws(ImportError) -> any RecordSink {
    switch options.format {
    case .jsonl: try TextSink(folder: options.output, isCSV: false)
    case .csv: try TextSink(folder: options.output, isCSV: true)
    case .sqlite: try SQLiteSink(options.output)
    }
  }

  /// Copies the files' rows; the files are read on a thread of their own meanwhile.
  private static func copy(
    _ files: [RowPipe.Source], _ options: ImportOptions, into sink: any RecordSink, _ summary: inout ImportSummary
  ) throws(ImportError) {
    var refused: [ImportSummary.Refused] = []
    var taken = 0
    var number = 0
    var isDropped = false
    let pipe = RowPipe(files, splitsObjects: options.nested == .columns)
    try pipe.run { (batch) throws(ImportError) in
      let file = files[batch.file]
      if let failure = batch.failure { throw .changed(path: file.path, failure) }
      if batch.isFirst {
        try sink.beginFile(ImportTable(file.kind, fields: batch.fields))
        (number, isDropped) = (0, false)
      }
      for row in 0..<batch.count where !isDropped {
        number += 1
        let violation = try batch.withRow(row) { (row) throws(ImportError) in try sink.write(row, number: number) }
        guard let violation else { continue }
        try sink.dropFile()
        isDropped = true
        refused.append(ImportSummary.Refused(path: file.path, violation: violation.at(file.path)))
      }
      if batch.isLast, !isDropped {
        try sink.endFile()
        taken += 1
      }
    }
    summary.refused += refused
    summary.files += taken
  }
}
