import Bytes

extension Span<UInt8> {
  /// Whether the run is the word, ASCII letters in any case. `word` is in lower case.
  func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount, count > 0, unsafe self[0] | 0x20 == word.utf8Start[0] | 0x20 else {
      return false
    }
    return hasPrefix(word)
  }

  /// Whether the run begins with the word, ASCII letters in any case. `word` is in lower case.
  func hasPrefix(_ word: StaticString, at start: Int = 0) -> Bool {
    let length = word.utf8CodeUnitCount
    guard start >= 0, count - start >= length else { return false }
    for index in 0..<length where unsafe self[start + index].lowercased != word.utf8Start[index] { return false }
    return true
  }

  /// Whether the word stands anywhere in the run, ASCII letters in any case.
  func holds(_ word: StaticString) -> Bool { place(of: word) != nil }

  /// Where the word first stands at or behind `start`, ASCII letters in any case. `word` is in lower case.
  func place(of word: StaticString, from start: Int = 0) -> Int? {
    let length = word.utf8CodeUnitCount
    guard length > 0, count >= length else { return nil }
    let first = unsafe word.utf8Start[0]
    var at = start
    while at <= count - length {
      if self[at].lowercased == first, hasPrefix(word, at: at) { return at }
      at += 1
    }
    return nil
  }

  /// The last place of a byte.
  func lastIndex(of byte: UInt8) -> Int? {
    var at = count - 1
    while at >= 0 {
      if self[at] == byte { return at }
      at -= 1
    }
    return nil
  }

  /// The `number`th word between blanks, empty where there is none.
  @_lifetime(copy self)
  func word(_ number: Int) -> Span<UInt8> {
    var at = 0
    var left = number
    while at < count {
      while at < count, self[at].isBlank { at += 1 }
      let start = at
      while at < count, !self[at].isBlank { at += 1 }
      if left == 0 { return extracting(start..<at) }
      left -= 1
    }
    return extracting(count..<count)
  }
}
