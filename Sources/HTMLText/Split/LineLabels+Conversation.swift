extension LineLabels {
  /// A help desk's mail shows the whole conversation, the newest comment first: what follows the first is history.
  mutating func labelConversation(_ marks: [Mark]) {
    let comments = marks.filter { $0.kind.role == .comment && $0.endLine > $0.firstLine }
    guard let first = comments.first else { return }
    for line in 0..<min(first.firstLine, labels.count) where isOwn(line) {
      labels[line] = Label(kind: .disclaimer, rule: first.kind.rawValue, confidence: 0.9)
    }
    guard comments.count > 1 else { return }
    for index in 1..<comments.count {
      let start = max(comments[index - 1].endLine, 0)
      let (body, end) = (comments[index].firstLine, comments[index].endLine)
      guard start <= body, end <= labels.count, start < labels.count, isOwn(start) else { continue }
      var boundary = Boundary(line: start, bodyLine: body, rule: comments[index].kind.rawValue, confidence: 0.9)
      boundary.endLine = end
      entries.append(Entry(boundary: boundary, hasBody: true))
      for line in start..<end where isOwn(line) {
        labels[line] = Label(
          kind: .history, entry: entries.count - 1, isHeader: line < body, rule: boundary.rule, confidence: 0.9)
      }
    }
  }

  /// Answers written between the quoted lines need those lines: then all up to the last answer is the newest mail.
  ///
  /// That is so where own text stands between quotations of which the later ones have no header of their own.
  mutating func keepInterleaved() {
    guard let last = lastAnswer() else { return }
    let first = labels.firstIndex { $0.kind == .history } ?? 0
    for line in first...last where labels[line].kind == .history {
      labels[line] = Label(rule: "interleaved-reply", confidence: 0.8)
    }
    var line = last + 1
    while line < labels.count, labels[line].kind == .history, !labels[line].isHeader {
      labels[line] = Label(rule: "interleaved-reply", confidence: 0.8)
      line += 1
    }
    dropEmptyEntries()
  }

  /// Takes out the entries all of whose lines have become the sender's.
  private mutating func dropEmptyEntries() {
    var places = [Int](repeating: -1, count: entries.count)
    var kept: [Entry] = []
    let used = Set(labels.map(\.entry))
    for entry in entries.indices where used.contains(entry) {
      places[entry] = kept.count
      kept.append(entries[entry])
    }
    if kept.count == entries.count { return }
    entries = kept
    for line in labels.indices where labels[line].entry >= 0 { labels[line].entry = places[labels[line].entry] }
  }

  /// The last own line that stands before a quotation without a header and behind another one.
  private func lastAnswer() -> Int? {
    var seenHistory = false
    var answer: Int?
    var found: Int?
    for line in labels.indices {
      if isOwn(line) {
        if seenHistory { answer = line }
      } else if labels[line].kind == .history {
        if let answer, line > 0, labels[line - 1].kind != .history, !labels[line].isHeader,
          labels[line].entry >= 0
        {
          found = answer
        }
        seenHistory = true
      }
    }
    guard found != nil else { return nil }
    return labels.indices.last { isOwn($0) }
  }
}
