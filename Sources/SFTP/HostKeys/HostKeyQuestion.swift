import Files
import Glibc
import Threads

/// The question whether an unknown host key is to be trusted, at the terminal that the process belongs to.
enum HostKeyQuestion {
  /// Several connections are made at once, and one question is enough at a time.
  private static let turn = Monitor(())

  /// Asks until there is an answer; false without a terminal.
  static func ask(_ problem: HostKeyProblem) -> Bool {
    turn.with { _ in
      ask(
        """
        The host key of \(problem.host) is unknown: \(problem.type) \(problem.fingerprint)
        Compare it with the one that its operator names. Trust it and note it down (yes/no or the fingerprint)?\u{20}
        """, fingerprint: problem.fingerprint)
    }
  }

  /// Asks a question that is answered with yes, no or the fingerprint.
  static func ask(_ question: String, fingerprint: String) -> Bool {
    guard let terminal = try? FileDescriptor.open("/dev/tty", .update(mode: 0)) else { return false }
    for _ in 0..<5 {
      guard (try? terminal.write(Array(question.utf8).span)) != nil, let answer = line(terminal) else { return false }
      if answer == "yes" || answer == fingerprint { return true }
      if answer == "no" { return false }
    }
    return false
  }

  /// A line without its end; nil at the end of input.
  private static func line(_ terminal: borrowing FileDescriptor) -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count < 256 {
      let count = unsafe read(terminal.number, &byte, 1)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return nil }
      if byte == UInt8(ascii: "\n") { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).trimmed
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
  }
}
