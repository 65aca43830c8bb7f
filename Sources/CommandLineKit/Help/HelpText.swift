/// Lines of a help page: headings, wrapped paragraphs, two-column entries.
struct HelpText {
  private(set) var text = ""
  private let width: Int

  init(width: Int) {
    self.width = max(40, min(width, 100))
  }

  mutating func line(_ line: String) {
    text += line + "\n"
  }

  /// Paragraphs, parted by empty lines, each wrapped; a paragraph whose lines are indented stays as it is.
  mutating func paragraphs(_ paragraphs: String) {
    for paragraph in Self.paragraphs(of: paragraphs) {
      line("")
      if paragraph.hasPrefix("  ") {
        line(paragraph)
      } else {
        Self.wrap(paragraph, width).forEach { line($0) }
      }
    }
  }

  /// The column at which the right sides of options begin, in all groups of a page.
  static let optionColumn = 28

  /// A heading and entries whose right sides line up, at `column` or as far left as the entries allow. Without a title
  /// the entries follow the ones before.
  mutating func entries(_ title: String, _ entries: [(left: String, right: String)], column: Int? = nil) {
    guard !entries.isEmpty else { return }
    if !title.isEmpty { line("\n\(title):") }
    let start = column ?? min(Self.optionColumn, (entries.map(\.left.count).max() ?? 0) + 4)
    let indent = String(repeating: " ", count: start)
    for entry in entries {
      let left = "  " + entry.left
      var lines = Self.wrap(entry.right, width - start)[...]
      if left.count + 2 <= start {
        line(left + indent.dropFirst(left.count) + (lines.popFirst() ?? ""))
      } else {
        line(left)
      }
      lines.forEach { line(indent + $0) }
    }
  }

  /// Examples, each under its purpose.
  mutating func examples(_ examples: [Example]) {
    guard !examples.isEmpty else { return }
    line("\nExamples:")
    for example in examples {
      line("  # \(example.purpose)")
      line("  \(example.line)")
    }
  }

  static func paragraphs(of text: String) -> [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy({ $0 == " " }) { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1].append(line) }
    }
    return paragraphs.filter { !$0.isEmpty }.map { lines in
      lines.joined(separator: lines[0].hasPrefix("  ") ? "\n" : " ")
    }
  }

  /// Words filled into lines of at most `width`; a longer word stands alone.
  static func wrap(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in text.split(separator: " ") {
      if !current.isEmpty, current.count + 1 + word.count > width {
        lines.append(current)
        current = ""
      }
      current += current.isEmpty ? String(word) : " \(word)"
    }
    return current.isEmpty ? lines : lines + [current]
  }
}
