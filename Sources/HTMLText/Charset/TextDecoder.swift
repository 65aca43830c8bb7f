import Bytes
import CByteScan

/// Makes a mail's bytes valid UTF-8.
struct TextDecoder: ~Escapable {
  private let source: Span<UInt8>
  private let mark: Charset?
  private let header: Charset?
  /// Whether the header says nothing of bytes beyond ASCII.
  private let isMute: Bool
  private let isMarkup: Bool

  /// A byte order mark goes before the header's word, and that before the page's own.
  @_lifetime(copy source)
  init(_ source: Span<UInt8>, statedCharset: String?, isMarkup: Bool = true) {
    self.isMarkup = isMarkup
    self.source = source
    mark = Charset(byteOrderMark: source)
    header = statedCharset.flatMap { Charset(label: $0.utf8.span) }
    isMute = statedCharset.map { Charset.isMute($0) } ?? true
  }

  /// What the header states, or else the page itself, or else what the bytes can only be.
  private var stated: Charset? {
    if let header, !isMute { return header }
    return (isMarkup ? Charset(markup: source) : nil) ?? (JISReader.isLikely(source) ? .jis : header)
  }

  /// Decodes into `copy`, which stays nil where the source can be used as it is.
  func decode(_ source: Span<UInt8>, into copy: inout ByteBuffer?) -> HTMLWarnings {
    var warnings: HTMLWarnings = []
    if mark == nil || mark == .utf8, isValid, !mayShiftStates, !isUTF16ByLook {
      if let header, header != .utf8, !isASCII { warnings.insert(.otherCharset) }
      if source.firstIndex(of: 0) != nil { copy = withoutNUL(source) }
      return warnings
    }
    let charset = mark ?? (isUTF16ByLook ? .other("UTF-16LE") : stated ?? .utf8)
    var decoded = ByteBuffer(capacity: source.count + source.count / 4 + 16)
    switch charset {
    case .utf8: warnings.formUnion(repair(into: &decoded))
    case .windows1252: decode1252(into: &decoded)
    case .jis:
      let shifted = JISReader.shifted(source)
      if CharsetConverter.convert(shifted.span, from: "CP932", into: &decoded) != true {
        warnings.insert(.repairedText)
      }
    case .other(let name):
      if let isClean = CharsetConverter.convert(source, from: name, into: &decoded) {
        if !isClean { warnings.insert(.repairedText) }
      } else {
        warnings.insert(.otherCharset)
        decoded.removeAll()
        warnings.formUnion(repair(into: &decoded))
      }
    }
    copy = decoded.span.firstIndex(of: 0) == nil ? consume decoded : withoutNUL(decoded.span)
    return warnings
  }

  /// Whether the bytes may be in a character set that looks like ASCII and changes states by escapes.
  private var mayShiftStates: Bool {
    let hasEscape = source.firstIndex(of: 0x1B) != nil
    guard hasEscape || header != nil, let stated else { return false }
    if stated == .jis { return hasEscape }
    guard case .other(let name) = stated else { return false }
    if name.hasPrefix("iso-2022-") || name == "hz-gb-2312" { return true }
    // Only from the header: a page that calls itself UTF-7 is an attack.
    return header != nil && (name == "utf-7" || name == "unicode-1-1-utf-7")
  }

  private static let level = nf_best_level()

  private var isValid: Bool {
    unsafe source.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return true }
      return unsafe nf_utf8_valid_prefix(TextDecoder.level, base, bytes.count) == bytes.count
    }
  }

  private var isASCII: Bool {
    for index in source.indices where source[index] >= 0x80 { return false }
    return true
  }

  /// Markup in UTF-16 without a mark has a NUL in every other byte.
  private var isUTF16ByLook: Bool {
    guard source.count >= 8 else { return false }
    return source[0] == UInt8(ascii: "<") && source[1] == 0 && source[3] == 0 && source[5] == 0
  }

  private func withoutNUL(_ bytes: Span<UInt8>) -> ByteBuffer {
    var result = ByteBuffer(capacity: bytes.count)
    var at = 0
    while let nul = bytes.firstIndex(of: 0, from: at) {
      result.append(bytes.extracting(at..<nul))
      at = nul + 1
    }
    result.append(bytes.extracting(at..<bytes.count))
    return result
  }

  private func decode1252(into output: inout ByteBuffer) {
    for index in source.indices {
      let byte = source[index]
      if byte >= 0x80, byte < 0xA0 {
        output.append(codePoint: UInt32(windows1252[Int(byte) - 0x80]))
      } else {
        output.append(codePoint: UInt32(byte))
      }
    }
  }

  /// Keeps what is valid UTF-8. The rest is Windows-1252 where there is more of it than of valid characters, as such mails
  /// were mislabelled, and U+FFFD otherwise, as such mails were cut or damaged.
  private func repair(into output: inout ByteBuffer) -> HTMLWarnings {
    var valid = 0
    var invalid = 0
    walk { isValid, start, length in
      if !isValid { invalid += 1 } else if source[start] >= 0x80 { valid += 1 }
      _ = length
    }
    let isMislabelled = invalid > valid
    walk { isValid, start, length in
      if isValid {
        output.append(source.extracting(start..<(start + length)))
      } else if isMislabelled {
        let byte = source[start]
        output.append(codePoint: byte < 0xA0 ? UInt32(windows1252[Int(byte) - 0x80]) : UInt32(byte))
      } else {
        output.append(codePoint: 0xFFFD)
      }
    }
    return isMislabelled ? .otherCharset : .repairedText
  }

  /// Visits the source as characters and runs of ASCII, valid, and single bytes, invalid.
  private func walk(_ visit: (_ isValid: Bool, _ start: Int, _ length: Int) -> Void) {
    var at = 0
    while at < source.count {
      if source[at] < 0x80 {
        let start = at
        while at < source.count, source[at] < 0x80 { at += 1 }
        visit(true, start, at - start)
        continue
      }
      let length = min(TextClass.length(source[at]), source.count - at)
      if UTF8Check.firstInvalidOffset(in: source.extracting(at..<(at + length))) == nil {
        visit(true, at, length)
        at += length
      } else {
        visit(false, at, 1)
        at += 1
      }
    }
  }
}
