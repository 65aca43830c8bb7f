import Glibc
import Threads

/// What a process did, line by line, for those who were not there. Off until it is configured.
///
/// Every line has the time and the run's id. Callers hand in counts, ids, rules and paths; never a secret or the text of a
/// message. Safe from several threads; a log that cannot be written never stops the work.
public final class Log: Sendable {
  private struct State {
    var level: LogLevel?
    var format = LogFormat.text
    var file: LogFile?
    var run = ""
    var command = ""
  }

  private let state = Monitor(State())
  private let errors: Int32
  /// Whether standard error is systemd's journal.
  let isJournal: Bool

  init(errors: Int32) {
    self.errors = errors
    isJournal = Log.isJournal(errors)
  }

  /// Turns the log on: from `level` on, to the file at `path` or, where that is nil, to standard error. A file is moved
  /// aside as `path.1` to `path.5` when it has `limit` bytes. Throws where the file cannot be opened.
  public func configure(
    level: LogLevel, format: LogFormat, path: String?, limit: Int, command: String
  ) throws(Failure) {
    let file = try path.map { (path) throws(Failure) in try LogFile(path, limit: limit) }
    let start = Log.time().filter { $0 != "-" && $0 != ":" }
    state.with {
      $0 = State(level: level, format: format, file: file, run: "\(start)-\(getpid())", command: command)
    }
  }

  /// What is to be said of a log whose file did not take all lines; nil where it did.
  var incompleteness: String? {
    state.with { state in
      guard let file = state.file, file.failure != 0 else { return nil }
      return unsafe "the log \(file.path) is not whole: \(String(cString: strerror(file.failure)))"
    }
  }

  /// Whether a failure that is written as a line of the log need not be told of on standard error in words.
  var replacesWords: Bool {
    state.with { $0.level != nil && $0.file == nil && $0.format == .json }
  }

  /// Whether failures are worth a line: words for people are on standard error already.
  var wantsFailures: Bool {
    state.with { $0.level != nil && ($0.file != nil || $0.format == .json) }
  }

  /// Writes a line. `fields` follow the message, in their order.
  public func write(_ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
    state.with { state in
      guard let least = state.level, level <= least else { return }
      let line = line(level, message, fields, state) + "\n"
      if state.file != nil {
        state.file?.write(line)
      } else {
        LogFile.write(line, to: errors)
      }
    }
  }

  private func line(
    _ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, String>, _ state: borrowing State
  ) -> String {
    let toJournal = isJournal && state.file == nil
    let prefix = toJournal ? "<\(level.priority)>" : ""
    let time = Log.time()
    let all = [("run", state.run), ("command", state.command)] + fields.map { ($0.key, $0.value) }
    switch state.format {
    case .text:
      // The journal has a time of its own.
      let start = toJournal ? "" : "\(time) "
      let pairs = all.map { "\($0)=\(Log.isPlain($1) ? $1 : Log.quoted($1))" }.joined(separator: " ")
      return "\(prefix)\(start)\(level.rawValue) \(Log.escaped(message)) \(pairs)"
    case .json:
      let members = [("time", time), ("level", level.rawValue), ("message", message)] + all
      return prefix + "{" + members.map { "\(Log.quoted($0)):\(Log.quoted($1))" }.joined(separator: ",") + "}"
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
  }

  /// A JSON string (RFC 8259 section 7).
  static func quoted(_ text: String) -> String { "\"\(escaped(text, quotes: true))\"" }

  /// A text in one line: control characters as JSON escapes them.
  private static func escaped(_ text: String, quotes: Bool = false) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"", "\\": result += quotes ? "\\\(scalar)" : "\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// The time of day in UTC, in whole seconds.
  private static func time() -> String {
    var now = Glibc.time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&now, &parts)
    func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = unsafe "\(parts.tm_year + 1900)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
    return unsafe "\(day)T\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))Z"
  }

  /// Whether a descriptor is the stream that systemd has named in `JOURNAL_STREAM` (systemd.exec(5)): its device and inode.
  /// A variable alone says nothing, as a child whose output goes elsewhere inherits it.
  private static func isJournal(_ descriptor: Int32) -> Bool {
    guard let stream = Environment["JOURNAL_STREAM"] else { return false }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return false }
    return stream == "\(status.st_dev):\(status.st_ino)"
  }
}
