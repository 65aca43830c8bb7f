/// A set of tags, as bits.
struct TagSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  var isEmpty: Bool { low | high == 0 }

  /// Whether the tag is in the set.
  func contains(_ tag: Tag) -> Bool {
    let bit = UInt64(tag.rawValue & 63)
    return (tag.rawValue < 64 ? low : high) >> bit & 1 == 1
  }

  /// Puts a tag into the set. There are fewer than 128 tags.
  mutating func insert(_ tag: Tag) {
    let bit = UInt64(1) << UInt64(tag.rawValue & 63)
    if tag.rawValue < 64 { low |= bit } else { high |= bit }
  }
}
