import Bytes

/// Finds the signature and the legal notices in the lines that the sender wrote.
struct SignatureFinder: ~Copyable {
  var finder: BoundaryFinder
  var labels: LineLabels
  let senderName: [UInt8]

  init(finder: consuming BoundaryFinder, labels: LineLabels, senderName: String?) {
    self.finder = finder
    self.labels = labels
    self.senderName = Array((senderName ?? "").lowercased().utf8)
  }

  consuming func release() -> (BoundaryFinder) { finder }

  /// Labels the signature and the notices in every run of own lines.
  mutating func run() {
    for run in labels.ownRuns() {
      let end = peelNotices(run)
      if !labelMarked(run.lowerBound..<end) { labelUnmarked(run.lowerBound..<end) }
    }
  }

  // MARK: Legal notices

  /// Labels the paragraphs at a run's end that are legal notices; returns where they begin.
  private mutating func peelNotices(_ run: Range<Int>) -> Int {
    var end = run.upperBound
    while let start = paragraphStart(run.lowerBound, before: end), isNotice(start..<end) {
      labels.set(start..<end, .disclaimer, rule: "legal-notice", confidence: 0.8)
      end = start
      if end == run.lowerBound { break }
    }
    return end
  }

  /// Where the paragraph begins that ends before `end`.
  private func paragraphStart(_ lower: Int, before end: Int) -> Int? {
    guard end > lower else { return nil }
    var start = end - 1
    while start > lower, finder.composition.page.lines[start].blanksAbove == 0 { start -= 1 }
    return start
  }

  private mutating func isNotice(_ range: Range<Int>) -> Bool {
    var bytes = 0
    var holds = false
    for line in range {
      bytes += finder.byteCount(line)
      if !holds, finder.text(line).holds(Phrases.disclaimers) { holds = true }
    }
    return holds && bytes >= 60
  }

  // MARK: Marked signatures

  /// Labels what a mail client marked as the signature, with the `--` above it.
  private mutating func labelMarked(_ range: Range<Int>) -> Bool {
    var found = false
    for mark in finder.composition.marks where mark.kind.role == .signature {
      let lines =
        max(
          mark.firstLine, range.lowerBound)..<max(mark.firstLine, range.lowerBound, min(mark.endLine, range.upperBound))
      guard !lines.isEmpty, mark.firstLine >= range.lowerBound else { continue }
      var first = lines.lowerBound
      if first > range.lowerBound, isDashes(first - 1) { first -= 1 }
      labels.set(first..<lines.upperBound, .signature, rule: mark.kind.rawValue, confidence: 0.98)
      found = true
    }
    return found
  }

  /// `-- `, the line that sets a signature off (RFC 3676, section 4.3).
  private mutating func isDashes(_ line: Int) -> Bool {
    let bytes = finder.text(line).bytes
    return bytes == Array("--".utf8) || bytes == Array("—".utf8) || bytes == Array("–".utf8)
      || bytes == Array("__".utf8)
  }

  // MARK: Signatures told by their text

  private mutating func labelUnmarked(_ range: Range<Int>) {
    var end = range.upperBound
    while end > range.lowerBound, isSentFrom(end - 1) {
      labels.set((end - 1)..<end, .signature, rule: "sent-from", confidence: 0.95)
      end -= 1
    }
    for line in stride(from: end - 1, through: max(range.lowerBound, end - 40), by: -1) where isDashes(line) {
      labels.set(line..<end, .signature, rule: "dashes", confidence: 0.95)
      return
    }
    if let (start, confidence) = blockBehindClosing(range.lowerBound, end) {
      labels.set(start..<end, .signature, rule: "closing", confidence: confidence)
    } else if let (start, confidence) = nameBlock(range.lowerBound, end) {
      labels.set(start..<end, .signature, rule: "name-block", confidence: confidence)
    }
  }

  private mutating func isSentFrom(_ line: Int) -> Bool {
    let text = finder.text(line)
    return text.bytes.count < 160
      && (text.begins(with: Phrases.sentFrom) || text.bytes.count < 60 && text.holds(Phrases.sentFrom))
  }

  /// The name and what follows it behind `Best regards,`.
  private mutating func blockBehindClosing(_ lower: Int, _ end: Int) -> (Int, Double)? {
    for line in stride(from: end - 1, through: max(lower, end - 14), by: -1) where isClosing(line) {
      let block = (line + 1)..<end
      guard !block.isEmpty, block.allSatisfy({ finder.byteCount($0) <= 160 }) else { return nil }
      if block.contains(where: { hasContact($0) }) { return (block.lowerBound, 0.85) }
      let isShort = block.allSatisfy { finder.byteCount($0) <= 60 && !endsSentence($0) }
      return block.count >= 2 && isShort ? (block.lowerBound, 0.6) : nil
    }
    return nil
  }

  private mutating func isClosing(_ line: Int) -> Bool {
    var bytes = finder.text(line).bytes
    guard bytes.count <= 80 else { return false }
    while let last = bytes.last, ",.!;".utf8.contains(last) { bytes.removeLast() }
    for mark in ["،", "、", "。", "，", "！"]
    where bytes.count > mark.utf8.count && bytes.suffix(mark.utf8.count).elementsEqual(mark.utf8) {
      bytes.removeLast(mark.utf8.count)
    }
    return Phrases.closings.all.contains { phrase in
      bytes == phrase
        || phrase.count > 8 && bytes.count < phrase.count + 24 && bytes.starts(with: phrase)
          && !bytes[phrase.count].isLetter
    }
  }

  /// A last paragraph of short lines that begins with a name and holds a telephone number or an address.
  private mutating func nameBlock(_ lower: Int, _ end: Int) -> (Int, Double)? {
    guard let start = paragraphStart(lower, before: end), start > lower, end - start >= 2, end - start <= 10 else {
      return nil
    }
    for line in start..<end where finder.byteCount(line) > 100 || endsSentence(line) { return nil }
    guard (start..<end).contains(where: { hasTelephone($0) }), isName(start) else { return nil }
    return (start, isSender(start) ? 0.85 : 0.6)
  }

  private mutating func isSender(_ line: Int) -> Bool {
    !senderName.isEmpty && finder.text(line).place(of: senderName) != nil
  }

  /// One to five words that each begin with a capital, or a script without cases; no digits.
  private func isName(_ line: Int) -> Bool {
    let text = finder.bytes(line)
    guard text.count >= 3, text.count <= 60 else { return false }
    var words = 0
    for index in text.indices {
      if text[index].decimalValue != nil { return false }
      guard index == 0 || text[index - 1] == 0x20 else { continue }
      let isCapital = text[index] >= 0x80 || text[index].isLetter && text[index] & 0x20 == 0
      if !isCapital, words == 0 { return false }
      words += 1
    }
    return words <= 5
  }

  private func endsSentence(_ line: Int) -> Bool {
    let text = finder.bytes(line)
    guard text.count > 30, let last = text.indices.last else { return false }
    return ".?!:".utf8.contains(text[last])
  }

  private mutating func hasContact(_ line: Int) -> Bool {
    let text = finder.text(line)
    return text.hasAddress || hasTelephone(line) || text.place(of: Array("www.".utf8)) != nil
      || text.place(of: Array("http".utf8)) != nil
  }

  /// At least seven digits and few letters, as in `Tel. +1 555 0100`.
  private func hasTelephone(_ line: Int) -> Bool {
    let text = finder.bytes(line)
    var (digits, letters) = (0, 0)
    for index in text.indices {
      if text[index].decimalValue != nil { digits += 1 } else if text[index].isLetter { letters += 1 }
    }
    return digits >= 7 && letters <= digits * 2 + 6
  }
}
