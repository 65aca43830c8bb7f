import Bytes

/// The `style` attributes read lately: a newsletter repeats a few of them a hundred times.
struct StyleMemo: Sendable {
  private struct Entry {
    var start = 0
    var count = 0
    var declarations = Declarations()
  }

  private var entries = [Entry](repeating: Entry(), count: 64)

  /// What a style that stands in `range` of the source declares; read only where the same bytes were not read before.
  mutating func declarations(_ range: Range<Int>, in source: Span<UInt8>) -> Declarations {
    let text = source.extracting(range)
    guard text.count >= 8 else { return Declarations(reading: text) }
    let slot = StyleMemo.slot(text)
    let entry = entries[slot]
    if entry.count == text.count,
      source.extracting(entry.start..<(entry.start + entry.count)).isEqual(to: text)
    {
      return entry.declarations
    }
    let declarations = Declarations(reading: text)
    entries[slot] = Entry(start: range.lowerBound, count: text.count, declarations: declarations)
    return declarations
  }

  /// A slot by the length and some of the bytes; equality is looked at in full.
  private static func slot(_ text: Span<UInt8>) -> Int {
    let last = text.count - 1
    let mixed = UInt(text[last / 2]) &* 31 ^ UInt(text[last - 2]) &* 17 ^ UInt(text[last / 4]) &* 7
    return Int((mixed ^ UInt(text.count)) & 63)
  }
}
