import Bytes

/// Lays a plain-text mail out as a page: its `>` become depths of quotation, its empty lines the space above the next.
struct PlainPage: ~Copyable {
  private var page: Page
  private var blanks: UInt8 = 0
  /// Whether the last line ended softly, so that the next of the same depth continues it.
  private var isSoft = false
  private let format: PlainText.Format

  init(_ text: Span<UInt8>, _ format: PlainText.Format) {
    page = Page(capacity: text.count + 16)
    self.format = format
    var at = 0
    while at < text.count {
      let end = text.firstIndex(of: 0x0A, from: at) ?? text.count
      let hasReturn = end > at && text[end - 1] == 0x0D
      addLine(text.extracting(at..<(hasReturn ? end - 1 : end)))
      at = end + 1
    }
  }

  consuming func takePage() -> Page { page }

  private mutating func addLine(_ line: Span<UInt8>) {
    var at = 0
    var depth: UInt16 = 0
    while at < line.count, depth < 200 {
      if line[at] == UInt8(ascii: ">") {
        depth += 1
        at += 1
        // `> >` counts as `>>`, except where format=flowed stuffs lines with spaces.
        if at + 1 < line.count, line[at] == 0x20, line[at + 1] == UInt8(ascii: ">") { at += 1 }
      } else {
        break
      }
    }
    if at < line.count, line[at] == 0x20, depth > 0 || isFlowed { at += 1 }
    add(line.extracting(at..<line.count), depth)
  }

  private var isFlowed: Bool {
    if case .flowed = format { return true }
    return false
  }

  private mutating func add(_ text: Span<UInt8>, _ depth: UInt16) {
    let isDashes = text.isEqual(to: "-- ")
    if isSoft, let last = page.lines.last, last.quote == depth, !isDashes {
      append(text, depth, isDashes)
      return
    }
    var end = text.count
    while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    guard end > 0 else {
      blanks = min(blanks + 1, 2)
      isSoft = false
      return
    }
    var line = Line(start: Int32(page.bytes.count), end: 0)
    line.quote = depth
    line.blanksAbove = page.lines.isEmpty ? 0 : blanks
    blanks = 0
    page.lines.append(line)
    append(text, depth, isDashes)
  }

  /// Adds text to the last line, and learns whether the next one continues it.
  private mutating func append(_ text: Span<UInt8>, _ depth: UInt16, _ isDashes: Bool) {
    var end = text.count
    isSoft = false
    if case .flowed(let deletesSpace) = format, !isDashes, end > 0, text[end - 1] == 0x20 {
      isSoft = true
      if deletesSpace { end -= 1 }
    } else {
      while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    }
    for index in 0..<end where text[index] >= 0x20 || text[index] == 0x09 {
      if text[index] == 0x7F { continue }
      page.bytes.append(text[index])
    }
    page.lines[page.lines.count - 1].end = Int32(page.bytes.count)
  }
}
