import Bytes

/// An open list.
struct ListState: Sendable {
  var isOrdered: Bool
  var number: Int
  var step: Int
  var style: ListStyle
}

/// How a list's items are counted.
enum ListStyle: Sendable {
  case decimal, lowerLetter, upperLetter, lowerRoman, upperRoman

  /// The style of a `type` attribute's value, which goes by case (HTML, section 4.4.5).
  init(_ type: Span<UInt8>) {
    switch type.count == 1 ? type[0] : 0 {
    case UInt8(ascii: "a"): self = .lowerLetter
    case UInt8(ascii: "A"): self = .upperLetter
    case UInt8(ascii: "i"): self = .lowerRoman
    case UInt8(ascii: "I"): self = .upperRoman
    default: self = .decimal
    }
  }

  /// What a style declares.
  init(_ style: Style) {
    let counters: [(Style, ListStyle)] = [
      (.lowerLetters, .lowerLetter), (.upperLetters, .upperLetter), (.lowerNumerals, .lowerRoman),
      (.upperNumerals, .upperRoman),
    ]
    self = counters.first { style.contains($0.0) }?.1 ?? .decimal
  }

  /// A number as the list writes it; what letters and Roman numerals cannot write is decimal.
  func label(_ number: Int) -> String {
    switch self {
    case .decimal: "\(number)"
    case .lowerLetter: ListStyle.letters(number, first: 97) ?? "\(number)"
    case .upperLetter: ListStyle.letters(number, first: 65) ?? "\(number)"
    case .lowerRoman: ListStyle.roman(number)?.lowercased() ?? "\(number)"
    case .upperRoman: ListStyle.roman(number) ?? "\(number)"
    }
  }

  private static func letters(_ number: Int, first: UInt8) -> String? {
    guard number > 0 else { return nil }
    var rest = number
    var text: [UInt8] = []
    while rest > 0 {
      rest -= 1
      text.insert(first + UInt8(rest % 26), at: 0)
      rest /= 26
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func roman(_ number: Int) -> String? {
    guard number > 0, number < 4000 else { return nil }
    let signs = [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]
    var rest = number
    var text = ""
    for (value, sign) in signs {
      while rest >= value {
        text += sign
        rest -= value
      }
    }
    return text
  }
}

extension Composer {
  mutating func openList(_ tag: Tag, note: Int) {
    let isReversed = tag == .ol && value(.reversed, of: note) != nil
    let style = value(.type, of: note).map { ListStyle(source.span($0).trimmed()) } ?? .decimal
    let first = number(.start, of: note) ?? (isReversed ? Int(notes[note].itemCount) : 1)
    lists.append(ListState(isOrdered: tag == .ol, number: first, step: isReversed ? -1 : 1, style: style))
  }

  mutating func openItem(note: Int) {
    bullet.removeAll(keepingCapacity: true)
    guard isSeen else { return }
    guard var list = lists.last, list.isOrdered else {
      if sight.hasBullets {
        bullet.append(UInt8(ascii: "*"))
        bullet.append(UInt8(ascii: " "))
        indent += 2
      }
      return
    }
    if let stated = number(.value, of: note) { list.number = stated }
    let style = sight.counter ?? value(.type, of: note).map { ListStyle(source.span($0).trimmed()) } ?? list.style
    if sight.hasBullets {
      bullet.append(contentsOf: style.label(list.number).utf8)
      bullet.append(UInt8(ascii: "."))
      bullet.append(UInt8(ascii: " "))
      indent += UInt16(bullet.count)
    }
    list.number += list.step
    lists[lists.count - 1] = list
  }
}
