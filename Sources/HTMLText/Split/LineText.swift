import Bytes

/// A line's text made ready to be compared with phrases: lower case, no marks of direction, no emphasis, single spaces.
struct LineText {
  /// The folded bytes.
  var bytes: [UInt8]

  /// Folds at most the first 600 bytes, without marks of quotation before them.
  init(_ text: Span<UInt8>) {
    bytes = unsafe [UInt8](unsafeUninitializedCapacity: min(text.count, 600) + 8) { room, count in
      unsafe count = LineText.fold(text, into: room)
    }
  }

  /// Folds into `room`, which has eight bytes more than are folded, and returns how many were written.
  private static func fold(_ text: Span<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var at = 0
    while at < text.count, text[at] == UInt8(ascii: ">") || at > 0 && text[at] == 0x20 { at += 1 }
    let end = min(text.count, at + 600)
    var count = 0
    while at < end {
      let byte = text[at]
      if byte >= 0x80 {
        at += unsafe foldLong(text, at, room, &count)
        continue
      }
      at += 1
      if byte == 0x20 || byte == 0x09 {
        if count > 0, unsafe room[count - 1] != 0x20 { unsafe put(0x20, room, &count) }
      } else if byte != UInt8(ascii: "*") || count > 0 {
        unsafe put(byte.lowercased, room, &count)
      }
    }
    while count > 0, unsafe room[count - 1] == 0x20 || room[count - 1] == UInt8(ascii: "*") { count -= 1 }
    return count
  }

  private static func put(_ byte: UInt8, _ room: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
    unsafe room[count] = byte
    count += 1
  }

  /// Folds the capitals of Latin-1 and Latin Extended-A, of Greek and Cyrillic, drops marks of direction and writes wide punctuation as ASCII. Returns the
  /// character's length; never writes more than it reads.
  private static func foldLong(
    _ text: Span<UInt8>, _ at: Int, _ room: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) -> Int {
    let length = min(TextClass.length(text[at]), text.count - at)
    let second = length > 1 ? text[at + 1] : 0
    let third = length > 2 ? text[at + 2] : 0
    var pair: (UInt8, UInt8)?
    switch (text[at], second) {
    case (0xC2, 0xA0):
      if count > 0, unsafe room[count - 1] != 0x20 { unsafe put(0x20, room, &count) }
      return length
    case (0xC3, 0x80...0x9E) where second != 0x97: pair = (0xC3, second + 0x20)
    case (0xD0, 0x90...0x9F): pair = (0xD0, second + 0x20)
    case (0xD0, 0xA0...0xAF): pair = (0xD1, second - 0x20)
    case (0xC4, 0x80...0xAF), (0xC5, 0x8A...0xB7): pair = (text[at], second | 1)
    case (0xC5, 0x81...0x88), (0xC5, 0xB9...0xBE): pair = (0xC5, second + (second & 1))
    case (0xCE, 0x86): pair = (0xCE, 0xAC)
    case (0xCE, 0x91...0x9F): pair = (0xCE, second + 0x20)
    case (0xCE, 0xA0...0xA9): pair = (0xCF, second - 0x20)
    case (0xE2, 0x80) where third == 0x8E || third == 0x8F || 0xAA...0xAE ~= third: return length
    case (0xE2, 0x81) where 0xA6...0xA9 ~= third: return length
    case (0xEF, 0xBC) where third == 0x9A:
      unsafe put(UInt8(ascii: ":"), room, &count)
      return length
    default: break
    }
    if let pair {
      unsafe put(pair.0, room, &count)
      unsafe put(pair.1, room, &count)
    } else {
      for index in at..<(at + length) { unsafe put(text[index], room, &count) }
    }
    return length
  }

  /// Whether it begins with one of the phrases.
  func begins(with phrases: PhraseSet) -> Bool { phrases.begins(bytes) }

  /// Whether it holds one of the phrases; one of ASCII letters must stand as a word.
  func holds(_ phrases: PhraseSet, asWord: Bool = false) -> Bool { phrases.place(in: bytes, asWord: asWord) != nil }

  /// Where a phrase first stands.
  func place(of phrase: [UInt8]) -> Int? {
    guard let first = phrase.first, bytes.count >= phrase.count else { return nil }
    for at in 0...(bytes.count - phrase.count)
    where bytes[at] == first && bytes[at..<(at + phrase.count)].elementsEqual(phrase) {
      return at
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

  /// Whether it ends as a sentence does, and not with a shortened word.
  var endsSentence: Bool {
    guard let last = bytes.last else { return false }
    if "!?:;".utf8.contains(last) { return true }
    guard last == UInt8(ascii: "."), bytes.count > 5 else { return false }
    return bytes.suffix(5).dropLast().allSatisfy(\.isLetter)
  }

  var endsInColon: Bool { bytes.last == UInt8(ascii: ":") }
}
