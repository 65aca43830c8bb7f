import Bytes
import CSV
import Delivery
import Dump
import Files

/// Writes `rejects/<kind>.csv`: the records' own columns as they were read, and why they were refused.
///
/// The file appears when the export is done, in the place of the one of an earlier run, which is kept under `earlier/`.
/// A kind without rejects leaves no file.
struct RejectWriter: ~Copyable {
  /// The columns behind the record's own.
  static let columns = ["reject_source", "reject_line", "reject_error", "reject_field", "reject_reason"]

  private let path: String
  private let source: any RecordSource
  /// Which of the source's columns are the record's own: a file of rejects that is read again has ours too.
  private let own: [Int]
  private var writer: CSVWriter?
  /// How many were written.
  private(set) var count = 0

  init(path: String, source: any RecordSource) {
    self.path = path
    self.source = source
    own = source.columns.indices.filter { !RejectWriter.columns.contains(source.columns[$0]) }
  }

  /// Writes one record with its reason. Bytes that are not UTF-8 are shown as U+FFFD, so that the file can be read.
  mutating func add(_ record: borrowing Record, _ reason: RejectReason) throws(CSVError) {
    if writer == nil { try begin() }
    for column in own { try field(record[column]) }
    try field(source.files[record.file].utf8.span)
    try field("\(record.line)".utf8.span)
    try field(reason.error.utf8.span)
    try field((reason.field ?? "").utf8.span)
    try field(reason.reason.utf8.span)
    try writer?.endRecord()
    count += 1
  }

  private mutating func begin() throws(CSVError) {
    do throws(SystemError) { try Folder.make(Folder.parent(of: path) ?? ".", mode: 0o700) } catch {
      throw RejectWriter.failure(error, path)
    }
    writer = try CSVWriter(path: path)
    for column in own { try field(source.columns[column].utf8.span) }
    for column in RejectWriter.columns { try field(column.utf8.span) }
    try writer?.endRecord()
  }

  private mutating func field(_ text: Span<UInt8>) throws(CSVError) {
    if UTF8Check.firstInvalidOffset(in: text) == nil {
      try writer?.field(text)
    } else {
      try writer?.field(String(repairing: text))
    }
  }

  /// Puts the file in place.
  mutating func finish() throws(CSVError) {
    let earlier: String?
    do throws(SystemError) { earlier = try RejectWriter.keepEarlier(path) } catch {
      throw RejectWriter.failure(error, path)
    }
    switch writer.take() {
    case .some(let writer): try writer.finish(durable: true)
    case .none:
      do throws(SystemError) { if earlier != nil { try Folder.removeFile(path) } } catch {
        throw RejectWriter.failure(error, path)
      }
    }
    if let earlier, RejectWriter.isSame(earlier, path) { try? Folder.removeFile(earlier) }
  }

  private static func failure(_ error: SystemError, _ path: String) -> CSVError {
    CSVError(kind: .stream(.system(error)), path: path)
  }

  /// Gives what an earlier run wrote a second name, `earlier/<kind>-<its time>.csv`: nobody may have mended it yet.
  private static func keepEarlier(_ path: String) throws(SystemError) -> String? {
    guard let status = try? FileStatus.of(path), let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return nil
    }
    let folder = "\(path[..<slash])/earlier"
    let name = path[path.utf8.index(after: slash)...].dropLast(4)
    let earlier = "\(folder)/\(name)-\(status.modified.utcText.filter { $0 != ":" }).csv"
    try Folder.make(folder, mode: 0o700)
    try? Folder.removeFile(earlier)
    // The new file takes the name by a rename, so that nobody writes through this one.
    _ = try Folder.duplicate(path, to: earlier)
    return earlier
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    guard let one = try? FileHash.sha256(of: left), let other = try? FileHash.sha256(of: right) else { return false }
    return one == other
  }
}
