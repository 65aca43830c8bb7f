import Bytes
import CommandLineKit
import JSONText
import Nightly

/// Prints what a doctor finds, line by line as it comes.
struct FindingPrinter {
  private let console: Console
  private let format: DoctorCommand.Format
  private let showsDetails: Bool

  init(_ console: Console, _ format: DoctorCommand.Format, showsDetails: Bool) {
    self.console = console
    self.format = format
    self.showsDetails = showsDetails
  }

  func title(_ text: String) {
    if format == .table, !console.isQuiet { console.print("\n\(text)") }
  }

  func print(_ line: DoctorLine) {
    if console.isQuiet, line.level == .ok { return }
    switch format {
    case .json: console.print(json(line))
    case .table:
      let subject = line.subject + String(repeating: " ", count: max(1, 14 - line.subject.count))
      console.print("\(mark(line.level)) \(subject)\(line.text)")
      let margin = String(repeating: " ", count: 22)
      if let fix = line.fix { console.print("\(margin)\(fix)") }
      if showsDetails {
        for detail in line.details {
          console.print("\(margin)\(detail.name): \(detail.values.joined(separator: ", "))")
        }
      }
    }
    console.flush()
  }

  private func mark(_ level: DoctorLine.Level) -> String {
    let word = level.rawValue + String(repeating: " ", count: 7 - level.rawValue.count)
    guard console.allowsColor else { return word }
    let color =
      switch level {
      case .ok: "32"
      case .warning: "33"
      case .failure: "31"
      }
    return "\u{1B}[\(color)m\(word)\u{1B}[0m"
  }

  private func json(_ line: DoctorLine) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("level", line.level.rawValue)
    writer.member("subject", line.subject)
    writer.member("text", line.text)
    if let fix = line.fix { writer.member("fix", fix) }
    for detail in line.details {
      writer.member(detail.name.replacing(" ", with: "_"), detail.values)
    }
    writer.endObject()
    return String(repairing: writer.finish().span)
  }
}
