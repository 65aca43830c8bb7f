extension Option where Value == Bool {
  /// An option without a value, as in `--dry-run`.
  public static func flag(_ names: String..., help: String) -> Option {
    Option(names: names, placeholder: nil, default: false, help: help) { _, _ in true }
  }
}

extension Option where Value == String {
  /// A text with a default.
  public static func text(_ names: String..., value: String, default text: String, help: String) -> Option {
    Option(names: names, placeholder: value, default: text, shownDefault: text, help: help) { _, text in text }
  }
}

extension Option where Value == String? {
  /// A text that may be absent, as a file or a date.
  public static func text(_ names: String..., value: String, help: String) -> Option {
    Option(names: names, placeholder: value, default: nil, help: help) { _, text throws(ValueError) in
      guard !text.isEmpty else { throw ValueError("is empty") }
      return text
    }
  }
}

extension Option where Value == [String] {
  /// A text that may be given several times.
  public static func list(_ names: String..., value: String, help: String) -> Option {
    Option(names: names, placeholder: value, default: [], repeats: true, help: help) { earlier, text in
      (earlier ?? []) + [text]
    }
  }
}

extension Option where Value == Int {
  /// A whole number within a range.
  public static func integer(
    _ names: String..., value: String = "N", default number: Int, in range: ClosedRange<Int> = 0...Int.max,
    help: String
  ) -> Option {
    Option(names: names, placeholder: value, default: number, shownDefault: String(number), help: help) {
      _, text throws(ValueError) in try ValueText.integer(text, in: range)
    }
  }
}

extension Option where Value == Int? {
  /// A whole number that may be absent.
  public static func integer(
    _ names: String..., value: String = "N", in range: ClosedRange<Int> = 0...Int.max, help: String
  ) -> Option {
    Option(names: names, placeholder: value, default: nil, help: help) { _, text throws(ValueError) in
      try ValueText.integer(text, in: range)
    }
  }

  /// Bytes or bytes a second, as in `10M`: a number and K, M, G or T (1024 each); `off` is no limit.
  public static func size(_ names: String..., value: String, help: String) -> Option {
    Option(names: names, placeholder: value, default: nil, help: help) { _, text throws(ValueError) in
      text == "off" ? Int?.none : try ValueText.size(text)
    }
  }
}

extension Option where Value == Double {
  /// A time span in seconds, as in `30`, `30s`, `5m`, `2h`, `1d`.
  public static func seconds(_ names: String..., value: String = "S", default seconds: Double, help: String) -> Option {
    let shown = seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    return Option(names: names, placeholder: value, default: seconds, shownDefault: shown, help: help) {
      _, text throws(ValueError) in try ValueText.seconds(text)
    }
  }
}

extension Option where Value: CaseIterable & RawRepresentable<String> {
  /// One of an enumeration's words.
  public static func choice(
    _ names: String..., of type: Value.Type = Value.self, default choice: Value, help: String
  ) -> Option {
    let words = Value.allCases.map(\.rawValue)
    return Option(
      names: names, placeholder: words.joined(separator: "|"), default: choice, shownDefault: choice.rawValue,
      choices: words, help: help
    ) { _, text throws(ValueError) in try ValueText.choice(text, of: Value.self) }
  }
}

extension Option {
  /// One of an enumeration's words, or none.
  public static func choice<Word: CaseIterable & RawRepresentable<String> & Sendable>(
    _ names: String..., of type: Word.Type = Word.self, help: String
  ) -> Option where Value == Word? {
    let words = Word.allCases.map(\.rawValue)
    return Option(
      names: names, placeholder: words.joined(separator: "|"), default: nil, choices: words, help: help
    ) { _, text throws(ValueError) in try ValueText.choice(text, of: Word.self) }
  }
}
