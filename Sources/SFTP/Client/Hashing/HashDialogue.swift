import Bytes

/// The talk with a POSIX shell on the server that hashes files for us. Pure: text goes in and out, so that it is tested
/// without a network.
///
/// A file is the command's standard input, so no name is ever read as an option, and none has to be read back. What a
/// login script prints does not begin with the dialogue's own word and is passed over.
struct HashDialogue: ~Copyable {
  /// What the shell said.
  enum Event: Equatable {
    /// It can hash, by this command.
    case ready(String)
    /// It has no command that hashes.
    case noCommand
    /// A file's SHA-256, or nil where the shell could not read it.
    case hashed(Int, SHA256Digest?)
  }

  /// Commands that print the SHA-256 of their standard input first: coreutils and busybox, perl, the BSDs, OpenSSL.
  static let commands = ["sha256sum", "shasum -a 256", "sha256 -r", "openssl dgst -r -sha256"]
  /// A line that is longer is none of ours.
  private static let longestLine = 4_096

  private let word: String
  private var unsent = ByteBuffer()
  private var line: [UInt8] = []

  /// Begins a talk; `word` marks the lines that are meant for us.
  init(word: String) {
    self.word = word
    // A command is taken if it knows the SHA-256 of "abc" (FIPS 180-2, appendix B.1).
    let commands = Self.commands.map { "'\($0)'" }.joined(separator: " ")
    unsent.append(
      """
      exec 2>/dev/null
      n=
      for c in \(commands); do
        case $(printf abc | $c) in
        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad*) n=$c; break;;
        esac
      done
      echo "\(word) command $n"
      h() { s=$($n < "$2"); echo "\(word) $1 ${s%% *}"; }

      """)
  }

  /// How many bytes wait to be sent.
  var unsentCount: Int { unsent.count }

  /// Asks for the hash of the file at an absolute path.
  mutating func ask(_ path: RemotePath, number: Int) {
    unsent.append("h \(number) ")
    unsent.append(Self.quoted(path.bytes).span)
    unsent.append("\n")
  }

  /// The bytes as one word for the shell, whatever they are: in single quotes, which end for each quote in them.
  static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var word: [UInt8] = [UInt8(ascii: "'")]
    for byte in bytes {
      if byte == UInt8(ascii: "'") { word += Array(#"'\'"#.utf8) }
      word.append(byte)
    }
    return word + [UInt8(ascii: "'")]
  }

  /// Hands what waits to `body`, which says how much of it went.
  mutating func send(_ body: (Span<UInt8>) throws(SFTPError) -> Int) throws(SFTPError) -> Int {
    guard unsent.count > 0 else { return 0 }
    let sent = try body(unsent.span)
    unsent.removeFirst(sent)
    return sent
  }

  /// Takes in what came, and returns what it means.
  mutating func take(_ bytes: Span<UInt8>) -> [Event] {
    var events: [Event] = []
    for index in 0..<bytes.count {
      if bytes[index] != UInt8(ascii: "\n") {
        if line.count < Self.longestLine { line.append(bytes[index]) }
        continue
      }
      if let event = event(String(repairing: line.span)) { events.append(event) }
      line.removeAll(keepingCapacity: true)
    }
    return events
  }

  private func event(_ line: String) -> Event? {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    guard line.hasPrefix("\(word) "), words.count >= 2 else { return nil }
    if words[1] == "command" {
      return words.count == 2 ? .noCommand : .ready(words[2...].joined(separator: " "))
    }
    guard let number = Int(words[1]) else { return nil }
    return .hashed(number, words.count == 3 ? SHA256Digest(hexadecimal: String(words[2])) : nil)
  }
}
