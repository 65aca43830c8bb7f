public import Bytes

extension ByteBuffer {
  /// Appends UTF-8 bytes as a JSON string with its quotes (RFC 8259 section 7).
  public mutating func append(jsonString bytes: Span<UInt8>) {
    reserve(bytes.count + 2)
    append(UInt8(ascii: "\""))
    var start = 0
    for place in bytes.indices {
      let byte = bytes[place]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      append(bytes.extracting(start..<place))
      append(jsonEscape: byte)
      start = place + 1
    }
    append(bytes.extracting(start..<bytes.count))
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

private func hexadecimalDigit(_ nibble: UInt8) -> UInt8 {
  nibble < 10 ? nibble + UInt8(ascii: "0") : nibble + 87
}
