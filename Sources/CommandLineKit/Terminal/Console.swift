import Glibc
import Threads

/// Where a command prints: standard output, buffered, and standard error.
///
/// Safe from several threads. A reader that goes away (`| head`) does not end the process: `isOpen` becomes false, the
/// rest is dropped, and a long listing may stop early. Any other failure to write becomes exit code 1 at the end.
public final class Console: Sendable {
  private let state: Monitor<State>
  private let outputDescriptor: Int32
  private let errorDescriptor: Int32
  /// Columns of the terminal that standard output is, or 80: what is piped is the same whatever terminal is near.
  public let width: Int
  /// Whether standard output is a terminal.
  public let outputIsTerminal: Bool
  /// Whether standard error is a terminal.
  public let errorIsTerminal: Bool
  /// The log.
  public let log: Log

  private struct State {
    var buffer: [UInt8] = []
    var failure: Int32 = 0
    var isPlain = false
    var isQuiet = false
  }

  /// A console over two open descriptors, which stay the caller's.
  public init(output: Int32 = 1, errors: Int32 = 2) {
    outputDescriptor = output
    errorDescriptor = errors
    outputIsTerminal = isatty(output) == 1
    errorIsTerminal = isatty(errors) == 1
    width = Self.columns(output) ?? 80
    log = Log(errors: errors)
    state = Monitor(State())
  }

  /// Columns of the terminal that standard error is, now, or 80.
  var errorColumns: Int { Self.columns(errorDescriptor) ?? 80 }

  /// Whether what is printed still reaches someone.
  public var isOpen: Bool { state.with { $0.failure == 0 } }

  /// From now on nothing is coloured.
  public func forbidColor() {
    state.with { $0.isPlain = true }
  }

  /// From now on only what was asked for and what went wrong is printed: `remark` and progress are silent.
  public func hush() {
    state.with { $0.isQuiet = true }
  }

  /// Whether only what was asked for and what went wrong is to be printed.
  public var isQuiet: Bool { state.with { $0.isQuiet } }

  /// Whether colour may be used on standard output: a terminal, `NO_COLOR` empty and `TERM` not `dumb`, and not forbidden.
  public var allowsColor: Bool {
    !state.with { $0.isPlain } && outputIsTerminal && (Environment["NO_COLOR"] ?? "").isEmpty
      && Environment["TERM"] != "dumb"
  }

  /// Prints a text as it is.
  public func write(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append(UnsafeRawBufferPointer($0)) }
  }

  /// Prints bytes as they are.
  public func write(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe append($0) }
  }

  /// Prints a line.
  public func print(_ line: String = "") {
    write(line + "\n")
  }

  /// Prints a text on standard error at once, after all that was printed before.
  public func writeError(_ text: String) {
    flush()
    var text = text
    text.withUTF8 { _ = unsafe Self.writeAll(errorDescriptor, UnsafeRawBufferPointer($0)) }
  }

  /// Prints a line on standard error; what would steer the terminal is made visible.
  public func note(_ line: String) {
    writeError(Self.visible(line) + "\n")
  }

  /// Prints a line on standard error that is good to know and no more; nothing when it is to be quiet.
  public func remark(_ line: String) {
    if !isQuiet { note(line) }
  }

  /// Hands on what is buffered.
  public func flush() {
    state.with { state in Self.drain(&state, to: outputDescriptor) }
  }

  /// Prints a failure: `nightferry: what happened` and, below, what to do.
  ///
  /// In systemd's journal its lines have the priority of errors; a log in JSON on standard error takes its place.
  public func report(_ failure: Failure, program: String) {
    if log.wantsFailures {
      log.write(.error, failure.message, ["error": failure.reference, "advice": failure.advice ?? ""])
    }
    if log.replacesWords { return }
    let reference = failure.reference.isEmpty ? "" : " (\(failure.reference))"
    let advice = failure.advice.map { "\n  \(Self.visible($0))" } ?? ""
    let text = "\(program): \(Self.visible(failure.message))\(reference)\(advice)"
    note(log.isJournal ? "<3>" + text.split(separator: "\n").joined(separator: "\n<3>") : text)
  }

  /// Flushes and gives the exit code: `code`, or 1 when the output could not be written.
  func finish(_ code: ExitCode, program: String) -> ExitCode {
    flush()
    let failure = state.with { $0.failure }
    if let incomplete = log.incompleteness { note("\(program): \(Self.visible(incomplete))") }
    guard failure != 0, failure != EPIPE else { return code }
    let reason = unsafe String(cString: strerror(failure))
    report(Failure(.internalError, "standard output could not be written: \(reason)"), program: program)
    return code == .done ? .internalError : code
  }

  private func append(_ bytes: UnsafeRawBufferPointer) {
    state.with { state in
      guard state.failure == 0 else { return }
      unsafe state.buffer.append(contentsOf: bytes)
      if state.buffer.count >= 1 << 16 || outputIsTerminal { Self.drain(&state, to: outputDescriptor) }
    }
  }

  private static func drain(_ state: inout State, to descriptor: Int32) {
    guard !state.buffer.isEmpty else { return }
    let result = unsafe state.buffer.withUnsafeBytes { unsafe writeAll(descriptor, $0) }
    if result != 0 { state.failure = result }
    state.buffer.removeAll(keepingCapacity: true)
  }

  /// Writes all bytes; returns 0 or an `errno`.
  private static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
    var rest = unsafe bytes[...]
    while unsafe !rest.isEmpty {
      let count = unsafe Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      unsafe rest = rest.dropFirst(count)
    }
    return 0
  }

  private static func columns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Control characters made visible, so that a file name cannot steer the terminal.
  static func visible(_ text: String) -> String {
    visible(text, isControl)
  }

  /// A name within a line of print: as above, and a line end in it starts no line that looks like one of ours.
  public static func inLine(_ name: String) -> String {
    visible(name) { $0 == "\n" || isControl($0) }
  }

  private static func visible(_ text: String, _ isControl: (Unicode.Scalar) -> Bool) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0) }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if isControl(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value))
  }
}
