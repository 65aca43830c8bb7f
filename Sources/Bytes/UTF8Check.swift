/// Well-formedness of UTF-8 as Unicode 15 table 3-7 and RFC 3629 section 4 define it.
public enum UTF8Check {
  /// U+FEFF, which may stand before a text and is none of it (RFC 3629 section 6).
  public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The offset of the first byte that does not continue a well-formed sequence, or nil where all is well.
  ///
  /// Runs of ASCII go eight bytes at a time; the time is linear in the length.
  public static func firstInvalidOffset(in bytes: Span<UInt8>) -> Int? {
    unsafe bytes.withUnsafeBufferPointer { unsafe firstInvalidOffset(in: $0) }
  }

  private static func firstInvalidOffset(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let count = bytes.count
    guard let base = bytes.baseAddress else { return nil }
    var at = 0
    while at < count {
      if unsafe base[at] < 0x80 {
        at = unsafe endOfASCII(base, from: at, count: count)
        continue
      }
      guard let length = unsafe sequenceLength(base, at: at, count: count) else { return at }
      at += length
    }
    return nil
  }

  private static func endOfASCII(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int {
    var at = start
    let raw = unsafe UnsafeRawPointer(base)
    while at + 8 <= count, unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
      at += 8
    }
    while at < count, unsafe base[at] < 0x80 { at += 1 }
    return at
  }

  /// The length of the well-formed multi-byte sequence at `at`, or nil.
  private static func sequenceLength(_ base: UnsafePointer<UInt8>, at: Int, count: Int) -> Int? {
    let lead = unsafe base[at]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, low) = (3, 0xA0)
    case 0xED: (length, high) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, low) = (4, 0x90)
    case 0xF4: (length, high) = (4, 0x8F)
    case 0xF1...0xF3: length = 4
    default: return nil
    }
    guard at + length <= count, unsafe base[at + 1] >= low, unsafe base[at + 1] <= high else { return nil }
    for next in 2..<max(length, 2) where unsafe base[at + next] & 0xC0 != 0x80 { return nil }
    return length
  }
}
