import Bytes
import Schema
import Sedric

extension ValidationReport {
  /// The report for people: what is wrong, by file and rule, and what was looked at.
  func writeText(color: Bool, into buffer: inout ByteBuffer) {
    let paint = Paint(isOn: color)
    for (path, reason) in missing { buffer.append("\(paint.error("error")) \(printable(path)): \(reason)\n") }
    for file in files where !file.checked.log.isEmpty { TextSection(file: file, paint: paint).write(into: &buffer) }
    if errorCount == 0, files.count <= 20 {
      for file in files { buffer.append("\(printable(file.path)): \(file.words)\n") }
    }
    buffer.append(summary(paint) + "\n")
  }

  private func summary(_ paint: Paint) -> String {
    if files.isEmpty { return "There is nothing to validate." }
    let time = "\((seconds * 100).rounded() / 100) s"
    let bad = files.count { !$0.isValid }
    let warnings = warningCount == 0 ? "" : ", \(counted(warningCount, "warning"))"
    if bad == 0, missing.isEmpty {
      return "\(paint.good("valid")): \(inventory)\(warnings) (\(time))"
    }
    let absent = missing.isEmpty ? "" : ", \(counted(missing.count, "path")) not to be read"
    let errors = "\(counted(errorCount, "error")) in \(bad) of \(counted(files.count, "file"))"
    return "\(paint.error("not valid")): \(errors)\(absent)\(warnings) (\(time))"
  }

  /// What was looked at, as in `10 calls by folder, 10 recordings, 1 affiliates by name`.
  private var inventory: String {
    var counts: [FileKind: (files: Int, sources: Set<FileReport.KindSource>)] = [:]
    var (recordings, hasManifest) = (0, false)
    for file in files {
      if file.role == .audio { recordings += 1 }
      if file.role == .manifest { hasManifest = true }
      guard file.role == .data, let kind = file.kind, let source = file.kindSource else { continue }
      counts[kind, default: (0, [])].files += 1
      counts[kind]?.sources.insert(source)
    }
    var parts = FileKind.allCases.compactMap { kind in
      counts[kind].map { count in
        let sources = count.sources.map(\.rawValue).sorted().joined(separator: " and ")
        return "\(count.files) \(kind.rawValue) (by \(sources))"
      }
    }
    if recordings > 0 { parts.append(counted(recordings, "recording")) }
    if hasManifest { parts.append("all sums of the manifest") }
    return parts.joined(separator: ", ")
  }
}

func counted(_ count: Int, _ word: String) -> String {
  "\(count) \(word)\(count == 1 ? "" : "s")"
}

extension FileReport {
  /// What the file is, as in `chat by folder, 12 rows`.
  fileprivate var words: String {
    if role == .manifest { return "manifest" }
    guard let kind, let kindSource else { return "not a file for the vendor" }
    let found = kindSource == .option ? "as given" : "by \(kindSource.rawValue)"
    if role == .audio { return "recording (\(found)), \(Int((audio?.seconds ?? 0).rounded())) s" }
    return "\(kind.rawValue) (\(found)), \(counted(checked.rows, kind.isList ? "item" : "row"))"
  }
}

/// Colours for a terminal, or none.
struct Paint {
  let isOn: Bool

  func error(_ text: String) -> String { isOn ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text }
  func warning(_ text: String) -> String { isOn ? "\u{1B}[1;33m\(text)\u{1B}[0m" : text }
  func good(_ text: String) -> String { isOn ? "\u{1B}[1;32m\(text)\u{1B}[0m" : text }
  func strong(_ text: String) -> String { isOn ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
