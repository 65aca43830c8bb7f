import Bytes
import Schema
import Sedric

extension ValidationReport {
  /// JUnit's XML as CI systems read it: a test case for each file, a failure for each kept error of it.
  func writeJUnit(into buffer: inout ByteBuffer) {
    let failed = files.count { !$0.isValid } + missing.count
    let counts =
      "tests=\"\(files.count + missing.count)\" failures=\"\(failed)\" errors=\"0\" time=\"\(rounded(seconds))\""
    buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"nightferry validate\" \(counts)>\n")
    buffer.append("  <testsuite name=\"nightferry validate\" \(counts)>\n")
    for (path, reason) in missing {
      writeCase(path, "path", 0, into: &buffer) { writeFailure(Rule.sourceError.rawValue, reason, into: &$0) }
    }
    for file in files { write(file, into: &buffer) }
    buffer.append("  </testsuite>\n</testsuites>\n")
  }

  private func write(_ file: FileReport, into buffer: inout ByteBuffer) {
    let log = file.checked.log
    writeCase(file.path, file.kind?.rawValue ?? file.role.rawValue, file.seconds, into: &buffer) { buffer in
      let errors = log.kept.filter { $0.severity == .error }
      for violation in errors { writeFailure(violation.rule.rawValue, "\(violation)", into: &buffer) }
      if errors.isEmpty, log.errorCount > 0 {
        writeFailure("limit", "\(log.errorCount) errors, above --limit-errors", into: &buffer)
      }
      let warnings = log.kept.filter { $0.severity == .warning }.map { "\($0)" }
      if !warnings.isEmpty {
        buffer.append("      <system-out>\(xml(warnings.joined(separator: "\n")))</system-out>\n")
      }
    }
  }

  private func writeCase(
    _ name: String, _ group: String, _ seconds: Double, into buffer: inout ByteBuffer,
    _ body: (inout ByteBuffer) -> Void
  ) {
    buffer.append(
      "    <testcase name=\"\(xml(name))\" classname=\"nightferry.\(group)\" time=\"\(rounded(seconds))\">\n")
    body(&buffer)
    buffer.append("    </testcase>\n")
  }

  private func writeFailure(_ type: String, _ message: String, into buffer: inout ByteBuffer) {
    buffer.append("      <failure type=\"\(type)\" message=\"\(xml(message))\"/>\n")
  }
}

/// A text for XML 1.0: markup escaped, characters that XML has not replaced by U+FFFD.
private func xml(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\n": result += "&#10;"
    case "\t": result += "&#9;"
    case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
