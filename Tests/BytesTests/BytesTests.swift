import Bytes
import Testing

@Suite struct UTF8CheckTests {
  /// Every sequence of one to three bytes from the edges of table 3-7, against the standard library's own decoder.
  @Test func edgesOfTheTable_agreeWithTheStandardLibrary() {
    let edges: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
      0xF0,
      0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for a in edges {
      for b in edges {
        for c in edges {
          for d in [0x41, 0x80, 0xBF, 0xC2] as [UInt8] {
            let bytes = [a, b, c, d]
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            let found = UTF8Check.firstInvalidOffset(in: bytes.span)
            #expect((found == nil) == isValid, "\(bytes)")
          }
        }
      }
    }
  }

  @Test(arguments: 0..<40)
  func anInvalidByte_isFoundWhereItStands(_ place: Int) {
    var bytes = Array("0123456789é日本😀 plain text that goes on".utf8)
    while bytes.count > place, bytes[place] & 0xC0 == 0x80 { bytes.remove(at: place) }
    bytes.insert(0xFF, at: min(place, bytes.count))
    let expected = String(decoding: bytes[..<min(place, bytes.count)], as: UTF8.self).contains("\u{FFFD}")
    let found = UTF8Check.firstInvalidOffset(in: bytes.span)
    #expect(found != nil)
    if !expected { #expect(found == place) }
  }
}

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func knownAnswers(_ text: String, _ expected: String) {
    let digest = SHA256.hash(text.utf8.span)
    #expect(digest.hexadecimal == expected)
    #expect(SHA256Digest(hexadecimal: expected.uppercased()) == digest)
  }

  @Test func digest_inPieces_isTheDigestOfTheWhole() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var hash = SHA256()
    for piece in stride(from: 0, to: 1000, by: 7) {
      hash.update(bytes.span.extracting(piece..<min(piece + 7, 1000)))
      _ = hash.digest()
    }
    let (inPieces, whole) = (hash.digest(), SHA256.hash(bytes.span))
    #expect(inPieces == whole)
  }

  @Test(arguments: ["", "ab", String(repeating: "g", count: 64), String(repeating: "a", count: 63)])
  func hexadecimal_thatIsNotADigest_isRefused(_ text: String) {
    #expect(SHA256Digest(hexadecimal: text) == nil)
  }
}

@Suite struct ByteBufferTests {
  @Test func growth_keepsTheBytes() {
    var buffer = ByteBuffer(capacity: 1)
    var expected: [UInt8] = []
    for number in 0..<5000 {
      buffer.append(decimal: Int64(number - 2500))
      expected += Array("\(number - 2500)".utf8)
    }
    #expect(buffer.span.array() == expected)
    buffer.removeFirst(4)
    #expect(buffer.span.array() == Array(expected[4...]))
  }

  @Test func extremes_areWrittenWhole() {
    var buffer = ByteBuffer()
    buffer.append(decimal: Int64.min)
    buffer.append(decimal: 7, width: 3)
    buffer.append(decimal: 1234, width: 2)
    #expect(String(repairing: buffer.span) == "-92233720368547758080071234")
  }
}

@Suite struct SpanTests {
  @Test func comparison_isByteOrder() {
    let words = ["", "a", "ab", "b", "é", "e\u{301}"].map { Array($0.utf8) }
    for left in words {
      for right in words {
        let isBefore = left.span.compare(to: right.span) < 0
        let isSame = left.span.isEqual(to: right.span)
        #expect(isBefore == left.lexicographicallyPrecedes(right))
        #expect(isSame == (left == right))
      }
    }
  }

  @Test func trimming_takesBlanksFromBothSides() {
    #expect(String(repairing: " \t\r\n a b \n".utf8.span.trimmed()) == "a b")
    #expect(String(repairing: "  ".utf8.span.trimmed()) == "")
  }
}
