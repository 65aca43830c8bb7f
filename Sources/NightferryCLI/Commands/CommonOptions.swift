import CommandLineKit

/// The options of every command: the log, quiet and colour.
enum CommonOptions {
  static let level = Option<LogLevel?>.choice(
    "--log-level", of: LogLevel.self, help: "Keep a log of what is done, from this level on.")
  static let verbose = Option.flag(
    "-v", "--verbose", help: "The same as --log-level info; also say how a server was reached.")
  static let format = Option.choice(
    "--log-format", of: LogFormat.self, default: .text, help: "How lines of the log are written.")
  static let file = Option.text(
    "--log-file", value: "FILE",
    help: "Where the log goes, in place of standard error. Alone it means --log-level info.")
  static let size = Option<Int?>.size(
    "--log-max-size", value: "SIZE", help: "When a log's file is moved aside, up to five of them [default: 10M].")
  static let quiet = Option.flag(
    "-q", "--quiet", help: "Print only what was asked for and what went wrong: no progress, no sums of a good end.")
  static let noColor = Option.flag("--no-color", help: "No colours, as with the variable NO_COLOR.")

  static let group = OptionGroup("Log and terminal", level, verbose, format, file, size, quiet, noColor)

  /// Does what they say.
  @Sendable static func prepare(_ call: Invocation, _ command: String) throws {
    if call[noColor] { call.console.forbidColor() }
    if call[quiet] { call.console.hush() }
    let isWanted = call[verbose] || call[file] != nil || call.isGiven(format)
    guard let level = call[level] ?? (isWanted ? .info : nil) else { return }
    try call.console.log.configure(
      level: level, format: call[format], path: call[file], limit: call[size] ?? 10 << 20, command: command)
  }
}
