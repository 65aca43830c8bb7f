import Bytes
import Files

extension SniffedDialect {
  /// Tells the encoding: a byte order mark, the zeros of UTF-16, well-formed UTF-8, else a single-byte one.
  mutating func sniffEncoding(_ bytes: [UInt8], isWhole: Bool) {
    let marked = TextEncoding.allCases.first { !$0.byteOrderMark.isEmpty && bytes.starts(with: $0.byteOrderMark) }
    if let marked { return mark(marked) }
    if let encoding = EncodingSniffer.utf16(bytes) {
      dialect.encoding = encoding
      return note("encoding \(encoding.rawValue): every other byte is zero", 0.9)
    }
    let (sequences, broken) = EncodingSniffer.countUTF8(bytes, isWhole: isWhole)
    if broken == 0 {
      return note(sequences == 0 ? "encoding utf-8: the sample is ASCII" : "encoding utf-8: the sample is well formed")
    }
    // Characters of several bytes hardly ever come about by chance. Where the others are from another program, their
    // records are in error; taken for another encoding all of these would be wrong, unseen.
    if sequences * 4 >= broken {
      return note("encoding utf-8: \(sequences) characters are well formed, \(broken) places are not", 0.9)
    }
    if !EncodingSniffer.areLetters(bytes) {
      return note("encoding utf-8: not well formed, and no other encoding is likelier", 0.3)
    }
    sniffSingleByte(bytes)
  }

  private mutating func mark(_ encoding: TextEncoding) {
    hasByteOrderMark = true
    dialect.encoding = encoding
    note("encoding \(encoding.rawValue): byte order mark")
  }

  private mutating func sniffSingleByte(_ bytes: [UInt8]) {
    // Windows-1252 leaves these five unassigned, and ISO 8859 has control characters there, which no text uses: where they
    // are no rare damage, this is an encoding that is not known here, such as those of DOS.
    let unassigned: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    let strange = bytes.count { unassigned.contains($0) }
    if strange > 0 {
      if strange * 10 >= bytes.count(where: { $0 >= 0xC0 }) {
        return note("encoding utf-8: not well formed, and bytes that windows-1252 does not assign", 0.3)
      }
      dialect.encoding = .windows1252
      note("encoding windows-1252: not UTF-8; \(strange) bytes are of neither", 0.5)
    } else if bytes.contains(0xA4), !bytes.contains(where: { (0x80...0x9F).contains($0) }) {
      dialect.encoding = .latin9
      note("encoding iso-8859-15: not UTF-8, and A4 is its euro sign", 0.6)
    } else {
      dialect.encoding = .windows1252
      note("encoding windows-1252: not UTF-8", 0.8)
    }
  }
}

/// What bytes say of their encoding.
enum EncodingSniffer {
  /// UTF-16 without a mark: ASCII in it has a zero in every other byte.
  static func utf16(_ bytes: [UInt8]) -> TextEncoding? {
    guard bytes.count >= 4 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in bytes.enumerated() where byte == 0 {
      if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let half = bytes.count / 2
    if zeros.odd * 10 > half * 7 && zeros.even * 20 < half { return .utf16LittleEndian }
    if zeros.even * 10 > half * 7 && zeros.odd * 20 < half { return .utf16BigEndian }
    return nil
  }

  /// The well-formed multi-byte characters and the places where well-formedness breaks; one cut off by the sample's
  /// end is neither.
  static func countUTF8(_ bytes: [UInt8], isWhole: Bool) -> (sequences: Int, broken: Int) {
    var (broken, brokenLeads) = (0, 0)
    var at = 0
    let span = bytes.span
    while let offset = UTF8Check.firstInvalidOffset(in: span.extracting(droppingFirst: at)) {
      at += offset + 1
      let lead = at - 1
      if isLead(bytes[lead]) { brokenLeads += 1 }
      while at < bytes.count, bytes[at] & 0xC0 == 0x80 { at += 1 }
      let isCutOff = !isWhole && at == bytes.count && at - lead < 4 && bytes[lead] >= 0xC2
      if !isCutOff { broken += 1 }
    }
    let leads = bytes.count { isLead($0) }
    return (leads - brokenLeads, broken)
  }

  /// Whether a byte begins a character of several bytes.
  private static func isLead(_ byte: UInt8) -> Bool { byte >= 0xC2 && byte < 0xF5 }

  /// Whether bytes beyond ASCII can be the letters of a single-byte encoding: some are neither FE nor FF, which hardly any
  /// text has, and no control characters are among them, which damaged files have.
  static func areLetters(_ bytes: [UInt8]) -> Bool {
    let hasLetters = bytes.contains { $0 >= 0x80 && $0 < 0xFE }
    return hasLetters && !bytes.contains { $0 < 0x09 || ($0 > 0x0D && $0 < 0x20 && $0 != 0x1A) }
  }

  /// The sample as UTF-8, without its mark.
  static func decoded(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
    guard let text = try? CSVReader.open(MemorySource(bytes), encoding).source else { return bytes }
    var decoded = ByteBuffer(capacity: bytes.count)
    var count = 1
    while count > 0 {
      let before = decoded.count
      unsafe decoded.appendUnsafely(capacity: 65_536) { free in
        (try? unsafe text.read(into: UnsafeMutableRawBufferPointer(free))) ?? 0
      }
      count = decoded.count - before
    }
    return decoded.span.array()
  }
}
