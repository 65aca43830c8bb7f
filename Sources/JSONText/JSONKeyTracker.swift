import Bytes

/// Finds keys that an object has twice, for objects within objects, and keeps its memory from one text to the next.
///
/// Keys are compared by a hash and then byte by byte with their escapes undone: `"a"` and `"\u0061"` are one key. The
/// time is constant for a key, also in an object with a million of them.
public struct JSONKeyTracker: ~Copyable {
  private struct Key {
    var hash: Int
    var start: Int
    var count: Int
  }

  /// An open object.
  private struct Level {
    /// Where its keys start in `keys`.
    var first: Int
    /// Hash to places in `keys`, once the object is large.
    var index: [Int: [Int]] = [:]
  }

  /// The keys of all open objects, the innermost last.
  private var keys: [Key] = []
  private var levels: [Level] = []
  private var texts = ByteBuffer(capacity: 16)

  /// Creates a tracker outside any object.
  public init() {}

  /// Forgets everything and keeps the memory.
  public mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    levels.removeAll(keepingCapacity: true)
    texts.removeAll()
  }

  /// Notes that an object opened.
  public mutating func enterObject() {
    levels.append(Level(first: keys.count))
  }

  /// Forgets the keys of the innermost object.
  public mutating func leaveObject() {
    guard let first = levels.popLast()?.first else { return }
    if first < keys.count { texts.truncate(to: keys[first].start) }
    keys.removeLast(keys.count - first)
  }

  /// Takes a key of the innermost object, as it stands between its quotes; false where the object has it already.
  public mutating func add(_ contents: Span<UInt8>, hasEscapes: Bool) -> Bool {
    guard let level = levels.indices.last else { return true }
    let start = texts.count
    if hasEscapes { appendUnescaped(contents, to: &texts) } else { texts.append(contents) }
    let key = Key(hash: hash(from: start), start: start, count: texts.count - start)
    if isKnown(key, level) {
      texts.truncate(to: start)
      return false
    }
    keys.append(key)
    if !levels[level].index.isEmpty { levels[level].index[key.hash, default: []].append(keys.count - 1) }
    return true
  }

  private mutating func isKnown(_ key: Key, _ level: Int) -> Bool {
    let first = levels[level].first
    if keys.count - first < 32 {
      return (first..<keys.count).contains { keys[$0].hash == key.hash && isSame(keys[$0], key) }
    }
    if levels[level].index.isEmpty {
      for place in first..<keys.count { levels[level].index[keys[place].hash, default: []].append(place) }
    }
    return levels[level].index[key.hash]?.contains { isSame(keys[$0], key) } ?? false
  }

  private func isSame(_ left: Key, _ right: Key) -> Bool {
    let all = texts.span
    return all.extracting(left.start..<(left.start + left.count))
      .isEqual(to: all.extracting(right.start..<(right.start + right.count)))
  }

  /// The standard library's seeded hash, so that chosen keys cannot be made to collide.
  private func hash(from start: Int) -> Int {
    var hasher = Hasher()
    let all = texts.span
    unsafe all.extracting(start..<all.count).withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
