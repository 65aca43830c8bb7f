import Bytes
import CommandLineKit
import Nightly
import Schema
import Sedric

/// `nightferry validate`.
enum ValidateCommand {
  static let paths = Operand.many("PATH", help: "Files, folders or an outbox.")
  static let kind = Option<FileKind?>.choice(
    "--kind", of: FileKind.self, help: "The kind of all files, instead of finding it.")
  static let format = Option<ReportFormat>.choice("--format", default: .text, help: "How the report is written.")
  static let showValues = Option.flag(
    "--show-values", help: "Show what the wrong cells hold. They may be personal data.")
  static let limit = Option.integer(
    "--limit-errors", default: 1000, help: "The most errors and warnings shown; all are counted.")
  static let failOn = Option<FailOn>.choice("--fail-on", default: .error, help: "The least that makes files invalid.")

  /// What makes files invalid.
  enum FailOn: String, CaseIterable, Sendable {
    case error, warning
  }

  static let command = Command(
    name: "validate",
    summary: "Check files before anything leaves the building",
    about: """
      Finds each file's kind by folder, name and header, and checks its bytes, its columns and values, the JSON in its \
      cells, the frames of its recordings, and the files among each other: pairs, ids that stand twice, references and \
      the sums of a manifest. What cells hold is not shown unless asked for.
      """,
    operands: [paths],
    options: [OptionGroup("Options", kind, format, showValues, limit, failOn)],
    examples: [
      Example("nightferry validate outbox", "all files of an outbox"),
      Example("nightferry validate --kind chat chat-0001.csv", "one file of a known kind"),
      Example("nightferry validate --format junit outbox > report.xml", "for a CI system"),
    ],
    exitCodes: [
      .done: "all files are valid", .usage: "nothing to validate, or files cannot be read",
      .refused: "files break rules",
    ],
    run: validate)

  static func validate(_ call: Invocation) -> ExitCode {
    var options = ValidationOptions()
    options.kind = call[kind]
    options.limit = call[limit]
    options.keepsValues = call[showValues]
    let report = Validation.run(call[paths], options: options)
    var buffer = ByteBuffer(capacity: 1 << 16)
    let outcome = report.outcome(failOnWarning: call[failOn] == .warning)
    if !(call.console.isQuiet && call[format] == .text && outcome == .valid) {
      report.write(call[format], color: call.console.allowsColor, into: &buffer)
    }
    call.console.write(buffer.span)
    switch outcome {
    case .valid: return .done
    case .violations: return .refused
    case .unreadable:
      // The report for people says it itself.
      let isEmpty = report.files.isEmpty && report.missing.isEmpty
      if isEmpty, call[format] != .text { call.console.note("There is nothing to validate.") }
      return .usage
    }
  }
}
