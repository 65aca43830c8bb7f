extension LineLabels {
  /// A mail whose first line is already a block of headers says nothing of its own: it forwards what follows.
  mutating func takeForward(_ finder: inout BoundaryFinder) {
    guard forwardLine == nil, let first = entries.first?.boundary, first.line == 0,
      ["header-block", "outlook-reply", "outlook-container", "original-message"].contains(first.rule),
      labels.allSatisfy({ $0.kind == .history })
    else { return }
    forwardLine = 0
    entries = []
    for line in labels.indices { labels[line] = Label(rule: "forwarded-message", confidence: 0.6) }
  }
}
