import Bytes

extension Mender {
  /// Takes a run of text. White space at the edge of a block shows nothing, and half of a newsletter's texts are that.
  mutating func text(_ range: Range<Int>) {
    if isBlank(range), blanksCollapse(at: range.lowerBound) {
      if !followsEdge { heldBlank = (heldBlank?.lowerBound ?? range.lowerBound)..<range.upperBound }
      return
    }
    append(.text, range)
  }

  /// Adds text, to the token before it where nothing stands between them.
  mutating func append(_ kind: MarkupToken.Kind, _ range: Range<Int>) {
    if range.isEmpty { return }
    settleBlank()
    followsEdge = false
    let last = output.tokens.count - 1
    if last >= 0, output.tokens[last].kind == kind, Int(output.tokens[last].end) == range.lowerBound {
      output.tokens[last].end = Int32(range.upperBound)
    } else {
      output.append(MarkupToken(kind, range))
    }
  }

  /// Writes the white space that was held back.
  mutating func settleBlank() {
    guard let held = heldBlank else { return }
    heldBlank = nil
    output.append(MarkupToken(.rawText, held.lowerBound..<(held.lowerBound + 1)))
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    for index in range where !source[index].isBlank { return false }
    return true
  }

  /// Whether white space is sure to collapse here, and blocks are sure to be blocks.
  private func blanksCollapse(at place: Int) -> Bool {
    place >= lastSheet && open[Int(Tag.pre.rawValue)] == 0 && open[Int(Tag.listing.rawValue)] == 0
      && seenStyles.isDisjoint(with: [.keepsSpace, .keepsLines, .displayInline, .displayInlineBlock])
  }

  /// Whether a tag is sure to begin a line.
  func isEdge(_ tag: Tag, _ reader: AttributeReader, at place: Int) -> Bool {
    (tag.isBlock || tag == .br) && !reader.isNoteworthy && !output.sheet.ruledTags.contains(tag)
      && blanksCollapse(at: place)
  }
}
