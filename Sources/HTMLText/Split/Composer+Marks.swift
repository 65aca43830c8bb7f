import Bytes

extension Composer {
  /// Notes an element that a mail client put around a quotation or a signature.
  mutating func mark(_ element: inout Element) {
    let note = Int(element.note)
    guard note >= 0, let kind = markKind(element.tag, note: note) else { return }
    element.mark = Int32(marks.count)
    let line = page.lines.count
    marks.append(Mark(kind: kind, firstLine: line, endLine: line, sourceStart: Int(notes[note].sourceOffset)))
  }

  mutating func closeMark(_ index: Int) {
    marks[index].endLine = page.lines.count
    marks[index].endPlace = endPlace
  }

  private func markKind(_ tag: Tag, note: Int) -> MarkKind? {
    let first = Int(notes[note].firstAttribute)
    var isCite = false
    for index in first..<(first + Int(notes[note].attributeCount)) {
      let attribute = attributes[index]
      switch attribute.kind {
      case .class: if let kind = markOfClasses(source.span(attribute)) { return kind }
      case .id, .name, .dataMarker, .smartMail:
        if let kind = MarkKind(source.span(attribute).trimmed()) { return kind }
      case .type: isCite = isCite || source.span(attribute).trimmed().isWord("cite")
      case .cite: isCite = true
      default: break
      }
    }
    return isCite && tag == .blockquote ? .citeBlockquote : nil
  }

  private func markOfClasses(_ names: Span<UInt8>) -> MarkKind? {
    var at = 0
    var left = 16
    while at < names.count, left > 0 {
      while at < names.count, names[at].isBlank { at += 1 }
      let start = at
      while at < names.count, !names[at].isBlank { at += 1 }
      if let kind = MarkKind(names.extracting(start..<at)) { return kind }
      left -= 1
    }
    return nil
  }

  /// Keeps marks on lines that exist, when a table's lines have been set anew.
  mutating func clampMarks() {
    for index in marks.indices {
      marks[index].firstLine = min(marks[index].firstLine, page.lines.count)
      marks[index].endLine = min(marks[index].endLine, page.lines.count)
    }
  }
}
