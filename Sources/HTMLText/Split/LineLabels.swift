import Bytes

/// What each line of a page is, filled in step by step: first what is history, then the signature and notices in the rest.
struct LineLabels {
  /// An earlier mail found.
  struct Entry {
    var boundary: Boundary
    /// The depth of quotation of its text; a line less deep ends it.
    var depth = 0
    var hasBody = false
  }

  /// One line's label.
  struct Label: Equatable {
    var kind = SplitMail.Kind.newest
    var entry = -1
    var isHeader = false
    var rule = "rest"
    var confidence = 1.0
  }

  var labels: [Label]
  var entries: [Entry] = []
  /// Where a forwarded mail begins; all from there on is content.
  var forwardLine: Int?

  /// Walks the lines once, opening an entry at each boundary and closing it where its container or its depth ends.
  init(_ finder: inout BoundaryFinder) {
    labels = Array(repeating: Label(), count: finder.lineCount)
    var open: [Int] = []
    var line = 0
    while line < finder.lineCount {
      close(&open, line, quote: finder.quote(line))
      if let boundary = finder.boundary(at: line) {
        if boundary.isForward, open.isEmpty {
          forwardLine = line
          return
        }
        if !boundary.isForward, !merge(boundary, into: open.last, line) {
          entries.append(Entry(boundary: boundary))
          open.append(entries.count - 1)
          for header in line..<min(boundary.bodyLine, labels.count) { label(header, open.last, isHeader: true) }
          if boundary.bodyLine > line {
            line = boundary.bodyLine
            continue
          }
          close(&open, line, quote: finder.quote(line))
        }
      }
      label(line, open.last, isHeader: false)
      line += 1
    }
  }

  private mutating func label(_ line: Int, _ entry: Int?, isHeader: Bool) {
    guard let entry else { return }
    let boundary = entries[entry].boundary
    labels[line] = Label(
      kind: .history, entry: entry, isHeader: isHeader, rule: boundary.rule, confidence: boundary.confidence)
  }

  /// Ends the entries that do not reach to a line, and learns an entry's depth from its first line of text.
  private mutating func close(_ open: inout [Int], _ line: Int, quote: Int) {
    while let top = open.last {
      let entry = entries[top]
      if line >= entry.boundary.endLine || entry.hasBody && quote < entry.depth {
        open.removeLast()
      } else {
        if !entry.hasBody, line >= entry.boundary.bodyLine {
          entries[top].hasBody = true
          entries[top].depth = quote
        }
        return
      }
    }
  }

  /// A container that begins where an entry's text begins is that entry's own.
  private mutating func merge(_ boundary: Boundary, into top: Int?, _ line: Int) -> Bool {
    guard let top, entries[top].boundary.bodyLine == line, !boundary.isRead, entries[top].boundary.line < line else {
      return false
    }
    if entries[top].boundary.rule == "attribution" { entries[top].boundary.rule = boundary.rule }
    entries[top].boundary.confidence = max(0.97, entries[top].boundary.confidence)
    entries[top].boundary.endLine = min(boundary.endLine, entries[top].boundary.endLine)
    return true
  }

  /// Whether a line is the sender's own so far.
  func isOwn(_ line: Int) -> Bool { labels[line].kind == .newest && line < (forwardLine ?? Int.max) }

  /// The runs of the sender's own lines.
  func ownRuns() -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for line in 0...labels.count {
      if line < labels.count, isOwn(line) {
        if start == nil { start = line }
      } else if let first = start {
        runs.append(first..<line)
        start = nil
      }
    }
    return runs
  }

  /// Gives a run of lines a label.
  mutating func set(_ range: Range<Int>, _ kind: SplitMail.Kind, rule: String, confidence: Double) {
    for line in range { labels[line] = Label(kind: kind, rule: rule, confidence: confidence) }
  }
}
