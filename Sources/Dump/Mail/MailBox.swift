import Bytes
import Files

/// The messages of `.eml` files, one a file, or of mbox files (RFC 4155), one at a time.
///
/// In an mbox a message begins behind a line that begins with `From ` and stands first or below an empty one; the `>` that
/// such a line in a message's text was given (`>From `, mboxrd) is taken off.
struct MailBox: ~Copyable {
  private let paths: [String]
  private let isMbox: Bool
  private var nextFile = 0
  private var source: (any ByteSource)?
  private var buffer = ByteBuffer(capacity: 1 << 18)
  private var start = 0
  private var lineNumber = 0
  private var isAtEnd = false

  /// The last message's bytes, as much of them as are taken.
  private(set) var message = ByteBuffer(capacity: 1 << 16)
  /// Which of the files it stands in.
  private(set) var file = 0
  /// The line on which it begins.
  private(set) var line = 0
  /// Whether it has more bytes than are taken.
  private(set) var isTooLarge = false

  /// A message may have this many bytes; what is more is passed over.
  static let limit = 128 << 20

  init(_ files: TableFiles) {
    paths = files.paths
    isMbox = files.format == .mbox
  }

  /// Goes to the next message; false behind the last.
  mutating func next() throws(DumpError) -> Bool {
    while true {
      if source == nil {
        guard nextFile < paths.count else { return false }
        try open()
      }
      if try readMessage() { return true }
      source = nil
    }
  }

  private mutating func open() throws(DumpError) {
    do { source = try ByteSources.open(path: paths[nextFile]) } catch { throw DumpError(error, path: paths[nextFile]) }
    file = nextFile
    nextFile += 1
    buffer.removeAll()
    (start, lineNumber, isAtEnd) = (0, 0, false)
  }

  private mutating func readMessage() throws(DumpError) -> Bool {
    message.removeAll()
    isTooLarge = false
    line = lineNumber + 1
    var followsBlank = true
    var hasLines = false
    while let range = try nextLine() {
      let kind = kind(of: range)
      if kind == .separator, followsBlank {
        if hasLines { break }
        line = lineNumber + 1
        continue
      }
      hasLines = true
      followsBlank = kind == .blank
      take(kind == .quotedSeparator ? (range.lowerBound + 1)..<range.upperBound : range)
    }
    return hasLines
  }

  private mutating func take(_ range: Range<Int>) {
    if message.count + range.count > MailBox.limit {
      isTooLarge = true
    } else {
      MailBox.copy(range, from: buffer, to: &message)
    }
  }

  private static func copy(_ range: Range<Int>, from source: borrowing ByteBuffer, to target: inout ByteBuffer) {
    target.append(source.span.extracting(range))
  }

  /// What a line is to an mbox; to a message of its own, lines are text or empty.
  private enum LineKind {
    case text, blank, separator, quotedSeparator
  }

  private func kind(of range: Range<Int>) -> LineKind {
    let text = buffer.span.extracting(range)
    if text.trimmed().isEmpty { return .blank }
    guard isMbox else { return .text }
    var at = 0
    while at < text.count, text[at] == UInt8(ascii: ">") { at += 1 }
    guard text.extracting(at..<text.count).starts(with: "From ".utf8.span) else { return .text }
    return at > 0 ? .quotedSeparator : .separator
  }

  /// An id for a message that has none: the same bytes get the same.
  var madeUpID: String { MailBox.madeUpID(message.span) }

  static func madeUpID(_ bytes: Span<UInt8>) -> String { "sha256-\(SHA256.hash(bytes).hexadecimal.prefix(32))" }

  /// The next line with its end, or a piece of one that is longer than a megabyte.
  private mutating func nextLine() throws(DumpError) -> Range<Int>? {
    var searched = start
    while true {
      if let feed = buffer.span.firstIndex(of: 0x0A, from: searched) { return endLine(feed + 1) }
      if isAtEnd || buffer.count - start > 1 << 20 { return buffer.count > start ? endLine(buffer.count) : nil }
      searched = buffer.count - start
      buffer.removeFirst(start)
      start = 0
      try fill()
    }
  }

  private mutating func endLine(_ end: Int) -> Range<Int> {
    let range = start..<end
    start = end
    lineNumber += 1
    return range
  }

  private mutating func fill() throws(DumpError) {
    guard let source else { return }
    do throws(StreamError) {
      if try source.read(into: &buffer, atMost: 1 << 18) == 0 { isAtEnd = true }
    } catch {
      throw DumpError(error, path: source.name)
    }
  }
}
