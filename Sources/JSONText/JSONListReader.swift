public import Bytes

/// Reads a JSON array's items one after the other from bytes that come piece by piece, in memory for one item.
///
/// A text of objects behind each other, JSON Lines or a single object, is read in the same way. The caller fills and asks:
///
/// ```swift
/// switch try list.next() {
/// case .item: use(list.item)
/// case .needsMore: if try list.fill({ try file.read(into: &$0, atMost: 65_536) }) == 0 { list.finish() }
/// case .end: return
/// }
/// ```
public struct JSONListReader: ~Copyable {
  /// What `next()` found.
  public enum Step: Sendable {
    /// An item, now in `item`.
    case item
    /// The bytes end within an item.
    case needsMore
    /// The list is over.
    case end
  }

  private enum State {
    case start, firstItem, item, behindItem, behindList, objects
  }

  private var buffer = ByteBuffer(capacity: 64 << 10)
  private var state = State.start
  private var place = 0
  private var isAtEnd = false
  /// The bytes and lines before those in `buffer`.
  private var dropped = 0
  private var droppedLines = 0
  private var countedTo = 0
  private var range = 0..<0
  private let itemLimit: Int

  /// Whether the text is an array; nil before its first byte.
  public private(set) var isArray: Bool?
  /// The number of items read.
  public private(set) var count = 0

  /// Creates a reader that refuses items above `itemLimit` bytes.
  public init(itemLimit: Int = 16 << 20) {
    self.itemLimit = itemLimit
  }

  /// The last item as it stands in the text.
  public var item: Span<UInt8> {
    @_lifetime(borrow self)
    get { buffer.span.extracting(range) }
  }

  /// Where the last item starts, in bytes from the start.
  public var itemOffset: Int { dropped + range.lowerBound }

  /// The line that the last item, or after an error the reader, is in, the first being 1.
  public mutating func line() -> Int {
    let end = max(range.lowerBound, countedTo)
    while let feed = buffer.span.extracting(0..<end).firstIndex(of: 0x0A, from: countedTo) {
      droppedLines += 1
      countedTo = feed + 1
    }
    countedTo = end
    return droppedLines + 1
  }

  /// Lets `read` append further bytes and returns what it returns.
  public mutating func fill<Failure: Error>(
    _ read: (inout ByteBuffer) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    range = place..<place
    _ = line()
    buffer.removeFirst(place)
    dropped += place
    countedTo = 0
    place = 0
    range = 0..<0
    return try read(&buffer)
  }

  /// How many bytes the next `fill` should bring so that a large item is not scanned too often.
  public var wanted: Int { max(64 << 10, buffer.count) }

  /// Says that no further bytes will come.
  public mutating func finish() {
    isAtEnd = true
  }

  /// Goes to the next item.
  public mutating func next() throws(JSONError) -> Step {
    while true {
      skipBlanks()
      guard place < buffer.count else {
        if !isAtEnd { return .needsMore }
        if state == .behindList || state == .objects { return .end }
        throw JSONError(.unexpectedEnd, at: dropped + place)
      }
      let byte = buffer.span[place]
      switch state {
      case .start: try start(byte)
      case .firstItem where byte == UInt8(ascii: "]"):
        place += 1
        state = .behindList
      case .firstItem, .item, .objects: return try readItem()
      case .behindItem: try behindItem(byte)
      case .behindList: throw JSONError(.trailingText, at: dropped + place)
      }
    }
  }

  private mutating func skipBlanks() {
    var next = place
    while next < buffer.count, buffer.span[next].isBlank { next += 1 }
    place = next
  }

  private mutating func start(_ byte: UInt8) throws(JSONError) {
    switch byte {
    case UInt8(ascii: "["):
      place += 1
      state = .firstItem
      isArray = true
    case UInt8(ascii: "{"):
      state = .objects
      isArray = false
    default: throw JSONError(.unexpectedByte, at: dropped + place)
    }
  }

  private mutating func behindItem(_ byte: UInt8) throws(JSONError) {
    switch byte {
    case UInt8(ascii: ","): state = .item
    case UInt8(ascii: "]"): state = .behindList
    default: throw JSONError(.unexpectedByte, at: dropped + place)
    }
    place += 1
  }

  private mutating func readItem() throws(JSONError) -> Step {
    var scanner = JSONScanner(buffer.span.extracting(place..<buffer.count), checksKeys: false)
    do throws(JSONError) {
      let token = try scanner.next()
      try scanner.skip(token)
      // A number at the end of the bytes may go on.
      if token == .number, scanner.offset == buffer.count - place, !isAtEnd { return .needsMore }
    } catch {
      let mayGoOn = !isAtEnd && mayBeCut(error)
      if mayGoOn, buffer.count - place <= itemLimit { return .needsMore }
      let isTooLarge = mayGoOn && error.kind == .unexpectedEnd
      throw JSONError(isTooLarge ? .tooLarge : error.kind, at: dropped + place + (isTooLarge ? 0 : error.offset))
    }
    range = place..<(place + scanner.offset)
    place = range.upperBound
    count += 1
    if state != .objects { state = .behindItem }
    return .item
  }

  /// Whether an error may come of the bytes ending where they do: within a number, or between the halves of a pair of escapes.
  private func mayBeCut(_ error: JSONError) -> Bool {
    let available = buffer.count - place
    switch error.kind {
    case .unexpectedEnd: return true
    case .invalidNumber: return error.offset == available
    case .loneSurrogate: return error.offset + #"\uD83D\uDE00"#.utf8.count > available
    default: return false
    }
  }
}
