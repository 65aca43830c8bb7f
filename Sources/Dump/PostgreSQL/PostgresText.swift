import Bytes

/// The text form of `COPY`: values between tabs, `\N` for NULL, a backslash before what would be mistaken.
enum PostgresText {
  /// Where the value that begins at `start` ends.
  static func end(of row: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < row.count, row[at] != UInt8(ascii: "\t"), row[at] != UInt8(ascii: "\n") { at += 1 }
    return at
  }

  /// What the letter behind a backslash stands for; itself where it is no letter of the form.
  static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "v"): 0x0B
    default: byte
    }
  }
}

extension Record {
  /// Adds a value as `COPY` wrote it.
  mutating func append(copyField value: Span<UInt8>, _ type: PostgresType) {
    if value.count == 2, value[0] == UInt8(ascii: "\\"), value[1] == UInt8(ascii: "N") { return appendMissing() }
    switch type {
    case .boolean: append((value.isEqual(to: "t") ? "true" : "false").utf8.span, .boolean)
    case .number: append(value, .number)
    case .instant: append(instant: value)
    case .json, .structure: append(escaped: value, .json)
    case .text, .paddedText: append(escaped: value, .text)
    }
  }

  private mutating func append(escaped value: Span<UInt8>, _ kind: ValueKind) {
    guard var backslash = value.firstIndex(of: UInt8(ascii: "\\")) else { return append(value, kind) }
    append(value.extracting(0..<backslash), kind)
    while true {
      let next = backslash + 1
      if next < value.count { extendLast([PostgresText.unescaped(value[next])].span) }
      let rest = min(next + 1, value.count)
      backslash = value.firstIndex(of: UInt8(ascii: "\\"), from: rest) ?? value.count
      extendLast(value.extracting(rest..<backslash))
      if backslash == value.count { return }
    }
  }

  /// `2026-03-16 08:05:00.5+00` as `2026-03-16T08:05:00.5Z`; what is no such time (`infinity`) as it is.
  private mutating func append(instant value: Span<UInt8>) {
    let end = value.count - 3
    guard end >= 19, value[10] == UInt8(ascii: " "), value[end] == UInt8(ascii: "+"), value[end + 1] == 0x30,
      value[end + 2] == 0x30
    else { return append(value, .text) }
    append(value.extracting(0..<10), .text)
    extendLast("T".utf8.span)
    extendLast(value.extracting(11..<end))
    extendLast("Z".utf8.span)
  }
}
