import Bytes

extension Composer {
  /// An image shows as its alternative text; a tracking pixel does not.
  mutating func image(_ style: Style, note: Int) {
    guard isSeen, note >= 0, let alt = value(.alt, of: note) else { return }
    if !options.keepsHidden, isPixel(style, note: note) { return }
    standIn(decoded(alt))
  }

  private func isPixel(_ style: Style, note: Int) -> Bool {
    if !style.isDisjoint(with: [.zeroWidth, .zeroHeight]) { return true }
    for side in [Attribute.width, .height] {
      if let size = number(side, of: note), size >= 0, size <= 2, !endsInPercent(side, of: note) { return true }
    }
    return false
  }

  private func endsInPercent(_ kind: Attribute, of note: Int) -> Bool {
    guard let range = value(kind, of: note) else { return false }
    return source.span(range).firstIndex(of: UInt8(ascii: "%")) != nil
  }

  /// Text that stands for something else keeps its distance from the text around it.
  private mutating func standIn(_ text: [UInt8]) {
    guard !text.isEmpty else { return }
    flow(" ".utf8.span)
    flow(text.span)
    flow(" ".utf8.span)
  }

  /// A form's field shows what is in it.
  mutating func input(note: Int) {
    guard isSeen, !isWord("hidden", .type, of: note) else { return }
    if isWord("checkbox", .type, of: note) {
      standIn(Array(value(.checked, of: note) == nil ? "[ ]".utf8 : "[x]".utf8))
    } else if isWord("radio", .type, of: note) {
      standIn(Array(value(.checked, of: note) == nil ? "( )".utf8 : "(x)".utf8))
    } else if isWord("image", .type, of: note) {
      if let alt = value(.alt, of: note) { standIn(decoded(alt)) }
    } else if let value = value(.value, of: note), !isWord("password", .type, of: note) {
      standIn(decoded(value))
    }
  }
}
