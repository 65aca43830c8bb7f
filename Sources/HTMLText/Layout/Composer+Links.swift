import Bytes

extension Composer {
  /// Puts a link's address behind its text where it says more than the text.
  mutating func closeLink(_ element: Element) {
    guard options.links != .none, isSeen, let range = value(.href, of: Int(element.note)) else { return }
    let shown = Int(element.pageStart)
    guard page.bytes.count > shown else { return }
    let address = Composer.shownAddress(decoded(range))
    guard !address.isEmpty else { return }
    if Composer.saysTheSame(page.bytes.span.extracting(shown..<page.bytes.count), address.span) { return }
    let reopened = reopenLine()
    let spaces = pendingSpaces
    pendingSpaces = 1
    if options.links == .footnotes {
      footnotes.append(address)
      write("[\(footnotes.count)]".utf8.span)
    } else {
      write("<".utf8.span)
      write(address.span)
      write(">".utf8.span)
    }
    followsAddress = true
    pendingSpaces = spaces
    endsInSpace = spaces > 0
    if reopened { endLineKeepingMargins() }
  }

  /// Takes the last line up again when nothing stands behind it, so that an address follows its text.
  private mutating func reopenLine() -> Bool {
    guard !isOpen, let last = page.lines.last, Int(last.end) == page.bytes.count else { return false }
    isOpen = true
    lineStart = last.start
    return true
  }

  private mutating func endLineKeepingMargins() {
    let (above, below) = (margin, blanks)
    endLine()
    (margin, blanks) = (above, below)
  }

  /// An address as it is shown: nothing for what leads nowhere, `mailto:` and `tel:` without scheme and query.
  private static func shownAddress(_ raw: [UInt8]) -> [UInt8] {
    let bytes = raw.contains { $0 <= 0x20 || $0 == 0x7F } ? raw.filter { $0 > 0x20 && $0 != 0x7F } : raw
    let text = bytes.span
    if text.isEmpty || text[0] == UInt8(ascii: "#") || text.hasPrefix("javascript:") || text.hasPrefix("data:")
      || text.hasPrefix("cid:") || text.hasPrefix("about:")
    {
      return []
    }
    if text.hasPrefix("mailto:") {
      let end = text.firstIndex(of: UInt8(ascii: "?")) ?? text.count
      return text.extracting(7..<max(7, end)).array()
    }
    return text.hasPrefix("tel:") ? text.extracting(4..<text.count).array() : bytes
  }

  /// Whether a link's text is its address, give or take the scheme, a closing slash and, for numbers, spaces.
  private static func saysTheSame(_ text: Span<UInt8>, _ address: Span<UInt8>) -> Bool {
    let left = core(text)
    let right = core(address)
    guard left.count == right.count else { return isSameNumber(text, address) }
    for index in left.indices where left[index].lowercased != right[index].lowercased { return false }
    return true
  }

  @_lifetime(copy text)
  private static func core(_ text: Span<UInt8>) -> Span<UInt8> {
    var rest = text.trimmed()
    for scheme in ["https://", "http://", "mailto:", "www."] as [StaticString] where rest.hasPrefix(scheme) {
      rest = rest.extracting(scheme.utf8CodeUnitCount..<rest.count)
    }
    while !rest.isEmpty, rest[rest.count - 1] == UInt8(ascii: "/") { rest = rest.extracting(0..<(rest.count - 1)) }
    return rest
  }

  private static func isSameNumber(_ text: Span<UInt8>, _ address: Span<UInt8>) -> Bool {
    func digits(_ bytes: Span<UInt8>) -> [UInt8]? {
      var result: [UInt8] = []
      for index in bytes.indices {
        let byte = bytes[index]
        if byte.decimalValue != nil { result.append(byte) } else if byte.isLetter { return nil }
      }
      return result
    }
    guard text.count < 40, address.count < 40, let left = digits(text), let right = digits(address) else {
      return false
    }
    return !left.isEmpty && left == right
  }

  mutating func writeFootnotes() {
    guard !footnotes.isEmpty else { return }
    (quote, indent, bullet, sight) = (0, 0, [], Sight())
    breakBlock(margin: 1)
    for (index, address) in footnotes.enumerated() {
      write("[\(index + 1)] ".utf8.span)
      write(address.span)
      endLine()
    }
  }
}
