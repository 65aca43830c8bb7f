import Bytes

/// A pattern for paths, as rclone's filters have them.
///
/// `*` stands for any text without a slash, `**` for any text, `?` for one byte but a slash, `[a-z]` and `[^a-z]` for one
/// of them, `{csv,json}` for one of several texts, and a backslash takes the next byte as it is. A pattern that begins with
/// a slash is compared with the whole path, any other with the end of it from a slash on; one that ends in a slash means
/// all that is below. Braces do not nest.
public struct GlobPattern: Sendable {
  /// What stands for some bytes of a path.
  private enum Piece: Sendable {
    case byte(UInt8)
    case one
    case set(Set<UInt8>)
    case star
    case anything
  }

  private let alternatives: [[Piece]]
  private let isAnchored: Bool

  /// Texts that `{,}` may multiply a pattern to.
  private static let mostAlternatives = 256

  /// Reads a pattern; nil where a bracket or brace is not closed, or braces multiply to too many texts.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)
    isAnchored = bytes.first == UInt8(ascii: "/")
    if isAnchored { bytes.removeFirst() }
    if bytes.last == UInt8(ascii: "/") || isAnchored && bytes.isEmpty { bytes += Array("**".utf8) }
    guard !bytes.isEmpty, let texts = Self.expanded(bytes) else { return nil }
    var all: [[Piece]] = []
    for text in texts {
      guard let pieces = Self.pieces(text[...]) else { return nil }
      all.append(pieces)
    }
    alternatives = all
  }

  /// The texts that the braces of a pattern mean.
  private static func expanded(_ bytes: [UInt8]) -> [[UInt8]]? {
    guard let open = place(of: "{", in: bytes[...]) else {
      return place(of: "}", in: bytes[...]) == nil ? [bytes] : nil
    }
    guard let close = place(of: "}", in: bytes[open...]), place(of: "{", in: bytes[(open + 1)..<close]) == nil,
      let rests = expanded(Array(bytes[(close + 1)...]))
    else { return nil }
    var texts: [[UInt8]] = []
    for choice in bytes[(open + 1)..<close].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      for rest in rests { texts.append(bytes[..<open] + choice + rest) }
      if texts.count > mostAlternatives { return nil }
    }
    return texts
  }

  /// The first place of a mark that no backslash stands before.
  private static func place(of mark: Unicode.Scalar, in bytes: ArraySlice<UInt8>) -> Int? {
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 1
      } else if bytes[at] == UInt8(ascii: mark) {
        return at
      }
      at += 1
    }
    return nil
  }

  private static func pieces(_ bytes: ArraySlice<UInt8>) -> [Piece]? {
    var rest = bytes
    var pieces: [Piece] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"):
        guard rest.first == UInt8(ascii: "*") else {
          pieces.append(.star)
          break
        }
        while rest.first == UInt8(ascii: "*") { rest.removeFirst() }
        pieces.append(.anything)
      case UInt8(ascii: "?"): pieces.append(.one)
      case UInt8(ascii: "["):
        guard let set = set(&rest) else { return nil }
        pieces.append(.set(set))
      case UInt8(ascii: "\\"):
        guard let plain = rest.popFirst() else { return nil }
        pieces.append(.byte(plain))
      default: pieces.append(.byte(byte))
      }
    }
    return pieces
  }

  /// The bytes that a bracket means, its opening already taken.
  private static func set(_ rest: inout ArraySlice<UInt8>) -> Set<UInt8>? {
    let isNegated = rest.first == UInt8(ascii: "^") || rest.first == UInt8(ascii: "!")
    if isNegated { rest.removeFirst() }
    guard let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "]")) else { return nil }
    var inner = rest[..<end]
    rest = rest[(end + 1)...]
    var set: Set<UInt8> = []
    while let first = inner.popFirst() {
      guard inner.count > 1, inner.first == UInt8(ascii: "-"), let last = inner.dropFirst().first else {
        set.insert(first)
        continue
      }
      guard first <= last else { return nil }
      set.formUnion(first...last)
      inner.removeFirst(2)
    }
    return isNegated ? Set(0...255).subtracting(set).subtracting([UInt8(ascii: "/")]) : set
  }

  /// Whether a relative path matches.
  public func matches(_ path: Span<UInt8>) -> Bool {
    if alternatives.contains(where: { Self.matches($0, path, from: 0) }) { return true }
    if isAnchored { return false }
    for index in 0..<path.count where path[index] == UInt8(ascii: "/") {
      if alternatives.contains(where: { Self.matches($0, path, from: index + 1) }) { return true }
    }
    return false
  }

  /// Follows all ways through the pattern at once, so that no pattern takes longer than its length times the path's.
  private static func matches(_ pieces: [Piece], _ path: Span<UInt8>, from start: Int) -> Bool {
    var live = [Bool](repeating: false, count: pieces.count + 1)
    live[0] = true
    skipStars(pieces, &live)
    for index in start..<path.count {
      let byte = path[index]
      var next = [Bool](repeating: false, count: pieces.count + 1)
      var isAlive = false
      for place in pieces.indices where live[place] {
        let (stays, goesOn) = step(pieces[place], byte)
        if stays { next[place] = true }
        if goesOn { next[place + 1] = true }
        isAlive = isAlive || stays || goesOn
      }
      guard isAlive else { return false }
      skipStars(pieces, &next)
      live = next
    }
    return live[pieces.count]
  }

  private static func step(_ piece: Piece, _ byte: UInt8) -> (stays: Bool, goesOn: Bool) {
    switch piece {
    case .byte(let wanted): (false, byte == wanted)
    case .one: (false, byte != UInt8(ascii: "/"))
    case .set(let set): (false, set.contains(byte))
    case .star: (byte != UInt8(ascii: "/"), false)
    case .anything: (true, false)
    }
  }

  /// A star may stand for nothing.
  private static func skipStars(_ pieces: [Piece], _ live: inout [Bool]) {
    for place in pieces.indices where live[place] {
      switch pieces[place] {
      case .star, .anything: live[place + 1] = true
      case .byte, .one, .set: break
      }
    }
  }
}
