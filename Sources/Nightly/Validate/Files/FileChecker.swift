import Bytes
import Delivery
import Files
import Schema
import Sedric

/// Checks files one at a time for one thread, and keeps what it needs for each kind from file to file.
final class FileChecker {
  private let options: ValidationOptions
  private var finder = KindFinder()
  private let opened = OpenedFile()
  private var voice = KindCheck(.voice)
  private var chat = KindCheck(.chat)
  private var email = KindCheck(.email)
  private var affiliates = KindCheck(.affiliates)
  private var properties = KindCheck(.properties)

  init(_ options: ValidationOptions) {
    self.options = options
  }

  /// Checks a file by itself, and what stands beside it.
  func check(_ file: InputFile) -> FileReport {
    let start = ContinuousClock.now
    var report = judge(file)
    opened.close()
    report.seconds = (ContinuousClock.now - start).inSeconds
    return report
  }

  private var log: ViolationLog { ViolationLog(limit: options.limit, keepsValues: options.keepsValues) }

  private func judge(_ file: InputFile) -> FileReport {
    let path = file.path
    let name = FileName(path)
    let known = options.kind.map { ($0, .option) } ?? KindFinder.find(file, name)
    switch file.obstacle {
    case .notAFile(let note): return obstructed(path, note)
    case .unreadable(let reason): return unreadable(path, reason, known ?? byName(name))
    case nil: break
    }
    if FileName.last(path).elementsEqual(Manifest.name.utf8) { return report(path, .manifest, nil) }
    guard ["csv", "json", "mp3"].contains(name.ending) || options.kind != nil else { return unknown(file, path, name) }
    do throws(SystemError) {
      try file.open(path, in: opened)
    } catch {
      return unreadable(path, error.reason, known ?? byName(name))
    }
    guard let found = known ?? finder.find(opened, name) else {
      return opened.status.size == 0 ? empty(path) : unknown(file, path, name)
    }
    var result = report(path, found.kind == .voice && name.ending == "mp3" ? .audio : .data, found)
    let promised = file.folder.manifests.lazy.compactMap { $0[path] }.first
    if promised != nil { opened.hashAsItIsRead() }
    do throws(SystemError) {
      try judge(&result, found.kind)
      if let promised { try compareSum(&result, promised) } else { noteExtra(&result, file.folder.manifests) }
    } catch {
      return unreadable(path, error.reason, found)
    }
    if found.kind == .voice { checkPair(&result, file, name) }
    return result
  }

  private func byName(_ name: FileName) -> KindFinder.Found? {
    KindFinder.kind(named: name).map { ($0, .name) }
  }

  private func judge(_ report: inout FileReport, _ kind: FileKind) throws(SystemError) {
    report.bytes = opened.status.size
    if report.role == .audio { return try walkAudio(&report) }
    report.checked =
      switch kind {
      case .voice: voice.run(opened, log: log)
      case .chat: chat.run(opened, log: log)
      case .email: email.run(opened, log: log)
      case .affiliates: affiliates.run(opened, log: log)
      case .properties: properties.run(opened, log: log)
      }
    if let id = report.checked.identity, !id.isEmpty { report.identity = Fingerprint(id.span) }
    report.checked.identity = nil
  }

  private func walkAudio(_ report: inout FileReport) throws(SystemError) {
    let summary = try MPEGWalk.check(opened)
    for violation in summary.violations {
      var violation = violation
      violation.file = report.path
      report.checked.log.add(violation)
    }
    report.audio = summary
  }

  /// Compares the file with what the nearest manifest that names it promises.
  private func compareSum(_ report: inout FileReport, _ promised: SHA256Digest) throws(SystemError) {
    if try opened.sha256() != promised {
      report.checked.add(.hashCount, "the file's SHA-256 is not the one in \(Manifest.name)", path: report.path)
    }
  }

  private func noteExtra(_ report: inout FileReport, _ manifests: [ManifestSums]) {
    if manifests.isEmpty { return }
    report.checked.add(
      .manifestExtraFile, "the file is not in the folder's \(Manifest.name)", severity: .warning, path: report.path)
  }

  /// A call's CSV and MP3 have one name in one folder.
  private func checkPair(_ report: inout FileReport, _ file: InputFile, _ name: FileName) {
    let isAudio = report.role == .audio
    if file.hasNeighbor(name.stem + (isAudio ? ".csv" : ".mp3").utf8) { return }
    if isAudio {
      report.checked.add(.pairMissingCSV, "the recording has no CSV of its name beside it", path: report.path)
    } else {
      report.checked.add(.pairMissingAudio, "the call has no MP3 of its name beside it", path: report.path)
    }
  }

  private func report(_ path: String, _ role: FileReport.Role, _ found: KindFinder.Found?) -> FileReport {
    FileReport(path: path, role: role, kind: found?.kind, kindSource: found?.source, checked: CheckedFile(log: log))
  }

  private func obstructed(_ path: String, _ note: String, _ found: KindFinder.Found? = nil) -> FileReport {
    var result = report(path, found == nil ? .unknown : .data, found)
    result.checked.add(.sourceError, "the file cannot be read: \(note)", path: path)
    return result
  }

  private func unreadable(_ path: String, _ reason: String, _ found: KindFinder.Found?) -> FileReport {
    var result = obstructed(path, reason, found)
    result.isUnreadable = true
    return result
  }

  private func empty(_ path: String) -> FileReport {
    var result = report(path, .unknown, nil)
    result.checked.add(.sourceError, "the file is empty", path: path)
    return result
  }

  /// A file that the vendor does not take: an error where it was named itself, else a warning.
  private func unknown(_ file: InputFile, _ path: String, _ name: FileName) -> FileReport {
    var result = report(path, .unknown, nil)
    let kinds = FileKind.allCases.map(\.rawValue).joined(separator: ", ")
    let isData = name.ending == "csv" || name.ending == "json"
    let note =
      isData
      ? "the file's kind cannot be told from folder, name or header; it should be one of \(kinds)"
      : "the vendor takes no files of this kind"
    result.checked.add(.unknownKind, note, severity: file.isGiven || isData ? .error : .warning, path: path)
    noteExtra(&result, file.folder.manifests)
    return result
  }
}
