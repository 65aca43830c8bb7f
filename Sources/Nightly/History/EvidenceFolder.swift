import Bytes
import Delivery
import Files
import JSONText
public import Ledger

/// A folder for an auditor: what was delivered, the reports of the runs, the configuration without secrets, and a manifest
/// over all of it that `sha256sum -c` accepts. It appears whole or not at all.
public struct EvidenceFolder: ~Copyable {
  private var folder: StagedFolder?
  private let path: String
  private var entries: [ManifestEntry] = []

  /// Begins a folder at `path`, where nothing or an empty folder must be. Throws `FlowError`.
  public init(_ path: String) throws(FlowError) {
    let names = (try? Folder.names(in: path)) ?? []
    if !names.isEmpty { throw .usage("\(path) is not empty", advice: "Name a new folder for the evidence.") }
    do throws(SystemError) {
      let folder = try StagedFolder(for: path)
      self.path = folder.path
      self.folder = consume folder
    } catch {
      throw .file(error, purpose: "the evidence")
    }
  }

  /// Writes all of it, and puts it in its place.
  public mutating func write(
    _ ledger: Ledger, _ query: DeliveryQuery, configuration: Configuration?, findings: [HistoryFinding]?,
    version: String
  ) throws {
    let runs = try writeDeliveries(ledger, query)
    if let findings { try writeFindings(findings) }
    if let configuration {
      try copyReports(of: runs, from: configuration.reports)
      try add(configuration.listing().json, as: "configuration.json")
    }
    try add(Array(EvidenceFolder.readme(version, ledger.path).utf8), as: "README.txt")
    do throws(SystemError) {
      try Manifest.write(entries, in: path)
      if let whole = folder.take() { try whole.commit() }
    } catch {
      throw FlowError.file(error, purpose: "the evidence")
    }
  }

  /// The deliveries as CSV and JSON Lines, and the sums of each destination's files; returns their runs.
  private mutating func writeDeliveries(_ ledger: Ledger, _ query: DeliveryQuery) throws -> Set<Int64> {
    var table = try EvidenceFile("deliveries.csv", in: path)
    var lines = try EvidenceFile("deliveries.jsonl", in: path)
    var writer = JSONWriter(capacity: 4096)
    var sums: [String: [[UInt8]: ManifestEntry]] = [:]
    var runs: Set<Int64> = []
    var failure: SystemError?
    HistoryFormat.appendHeader(to: &table.buffer)
    try ledger.deliveries(query) { record in
      runs.insert(record.run)
      HistoryFormat.appendRows(record, to: &table.buffer)
      writer.removeAll()
      HistoryFormat.append(record, to: &writer)
      writer.endLine()
      lines.buffer.append(writer.span)
      for file in record.files {
        // A later delivery of the same path took the place of the earlier one.
        let entry = ManifestEntry(path: file.path, sha256: file.sha256)
        sums[record.key.destination, default: [:]][Array(file.path.utf8)] = entry
      }
      do throws(SystemError) {
        try table.flush(above: 1 << 16)
        try lines.flush(above: 1 << 16)
      } catch {
        failure = error
      }
      return failure == nil
    }
    do throws(SystemError) {
      if let failure { throw failure }
      entries.append(try table.finish())
      entries.append(try lines.finish())
    } catch {
      throw FlowError.file(error, purpose: "the evidence")
    }
    try writeSums(sums)
    return runs
  }

  /// A file of sums for each destination, of what is there under each path.
  private mutating func writeSums(_ sums: [String: [[UInt8]: ManifestEntry]]) throws {
    var names: Set<String> = []
    for (destination, entries) in sums.sorted(by: { $0.key < $1.key }) {
      var text = ByteBuffer()
      for entry in entries.values.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
        entry.append(to: &text)
      }
      // Names that differ only in what no file's name has are told apart by a number.
      let plain = EvidenceFolder.fileName(destination)
      var name = plain
      while !names.insert(name).inserted { name = "\(plain)-\(names.count)" }
      try add(text.span.array(), as: "delivered/\(name)-sha256.txt")
    }
  }

  private mutating func writeFindings(_ findings: [HistoryFinding]) throws {
    var writer = JSONWriter(indentation: 2)
    writer.beginArray()
    for finding in findings { finding.append(to: &writer) }
    writer.endArray()
    writer.endLine()
    try add(writer.span.array(), as: "verification.json")
  }

  private mutating func copyReports(of runs: Set<Int64>, from reports: String) throws {
    let folder = "\(reports)/runs"
    let names = (try? Folder.names(in: folder)) ?? []
    for name in names {
      let stem = name.split(separator: ".").first.map(String.init) ?? name
      guard let mark = stem.range(ofLast: "-run"), let run = Int64(stem[mark.upperBound...]), runs.contains(run) else {
        continue
      }
      do throws(SystemError) {
        let bytes = try FileDescriptor.contents(of: "\(folder)/\(name)", limit: 1 << 30)
        try add(bytes, as: "reports/\(name)")
      } catch {
        throw FlowError.file(error, purpose: "the evidence")
      }
    }
  }

  private mutating func add(_ bytes: [UInt8], as name: String) throws(SystemError) {
    var file = try EvidenceFile(name, in: path)
    file.buffer.append(bytes.span)
    entries.append(try file.finish())
  }

  /// A destination's name as a file's.
  private static func fileName(_ name: String) -> String {
    String(
      name.unicodeScalars.map { $0.properties.isAlphabetic || $0.properties.numericType != nil ? Character($0) : "-" })
  }

  private static func readme(_ version: String, _ ledger: String) -> String {
    """
    Evidence of deliveries, made by nightferry \(version) on \(Timestamp.now().utcText) from the ledger \(ledger).

    deliveries.csv       every file that was delivered: when, by which run, where to, size, SHA-256, attempts
    deliveries.jsonl     the same, a JSON object for each parcel
    delivered/           the files' sums by destination: in a copy of the server's folder, sha256sum -c accepts them
    verification.json    how the server differed from this when the folder was made, where that was asked for
    reports/             the reports of these runs
    configuration.json   the configuration in effect; secrets are named by where they are found, and are not in it
    manifest-sha256.txt  the sums of all these files: sha256sum -c manifest-sha256.txt

    """
  }
}

extension String {
  /// Where `word` stands last.
  fileprivate func range(ofLast word: String) -> Range<String.Index>? {
    ranges(of: word).last
  }
}
