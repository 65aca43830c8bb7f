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
  private var isAtEnd = false
  private var isInside = false
  private var isBare = false
  private var line = 1
  /// The line on which the last element begins.
  private(set) var elementLine = 0
  /// One element may have this many bytes.
  private static let limit = 256 << 20

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
    drop()
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
      let before = buffer.count
      try unsafe buffer.appendUnsafely(capacity: 1 << 18) { (free) throws(StreamError) in
        unsafe try source.read(into: UnsafeMutableRawBufferPointer(free))
      }
      if buffer.count == before { isAtEnd = true }
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
    if !isInside {
      try skipBlanks()
      let first = try byte(start)
      isBare = first == UInt8(ascii: "{")
      guard isBare || first == UInt8(ascii: "[") else {
        throw malformed("the file begins with neither \"[\" nor \"{\"")
      }
      if !isBare { start += 1 }
      isInside = true
    }
    try skipBlanks()
    if isBare {
      guard try byte(start) == UInt8(ascii: "{") else {
        if try byte(start) != nil { throw malformed("something follows behind an object") }
        return false
      }
      elementLine = line
      try findItemEnd()
      return true
    }
    if try byte(start) == UInt8(ascii: ",") {
      start += 1
      try skipBlanks()
    }
    guard let first = try byte(start) else { throw malformed("the list has no end") }
    if first == UInt8(ascii: "]") {
      end = start
      return false
    }
    elementLine = line
    try findItemEnd()
    return true
  }

  private mutating func skipBlanks() throws(DumpError) {
    while let byte = try byte(start), byte.isBlank || (start == 0 && line == 1 && byte >= 0xEF && byte != 0xFF) {
      if byte == 0xEF {
        // A byte order mark.
        _ = try self.byte(start + 2)
        start = min(start + 3, buffer.count)
        continue
      }
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
          if isBare, depth == 0 {
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

extension DumpError {
  /// The error of a stream that could not be read on.
  init(_ error: StreamError, path: String) {
    switch error {
    case .system(let error): self.init(error, path: path)
    case .damaged(_, let format, let offset, let reason):
      self.init(
        .malformed, path: path, problem: "the \(format.rawValue) data are damaged at byte \(offset): \(reason)",
        fix: "Make the dump again")
    case .unknownEncoding(let name):
      self.init(
        .unreadable, path: path, problem: "this system's iconv does not know the encoding \(name)",
        fix: "Correct the table's encoding in the configuration (\"iconv -l\" lists what there is)")
    }
  }
}
