import Bytes
import Delivery
import Files
import Schema
import Sedric

/// Checks files one at a time for one thread, and keeps what it needs for each kind from file to file.
final class FileChecker {
  private let options: ValidationOptions
  private let manifests: ManifestSums
  private var voice = KindCheck(.voice)
  private var chat = KindCheck(.chat)
  private var email = KindCheck(.email)
  private var affiliates = KindCheck(.affiliates)
  private var properties = KindCheck(.properties)
  private var buffer = ByteBuffer(capacity: 16)

  init(_ options: ValidationOptions, _ manifests: ManifestSums) {
    self.options = options
    self.manifests = manifests
  }

  /// Checks a file by itself.
  func check(_ file: InputFile) -> FileReport {
    let start = ContinuousClock.now
    var report = judge(file)
    let spent = ContinuousClock.now - start
    report.seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
    return report
  }

  private var log: ViolationLog { ViolationLog(limit: options.limit, keepsValues: options.keepsValues) }

  private func judge(_ file: InputFile) -> FileReport {
    if let obstacle = file.obstacle {
      let kind = file.isUnreadable ? options.kind.map { ($0, .option) } ?? KindFinder.find(file) : nil
      var result = unreadable(file, obstacle, kind: kind)
      result.isUnreadable = file.isUnreadable
      return result
    }
    let name = file.name
    if file.path.hasSuffix("/\(Manifest.name)") || file.path == Manifest.name { return report(file, .manifest, nil) }
    guard ["csv", "json", "mp3"].contains(name.ending) || options.kind != nil else { return unknown(file) }
    guard let found = options.kind.map({ ($0, .option) }) ?? KindFinder.find(file) else {
      // A file that cannot be opened has no header to tell its kind by.
      do throws(SystemError) { _ = try FileDescriptor.open(file.path, .read) } catch {
        return unreadable(file, error.reason, kind: nil)
      }
      return unknown(file)
    }
    let role: FileReport.Role = found.kind == .voice && name.ending == "mp3" ? .audio : .data
    var result = report(file, role, found)
    do throws(SystemError) {
      result.bytes = try FileStatus.of(file.path).size
      if role == .audio { try walkAudio(&result) } else { result.checked = try run(found.kind, file.path) }
      try compareSum(&result)
    } catch {
      return unreadable(file, error.reason, kind: found)
    }
    return result
  }

  private func run(_ kind: FileKind, _ path: String) throws(SystemError) -> CheckedFile {
    switch kind {
    case .voice: try voice.run(path, log: log)
    case .chat: try chat.run(path, log: log)
    case .email: try email.run(path, log: log)
    case .affiliates: try affiliates.run(path, log: log)
    case .properties: try properties.run(path, log: log)
    }
  }

  private func walkAudio(_ report: inout FileReport) throws(SystemError) {
    let summary = try MPEGWalk.check(report.path)
    for violation in summary.violations {
      var violation = violation
      violation.file = report.path
      report.checked.log.add(violation)
    }
    report.audio = summary
  }

  private func compareSum(_ report: inout FileReport) throws(SystemError) {
    guard let promised = manifests[report.path] else { return }
    buffer.reserve(256 << 10)
    if try FileHash.sha256(of: report.path, buffer: &buffer) != promised {
      report.checked.add(.hashCount, "the file's SHA-256 is not the one in \(Manifest.name)", path: report.path)
    }
  }

  private func report(_ file: InputFile, _ role: FileReport.Role, _ found: KindFinder.Found?) -> FileReport {
    FileReport(
      path: file.path, role: role, kind: found?.kind, kindSource: found?.source, checked: CheckedFile(log: log))
  }

  private func unreadable(_ file: InputFile, _ reason: String, kind: KindFinder.Found?) -> FileReport {
    var result = report(file, kind == nil ? .unknown : .data, kind)
    result.checked.add(.sourceError, "the file cannot be read: \(reason)", path: file.path)
    result.isUnreadable = true
    return result
  }

  /// A file that the vendor does not take: an error where it was named itself, else a warning.
  private func unknown(_ file: InputFile) -> FileReport {
    var result = report(file, .unknown, nil)
    let kinds = FileKind.allCases.map(\.rawValue).joined(separator: ", ")
    let ending = file.name.ending
    let isData = ending == "csv" || ending == "json"
    let note =
      isData
      ? "the file's kind cannot be told from folder, name or header; it should be one of \(kinds)"
      : "the vendor takes no files of this kind"
    result.checked.add(.unknownKind, note, severity: file.isGiven || isData ? .error : .warning, path: file.path)
    return result
  }
}
