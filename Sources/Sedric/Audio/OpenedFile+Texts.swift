import Files

extension OpenedFile {
  /// A number of four bytes that are in memory, the most significant first.
  func number(at offset: Int64) -> UInt32 {
    (0..<4).reduce(0) { $0 << 8 | UInt32(self[offset + Int64($1)]) }
  }

  /// Whether the file has one of these texts at `offset`.
  func has(_ text: StaticString, or other: StaticString, at offset: Int64) throws(SystemError) -> Bool {
    if try has(text, at: offset) { return true }
    return try has(other, at: offset)
  }

  /// Whether the file has this text at `offset`.
  func has(_ text: StaticString, at offset: Int64) throws(SystemError) -> Bool {
    guard try load(offset, text.utf8CodeUnitCount) else { return false }
    for place in 0..<text.utf8CodeUnitCount where unsafe self[offset + Int64(place)] != text.utf8Start[place] {
      return false
    }
    return true
  }
}
