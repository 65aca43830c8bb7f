import Bytes
import Files

/// A compiled time zone of the system (TZif, RFC 8536), version 2 or later.
struct ZoneFile {
  /// When each offset begins, in seconds since 1970.
  private(set) var starts: [Int64] = []
  /// The offsets from then on, in seconds east of UTC.
  private(set) var offsets: [Int] = []
  /// The offset before the first change.
  private(set) var firstOffset = 0
  /// What follows after the last change.
  private(set) var rule: ZoneRule?

  /// Reads `/usr/share/zoneinfo/NAME`, or below `TZDIR` in the tests; nil where no zone of this name is there.
  init?(name: String, folder: String = "/usr/share/zoneinfo") {
    guard ZoneFile.isPlain(name), let bytes = try? FileDescriptor.contents(of: "\(folder)/\(name)", limit: 1 << 20)
    else {
      return nil
    }
    self.init(bytes)
  }

  /// Reads a file's bytes; nil where they are no TZif of version 2 or later, or cut short.
  init?(_ bytes: [UInt8]) {
    var reader = ZoneFileReader(bytes)
    guard let old = reader.header(), old.version >= UInt8(ascii: "2"), reader.skip(old.blockSize(timeSize: 4)),
      let header = reader.header(), header.typeCount > 0
    else { return nil }
    var types: [UInt8] = []
    for _ in 0..<header.timeCount {
      guard let start = reader.integer64() else { return nil }
      starts.append(start)
    }
    for _ in 0..<header.timeCount {
      guard let type = reader.byte(), Int(type) < header.typeCount else { return nil }
      types.append(type)
    }
    var typeOffsets: [Int] = []
    for _ in 0..<header.typeCount {
      guard let offset = reader.integer32(), reader.skip(2) else { return nil }
      typeOffsets.append(Int(offset))
    }
    guard reader.skip(header.rest), let footer = reader.footer() else { return nil }
    offsets = types.map { typeOffsets[Int($0)] }
    firstOffset = typeOffsets[0]
    rule = ZoneRule(footer)
  }

  /// Names that stay in the folder, and count the seconds that everybody counts: `right/` has leap seconds.
  private static func isPlain(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return !name.utf8.contains(0) && !name.hasPrefix("right/")
      && parts.allSatisfy { !$0.isEmpty && $0.first != UInt8(ascii: ".") }
  }
}

/// Reads a TZif file's fields, all in network byte order.
private struct ZoneFileReader {
  struct Header {
    let version: UInt8
    let timeCount: Int
    let typeCount: Int
    /// The bytes behind the types: names, leap seconds, and marks of how times were written down.
    let rest: Int

    func blockSize(timeSize: Int) -> Int { timeCount * (timeSize + 1) + typeCount * 6 + rest }
  }

  private var rest: ArraySlice<UInt8>
  private var isSecond = false

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  mutating func header() -> Header? {
    guard rest.count >= 44, rest.starts(with: "TZif".utf8) else { return nil }
    let version = rest[rest.startIndex + 4]
    rest = rest.dropFirst(20)
    var counts: [Int] = []
    for _ in 0..<6 {
      guard let count = integer32(), (0...100_000).contains(count) else { return nil }
      counts.append(Int(count))
    }
    let leapSize = isSecond ? 12 : 8
    isSecond = true
    // In the file's order: isutc, isstd, leap, time, type, char.
    return Header(
      version: version, timeCount: counts[3], typeCount: counts[4],
      rest: counts[5] + counts[2] * leapSize + counts[1] + counts[0])
  }

  mutating func skip(_ count: Int) -> Bool {
    guard rest.count >= count else { return false }
    rest = rest.dropFirst(count)
    return true
  }

  mutating func byte() -> UInt8? { rest.popFirst() }

  mutating func integer32() -> Int32? { bits(4).map { Int32(bitPattern: UInt32(truncatingIfNeeded: $0)) } }

  mutating func integer64() -> Int64? { bits(8).map { Int64(bitPattern: $0) } }

  /// The text between the two line feeds at the end.
  mutating func footer() -> [UInt8]? {
    guard rest.popFirst() == UInt8(ascii: "\n"), rest.last == UInt8(ascii: "\n") else { return nil }
    return Array(rest.dropLast())
  }

  private mutating func bits(_ count: Int) -> UInt64? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
