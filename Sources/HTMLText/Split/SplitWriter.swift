import Bytes

/// Writes a split mail from a page and its lines' labels.
struct SplitWriter: ~Copyable {
  let composition: Composition
  let labels: LineLabels
  let options: TextOptions
  /// The marked signatures by the line that they end before; of those that end together the outermost.
  private let signatureMarks: [Int: Int]

  init(composition: consuming Composition, labels: LineLabels, options: TextOptions) {
    var signatureMarks: [Int: Int] = [:]
    for (index, mark) in composition.marks.enumerated()
    where mark.kind.role == .signature && signatureMarks[mark.endLine] == nil {
      signatureMarks[mark.endLine] = index
    }
    self.signatureMarks = signatureMarks
    self.composition = composition
    self.labels = labels
    self.options = options
  }

  /// The mail's parts, gathered by kind.
  borrowing func mail(_ source: Span<UInt8>) -> SplitMail {
    var mail = SplitMail()
    mail.warnings = composition.warnings
    mail.isForward = labels.forwardLine != nil
    mail.history = labels.entries.map(SplitWriter.history)
    for run in runs() {
      let label = labels.labels[run.lowerBound]
      let depth = label.entry >= 0 ? labels.entries[label.entry].depth : 0
      let text = rendered(run, depth)
      let boundary = label.entry >= 0 ? labels.entries[label.entry].boundary : nil
      mail.parts.append(
        SplitMail.Part(
          kind: label.kind, text: text, rule: boundary?.rule ?? label.rule,
          confidence: boundary?.confidence ?? label.confidence,
          entry: label.entry >= 0 ? label.entry : nil))
      switch label.kind {
      case .newest: SplitWriter.add(text, to: &mail.newest)
      case .signature:
        SplitWriter.add(text, to: &mail.signatureText)
        mail.signatureHTML += signatureHTML(run, source)
      case .disclaimer: SplitWriter.add(text, to: &mail.disclaimer)
      case .history: gather(run, label.entry, &mail)
      }
    }
    return mail
  }

  private static func history(_ entry: LineLabels.Entry) -> SplitMail.QuotedMail {
    SplitMail.QuotedMail(
      author: entry.boundary.author, date: entry.boundary.date, rule: entry.boundary.rule,
      confidence: entry.boundary.confidence)
  }

  /// Runs of lines of one kind and entry, and outside entries of one rule.
  private func runs() -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    let all = labels.labels
    for line in all.indices.dropFirst() {
      let (left, right) = (all[line - 1], all[line])
      if left.kind != right.kind || left.entry != right.entry || left.entry < 0 && left.rule != right.rule {
        runs.append(start..<line)
        start = line
      }
    }
    if start < all.count { runs.append(start..<all.count) }
    return runs
  }

  private func rendered(_ range: Range<Int>, _ depth: Int) -> [UInt8] {
    var output = ByteBuffer()
    composition.page.render(range, baseQuote: UInt16(clamping: depth), width: options.width, into: &output)
    return output.span.array()
  }

  private static func add(_ text: [UInt8], to whole: inout [UInt8]) {
    if !whole.isEmpty, !text.isEmpty { whole += Array("\n\n".utf8) }
    whole += text
  }

  /// Adds a run of one earlier mail's lines to its header and its text.
  private func gather(_ run: Range<Int>, _ entry: Int, _ mail: inout SplitMail) {
    var body = run.lowerBound
    while body < run.upperBound, labels.labels[body].isHeader { body += 1 }
    if body > run.lowerBound {
      let depth = Int(composition.page.lines[run.lowerBound].quote)
      SplitWriter.add(rendered(run.lowerBound..<body, depth), to: &mail.history[entry].header)
    }
    if body < run.upperBound {
      SplitWriter.add(rendered(body..<run.upperBound, labels.entries[entry].depth), to: &mail.history[entry].text)
    }
  }

  // MARK: The signature's HTML

  private func signatureHTML(_ run: Range<Int>, _ source: Span<UInt8>) -> [UInt8] {
    guard composition.isMarkup else { return [] }
    if let index = signatureMarks[run.upperBound], run.contains(composition.marks[index].firstLine) {
      let mark = composition.marks[index]
      if mark.sourceStart < mark.endPlace { return SignatureHTML.cut(source, mark.sourceStart..<Int(mark.endPlace)) }
    }
    let start = Int(composition.page.lines[run.lowerBound].place)
    let end = Int(composition.page.lines[run.upperBound - 1].endPlace)
    return start < end ? SignatureHTML.cut(source, start..<end) : []
  }
}
