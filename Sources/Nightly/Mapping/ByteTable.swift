import Bytes

/// A map from byte strings to byte strings, packed into one run of memory, found without making keys.
///
/// Open addressing at no more than half full; finding is O(1), and one entry costs its bytes and about 40 more.
struct ByteTable: ~Copyable {
  private struct Entry {
    var start: Int
    var keyCount: Int
    var valueCount: Int
    var isAmbiguous = false
  }

  private var bytes = ByteBuffer(capacity: 1024)
  private var entries: [Entry] = []
  private var slots: [Int32] = Array(repeating: -1, count: 64)

  init() {}

  /// How many keys it has.
  var count: Int { entries.count }

  /// The number of a key's entry, or nil.
  func find(_ key: Span<UInt8>) -> Int? {
    let number = slots[slot(of: key)]
    return number < 0 ? nil : Int(number)
  }

  /// Appends an entry's value to `buffer`.
  func append(_ entry: Int, to buffer: inout ByteBuffer) {
    buffer.append(value(entry))
  }

  /// The value of an entry.
  @_lifetime(borrow self)
  func value(_ entry: Int) -> Span<UInt8> {
    let place = entries[entry]
    let start = place.start + place.keyCount
    return bytes.span.extracting(start..<(start + place.valueCount))
  }

  /// Whether the key was added more than once with different values; the first is kept.
  func isAmbiguous(_ entry: Int) -> Bool { entries[entry].isAmbiguous }

  /// Adds a key with its value. A key that is there keeps its first value.
  mutating func add(_ key: Span<UInt8>, _ value: Span<UInt8>) {
    let slot = slot(of: key)
    if slots[slot] >= 0 {
      let entry = Int(slots[slot])
      if !self.value(entry).isEqual(to: value) { entries[entry].isAmbiguous = true }
      return
    }
    slots[slot] = Int32(entries.count)
    entries.append(Entry(start: bytes.count, keyCount: key.count, valueCount: value.count))
    bytes.append(key)
    bytes.append(value)
    if entries.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for number in entries.indices {
      let place = entries[number]
      let slot = slot(of: bytes.span.extracting(place.start..<(place.start + place.keyCount)))
      slots[slot] = Int32(number)
    }
  }

  /// The slot that holds the key, or the free one where it would go.
  private func slot(of key: Span<UInt8>) -> Int {
    var slot = Int(truncatingIfNeeded: byteHash(key)) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = entries[Int(slots[slot])]
      if bytes.span.extracting(place.start..<(place.start + place.keyCount)).isEqual(to: key) { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}

/// A 64-bit hash of a byte string (FNV-1a with a final mix), the same in every process.
func byteHash(_ bytes: Span<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for index in 0..<bytes.count {
    hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3
  }
  hash ^= hash >> 32
  hash &*= 0x9E37_79B9_7F4A_7C15
  return hash ^ hash >> 29
}
