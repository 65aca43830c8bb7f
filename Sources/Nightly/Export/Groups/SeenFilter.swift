import Bytes

/// Remembers which ids were seen in 16 MiB, however many there are (a Bloom filter).
///
/// An id that was seen is always known; one that was not is mistaken for a seen one in less than 1 of 1000 cases up to four
/// million ids, so a hit must be checked.
struct SeenFilter: ~Copyable {
  private var words: [UInt64] = []
  private static let bits: UInt64 = 1 << 27

  init() {}

  /// Adds an id; true where it may have been there before.
  mutating func insert(_ id: Span<UInt8>) -> Bool {
    if words.isEmpty { words = Array(repeating: 0, count: Int(SeenFilter.bits / 64)) }
    var hash = byteHash(id)
    let step = (hash >> 33) | 1
    var wasThere = true
    for _ in 0..<4 {
      let bit = hash & (SeenFilter.bits - 1)
      let (word, mask) = (Int(bit >> 6), UInt64(1) << (bit & 63))
      if words[word] & mask == 0 {
        wasThere = false
        words[word] |= mask
      }
      hash = hash &+ step
    }
    return wasThere
  }
}
