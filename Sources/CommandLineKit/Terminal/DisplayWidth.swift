/// How many columns of a terminal a text takes.
public enum DisplayWidth {
  /// The columns of `text`: two for East Asian wide characters and emoji, none for combining marks, one otherwise.
  public static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + columns($1) }
  }

  /// `text` cut to at most `columns`, ending in `mark` when something is missing.
  public static func cut(_ text: String, to columns: Int, mark: String = Environment.ellipsis) -> String {
    guard of(text) > columns else { return text }
    var kept = ""
    var used = 0
    for character in text {
      used += self.columns(character)
      if used > columns - mark.count { break }
      kept.append(character)
    }
    return kept + mark
  }

  private static func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      let category = scalar.properties.generalCategory
      return category == .nonspacingMark || category == .enclosingMark || category == .format ? 0 : 1
    }
  }
}
