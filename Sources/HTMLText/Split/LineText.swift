import Bytes

/// A line's text made ready to be compared with phrases: lower case, no marks of direction, no emphasis, single spaces.
struct LineText {
  /// The folded bytes.
  var bytes: [UInt8]

  /// Folds at most the first 600 bytes.
  init(_ text: Span<UInt8>) {
    bytes = []
    bytes.reserveCapacity(min(text.count, 600))
    var at = 0
    while at < text.count, bytes.count < 600 {
      let byte = text[at]
      if byte < 0x80 {
        append(byte)
        at += 1
      } else {
        at += appendLong(text, at)
      }
    }
    while let last = bytes.last, last == 0x20 || last == UInt8(ascii: "*") { bytes.removeLast() }
  }

  private mutating func append(_ byte: UInt8) {
    if byte == 0x20 || byte == 0x09 {
      if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
    } else if byte != UInt8(ascii: "*") || !bytes.isEmpty {
      bytes.append(byte.lowercased)
    }
  }

  /// Folds Latin-1, Greek and Cyrillic capitals, drops marks of direction and writes wide punctuation as ASCII.
  private mutating func appendLong(_ text: Span<UInt8>, _ at: Int) -> Int {
    let length = min(TextClass.length(text[at]), text.count - at)
    let second = length > 1 ? text[at + 1] : 0
    switch (text[at], second) {
    case (0xC2, 0xA0): append(0x20)
    case (0xC3, 0x80...0x9E) where second != 0x97: bytes += [0xC3, second + 0x20]
    case (0xD0, 0x90...0x9F): bytes += [0xD0, second + 0x20]
    case (0xD0, 0xA0...0xAF): bytes += [0xD1, second - 0x20]
    case (0xC5, 0x81), (0xC5, 0x9A): bytes += [0xC5, second + 1]
    case (0xE2, 0x80)
    where length == 3 && (text[at + 2] == 0x8E || text[at + 2] == 0x8F || 0xAA...0xAE ~= text[at + 2]): break
    case (0xE2, 0x81) where length == 3 && 0xA6...0xA9 ~= text[at + 2]: break
    case (0xEF, 0xBC) where length == 3 && text[at + 2] == 0x9A: bytes.append(UInt8(ascii: ":"))
    default: for index in at..<(at + length) { bytes.append(text[index]) }
    }
    return length
  }

  /// Whether it begins with one of the phrases.
  func begins(with phrases: [[UInt8]]) -> Bool {
    phrases.contains { bytes.starts(with: $0) }
  }

  /// Whether it holds one of the phrases; one of ASCII letters must stand as a word.
  func holds(_ phrases: [[UInt8]], asWord: Bool = false) -> Bool {
    phrases.contains { place(of: $0, asWord: asWord) != nil }
  }

  /// Where a phrase first stands.
  func place(of phrase: [UInt8], asWord: Bool = false) -> Int? {
    guard let first = phrase.first, bytes.count >= phrase.count else { return nil }
    var at = 0
    while at + phrase.count <= bytes.count {
      if bytes[at] == first, bytes[at..<(at + phrase.count)].elementsEqual(phrase) {
        let isBounded = !first.isLetter || at == 0 || !bytes[at - 1].isAlphanumeric
        let end = at + phrase.count
        if !asWord || isBounded && (end == bytes.count || !bytes[end].isLetter) { return at }
      }
      at += 1
    }
    return nil
  }

  /// Whether four digits stand together, as in a year, or a time such as `10:05`, `10.05` or `10h05`.
  var hasDateOrTime: Bool {
    var digits = 0
    for index in bytes.indices {
      if bytes[index].decimalValue != nil {
        digits += 1
        if digits == 4 { return true }
        continue
      }
      if digits == 1 || digits == 2, index + 2 < bytes.count, bytes[index + 1].decimalValue != nil,
        bytes[index + 2].decimalValue != nil, ":.h".utf8.contains(bytes[index])
      {
        return true
      }
      digits = 0
    }
    return false
  }

  /// Whether an address such as `a@b.c` stands in it.
  var hasAddress: Bool {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0, at + 1 < bytes.count else { return false }
    return bytes[at - 1].isAlphanumeric && bytes[at + 1].isAlphanumeric
  }

  var endsInColon: Bool { bytes.last == UInt8(ascii: ":") }
}
