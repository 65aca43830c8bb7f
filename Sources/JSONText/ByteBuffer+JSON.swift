public import Bytes
import CByteScan

extension ByteBuffer {
  /// Appends UTF-8 bytes as a JSON string with its quotes (RFC 8259 section 7).
  public mutating func append(jsonString bytes: Span<UInt8>) {
    reserve(bytes.count + 2)
    append(UInt8(ascii: "\""))
    var start = 0
    while start < bytes.count {
      let end = plainEnd(bytes, from: start)
      append(bytes.extracting(start..<end))
      if end < bytes.count { append(jsonEscape: bytes[end]) }
      start = end + 1
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func append(jsonEscape byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0x00..<0x20:
      append("u00" as StaticString)
      append(hexadecimalDigit(byte >> 4))
      append(hexadecimalDigit(byte & 15))
    default: append(byte)
    }
  }
}

/// The first place from `start` whose byte needs an escape; the text's end where none does.
private func plainEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
  var sawNonASCII = false
  return unsafe bytes.withUnsafeBufferPointer { text in
    guard let base = text.baseAddress else { return text.count }
    return unsafe nf_json_plain_end(base, start, text.count, &sawNonASCII)
  }
}

private func hexadecimalDigit(_ nibble: UInt8) -> UInt8 {
  nibble < 10 ? nibble + UInt8(ascii: "0") : nibble + 87
}
