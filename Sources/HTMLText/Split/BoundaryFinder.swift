import Bytes

/// Finds where earlier mails begin in a page, by marks and by what clients write above a quotation.
struct BoundaryFinder: ~Copyable {
  let composition: Composition
  /// Marks by the line that they begin at.
  private var marksByLine: [Int: [Int]] = [:]
  /// The lines' folded texts, made when needed.
  private var texts: [LineText?]
  /// The headers that lines are, looked at when needed.
  private var headers: [HeaderKind??]

  init(_ composition: consuming Composition) {
    texts = Array(repeating: nil, count: composition.page.lines.count)
    headers = Array(repeating: nil, count: composition.page.lines.count)
    for (index, mark) in composition.marks.enumerated() { marksByLine[mark.firstLine, default: []].append(index) }
    self.composition = composition
  }

  consuming func release() -> Composition { composition }

  var lineCount: Int { composition.page.lines.count }

  /// How deep a line is quoted: by elements, and by `>` that a mail's HTML has as text.
  func quote(_ line: Int) -> Int {
    let text = bytes(line)
    guard composition.isMarkup, !text.isEmpty, text[0] == UInt8(ascii: ">") else {
      return Int(composition.page.lines[line].quote)
    }
    var marks = 0
    for index in text.indices.prefix(40) {
      if text[index] == UInt8(ascii: ">") { marks += 1 } else if text[index] != 0x20 { break }
    }
    return Int(composition.page.lines[line].quote) + marks
  }

  /// A line's bytes.
  @_lifetime(borrow self)
  func bytes(_ line: Int) -> Span<UInt8> { composition.page.text(composition.page.lines[line]) }

  func byteCount(_ line: Int) -> Int {
    Int(composition.page.lines[line].end - composition.page.lines[line].start)
  }

  mutating func text(_ line: Int) -> LineText {
    if let text = texts[line] { return text }
    let text = LineText(composition.page.text(composition.page.lines[line]))
    texts[line] = text
    return text
  }

  /// The header that a line is, if it is one.
  private mutating func header(_ line: Int) -> HeaderKind? {
    if let known = headers[line] { return known }
    let header = mayBeHeader(line) ? HeaderKind(text(line)) : nil
    headers[line] = .some(header)
    return header
  }

  /// Whether a colon, ASCII's or the wide one, is near the line's beginning.
  private func mayBeHeader(_ line: Int) -> Bool {
    let bytes = bytes(line).extracting(first: 100)
    for index in bytes.indices where bytes[index] == UInt8(ascii: ":") || bytes[index] == 0xEF { return true }
    return false
  }

  /// The marks that begin at a line and hold something.
  private func marks(at line: Int) -> [Mark] {
    guard let indices = marksByLine[line] else { return [] }
    return indices.map { composition.marks[$0] }.filter { $0.endLine > line || $0.kind.role == .reply }
  }

  /// The boundary at a line, if one is there.
  mutating func boundary(at line: Int) -> Boundary? {
    let marks = marks(at: line)
    if isForwardLine(line) || marks.contains(where: { $0.kind.role == .forward }) {
      return Boundary(line: line, bodyLine: line + 1, isForward: true, rule: "forwarded-message", confidence: 0.95)
    }
    let written = writtenBoundary(at: line)
    guard let mark = marks.first(where: { [.quote, .reply, .attribution].contains($0.kind.role) }) else {
      return written
    }
    if mark.kind.role == .quote, isForward(within: line..<mark.endLine) {
      return Boundary(line: line, bodyLine: line + 1, isForward: true, rule: "forwarded-message", confidence: 0.95)
    }
    return marked(mark, line, written)
  }

  /// A mark's boundary, with the header that is written in it.
  private mutating func marked(_ mark: Mark, _ line: Int, _ written: Boundary?) -> Boundary? {
    var result = written ?? Boundary(line: line, bodyLine: headerEnd(mark, line), rule: "", confidence: 0)
    result.rule = mark.kind.rawValue
    result.confidence = written == nil ? 0.9 : 0.99
    if mark.kind.role == .quote { result.endLine = mark.endLine }
    if written == nil, result.bodyLine > line { fillAuthor(&result) }
    return result
  }

  /// Where a mark's header ends that no rule could read: where the quotation goes a level deeper, or the mark itself.
  private func headerEnd(_ mark: Mark, _ line: Int) -> Int {
    if mark.kind.role == .attribution { return min(max(mark.endLine, line + 1), line + 4) }
    let end = min(mark.endLine, line + 4, lineCount)
    for next in line..<end where quote(next) > quote(line) { return next }
    return line
  }

  private mutating func fillAuthor(_ boundary: inout Boundary) {
    let header = joined(boundary.line, boundary.bodyLine - boundary.line)
    boundary.author = AttributionReader.author(header)
    boundary.date = AttributionReader.date(header)
  }

  /// The lines' own bytes, joined with spaces.
  func joined(_ line: Int, _ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in line..<min(line + count, lineCount) {
      if !bytes.isEmpty { bytes.append(0x20) }
      bytes += composition.page.text(composition.page.lines[index]).array()
    }
    return bytes
  }

  // MARK: What is written

  private mutating func writtenBoundary(at line: Int) -> Boundary? {
    var found = headerBlock(at: line) ?? originalMessage(at: line) ?? attribution(at: line)
    found?.isRead = true
    return found
  }

  /// Whether the line, between dashes or alone, says that a forwarded mail follows.
  mutating func isForwardLine(_ line: Int) -> Bool {
    let text = text(line)
    guard text.bytes.count < 160 else { return false }
    let isFramed = text.bytes.first == UInt8(ascii: "-") || text.endsInColon
    guard isFramed || text.bytes.count < 60 && hasHeader(near: line + 1) else { return false }
    return text.holds(Phrases.forwarded)
  }

  private mutating func isForward(within range: Range<Int>) -> Bool {
    for line in range.lowerBound..<min(range.upperBound, range.lowerBound + 2, lineCount) where isForwardLine(line) {
      return true
    }
    return false
  }

  private mutating func hasHeader(near line: Int) -> Bool {
    for next in line..<min(line + 2, lineCount) where header(next) != nil { return true }
    return false
  }

  /// `-----Original Message-----`, with the block of headers that may follow.
  private mutating func originalMessage(at line: Int) -> Boundary? {
    let text = text(line)
    guard text.bytes.count < 120 else { return nil }
    if line > 0, text.holds(Phrases.replyAbove) {
      return Boundary(line: line, bodyLine: line + 1, rule: "reply-line", confidence: 0.95)
    }
    guard text.bytes.first == UInt8(ascii: "-") || hasHeader(near: line + 1) else { return nil }
    guard text.holds(Phrases.original) else { return nil }
    var result = Boundary(line: line, bodyLine: line + 1, rule: "original-message", confidence: 0.95)
    if line + 1 < lineCount, let block = headerBlock(at: line + 1, least: 1) {
      (result.bodyLine, result.author, result.date) = (block.bodyLine, block.author, block.date)
    }
    return result
  }

  /// `From: … Sent: … To: … Subject: …`, each on a line of its own, perhaps under a rule.
  private mutating func headerBlock(at start: Int, least: Int = 3) -> Boundary? {
    var line = start
    if isRule(line), line + 1 < lineCount { line += 1 }
    guard let first = header(line), least == 1 || first != .other else { return nil }
    var seen: Set<HeaderKind> = []
    var result = Boundary(line: start, bodyLine: line, rule: "header-block", confidence: 0.9)
    let depth = quote(line)
    while line < lineCount, line < start + 12, quote(line) == depth {
      guard let kind = header(line) else {
        // A long list of recipients runs on.
        guard line > result.bodyLine - 1, seen.count > 1, HeaderKind.runsOn(text(line)), line + 1 < lineCount,
          header(line + 1) != nil
        else { break }
        line += 1
        continue
      }
      if seen.contains(kind), kind == .from { break }
      seen.insert(kind)
      let value = HeaderKind.value(composition.page.text(composition.page.lines[line]))
      if kind == .from { result.author = value }
      if kind == .sent { result.date = value }
      line += 1
      result.bodyLine = line
    }
    guard seen.contains(.from) || least == 1, seen.count >= least else { return nil }
    return result
  }

  /// A line of dashes or underscores, as Outlook draws above the headers.
  private func isRule(_ line: Int) -> Bool {
    let text = composition.page.text(composition.page.lines[line])
    guard text.count >= 5 else { return false }
    for index in text.indices where !"-_=".utf8.contains(text[index]) { return false }
    return true
  }

  /// `On 3 March 2026 at 10:00, Jane <jane@example.com> wrote:`, on up to three lines.
  private mutating func attribution(at line: Int) -> Boundary? {
    let first = text(line)
    guard !first.bytes.isEmpty else { return nil }
    for count in 1...3 where line + count <= lineCount {
      if count > 1, !continuesAttribution(first, line, line + count - 1) { return nil }
      let header = joined(line, count)
      guard header.count < 400 else { return nil }
      if let confidence = attributionConfidence(LineText(header.span), next: line + count, depth: quote(line)) {
        return Boundary(
          line: line, bodyLine: line + count, rule: "attribution", confidence: confidence,
          author: AttributionReader.author(header), date: AttributionReader.date(header))
      }
      if first.endsInColon { return nil }
    }
    return nil
  }

  /// Whether an attribution that is broken over lines may go on in one: it begins as one does, and the line is no whole one
  /// itself, which `<jane@example.com> wrote:` is not below a line that ends in her name.
  private mutating func continuesAttribution(_ first: LineText, _ line: Int, _ next: Int) -> Bool {
    guard quote(next) == quote(line), composition.page.lines[next].blanksAbove == 0 else { return false }
    let begins = first.hasDateOrTime && (first.begins(with: Phrases.on) || first.bytes[0].decimalValue != nil)
    let isNamed = first.hasAddress && (first.hasDateOrTime || first.holds(Phrases.wrote, asWord: true))
    guard begins || isNamed else { return false }
    let own = text(next)
    guard attributionConfidence(own, next: next + 1, depth: quote(next)) != nil else { return true }
    if first.endsSentence { return false }
    return begins ? !(own.begins(with: Phrases.on) && own.hasDateOrTime) : !own.hasAddress
  }

  /// How sure it is that a text introduces a quotation; nil where it does not.
  private func attributionConfidence(_ text: LineText, next: Int, depth: Int) -> Double? {
    let isQuoted = next < lineCount && quote(next) > depth
    guard text.endsInColon || isQuoted && text.holds(Phrases.wrote, asWord: true) else { return nil }
    let hasVerb = text.holds(Phrases.wrote, asWord: true)
    guard text.hasDateOrTime || text.hasAddress else { return hasVerb && isQuoted ? 0.7 : nil }
    if hasVerb {
      return isQuoted ? 0.97 : text.hasDateOrTime && (text.hasAddress || text.begins(with: Phrases.on)) ? 0.85 : nil
    }
    if text.hasAddress, text.hasDateOrTime { return isQuoted ? 0.9 : 0.7 }
    return isQuoted ? 0.6 : nil
  }
}
