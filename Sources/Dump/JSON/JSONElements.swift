import Bytes
import Files

/// The JSON texts of a file, one at a time in a reused buffer: its lines, or the items of its one array, or the objects that
/// stand there in place of an array, one or one behind the other.
struct JSONElements: ~Copyable {
  private let source: any ByteSource
  private let isArray: Bool
  private var buffer = ByteBuffer(capacity: 1 << 16)
  private var start = 0
  private var end = 0
  private var hasBegun = false
  private var isAtEnd = false
  private var place = Place.before
  private var line = 1
  /// The line on which the last element begins.
  private(set) var elementLine = 0
  /// One element may have this many bytes.
  private static let limit = 256 << 20
  private static let otherBeginning = "the file begins with neither \"[\" nor \"{\""

  /// Where in the array the reading is.
  private enum Place {
    case before, first, item, behindItem, over
    /// There is no array, but objects.
    case bare
  }

  init(path: String, isArray: Bool) throws(DumpError) {
    do { source = try ByteSources.open(path: path) } catch { throw DumpError(error, path: path) }
    self.isArray = isArray
  }

  /// Hands the last element's bytes to `body`.
  func withElement<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(buffer.span.extracting(start..<end))
  }

  /// Goes to the next element; false at the end.
  mutating func next() throws(DumpError) -> Bool {
    if hasBegun {
      drop()
    } else {
      try checkEncoding()
      try skipByteOrderMark()
    }
    hasBegun = true
    return isArray ? try nextItem() : try nextLine()
  }

  private mutating func drop() {
    countLines(from: start, to: end)
    start = end
    if start > 1 << 20 || start == buffer.count {
      buffer.removeFirst(start)
      (start, end) = (0, 0)
    }
  }

  private mutating func countLines(from: Int, to: Int) {
    var at = from
    while let found = buffer.span.firstIndex(of: UInt8(ascii: "\n"), from: at), found < to {
      line += 1
      at = found + 1
    }
  }

  private mutating func fill() throws(DumpError) {
    if buffer.count - start > JSONElements.limit {
      throw DumpError(
        .malformed, path: source.name, line: line, problem: "a JSON value has more than 256 MB",
        fix: "Make the dump in smaller records")
    }
    let source = source
    do throws(StreamError) {
      if try source.read(into: &buffer, atMost: 1 << 18) == 0 { isAtEnd = true }
    } catch {
      throw DumpError(error, path: source.name)
    }
  }

  private mutating func nextLine() throws(DumpError) -> Bool {
    var searched = start
    while true {
      if let found = buffer.span.firstIndex(of: UInt8(ascii: "\n"), from: searched) {
        let isBlank = buffer.span.extracting(start..<found).trimmed().isEmpty
        if isBlank {
          line += 1
          start = found + 1
          searched = start
          continue
        }
        elementLine = line
        end = found + 1
        return true
      }
      searched = buffer.count
      if isAtEnd {
        end = buffer.count
        elementLine = line
        return !buffer.span.extracting(start..<end).trimmed().isEmpty
      }
      try fill()
    }
  }

  /// The byte at `index` counted from the buffer's start, read from the file as needed; nil at the end.
  private mutating func byte(_ index: Int) throws(DumpError) -> UInt8? {
    while index >= buffer.count {
      if isAtEnd { return nil }
      try fill()
    }
    return buffer.span[index]
  }

  private mutating func nextItem() throws(DumpError) -> Bool {
    while true {
      try skipBlanks()
      guard let byte = try byte(start) else {
        if place == .over || place == .bare { return false }
        throw malformed(place == .before ? "the file is empty" : "the list has no end")
      }
      switch (place, byte) {
      case (.before, UInt8(ascii: "[")): place = .first
      case (.before, UInt8(ascii: "{")):
        place = .bare
        continue
      case (.before, _): throw malformed(JSONElements.otherBeginning)
      case (.bare, UInt8(ascii: "{")):
        elementLine = line
        try findItemEnd()
        return true
      case (.bare, _): throw malformed("something follows behind an object")
      case (.first, UInt8(ascii: "]")), (.behindItem, UInt8(ascii: "]")): place = .over
      case (.behindItem, UInt8(ascii: ",")): place = .item
      case (.behindItem, _): throw malformed("a bracket closes what was not opened")
      case (.over, _): throw malformed("text stands behind the end of the list")
      case (_, UInt8(ascii: ",")), (_, UInt8(ascii: "]")), (_, UInt8(ascii: "}")):
        throw malformed("\"\(UnicodeScalar(byte))\" stands where a value is due")
      default:
        elementLine = line
        try findItemEnd()
        place = .behindItem
        return true
      }
      start += 1
    }
  }

  /// UTF-16, as PowerShell writes it, is told by its mark or by the zero in the first character.
  private mutating func checkEncoding() throws(DumpError) {
    guard let first = try byte(0), let second = try byte(1) else { return }
    let isMarked = (first, second) == (0xFF, 0xFE) || (first, second) == (0xFE, 0xFF)
    guard isMarked || (first == 0) != (second == 0) else { return }
    throw DumpError(
      .malformed, path: source.name, line: 1, problem: "the file is UTF-16, and JSON is UTF-8",
      fix: "Have it written as UTF-8, or convert it with iconv -f UTF-16 -t UTF-8")
  }

  private mutating func skipByteOrderMark() throws(DumpError) {
    let mark = UTF8Check.byteOrderMark
    guard try byte(mark.count - 1) != nil, buffer.span.starts(with: mark.span) else { return }
    (start, end) = (mark.count, mark.count)
  }

  private mutating func skipBlanks() throws(DumpError) {
    while let byte = try byte(start), byte.isBlank {
      if byte == UInt8(ascii: "\n") { line += 1 }
      start += 1
    }
    end = start
  }

  /// Goes behind the value at `start`: to the comma or bracket at its own depth.
  private mutating func findItemEnd() throws(DumpError) {
    var at = start
    var depth = 0
    var isInString = false
    while let byte = try byte(at) {
      if isInString {
        if byte == UInt8(ascii: "\\") { at += 1 } else if byte == UInt8(ascii: "\"") { isInString = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
          if depth == 0 {
            end = at
            return
          }
          if byte != UInt8(ascii: ",") { depth -= 1 }
          if place == .bare, depth == 0 {
            end = at + 1
            return
          }
        default: break
        }
      }
      at += 1
    }
    throw malformed("the list has no end")
  }

  private func malformed(_ problem: String) -> DumpError {
    DumpError(
      .malformed, path: source.name, line: line, problem: "\(problem), so this is not a JSON array",
      fix: "Make the dump again, or set format: \"jsonl\" for one object a line")
  }
}
