/// What had to be mended or left aside in a mail. None of it loses visible text: a mail that is too large is an error.
public struct HTMLWarnings: OptionSet, Sendable, Hashable {
  /// The bits.
  public var rawValue: UInt32

  /// Makes a set of the bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Bytes that were not text in the stated character set were replaced.
  public static let repairedText = HTMLWarnings(rawValue: 1 << 0)
  /// The character set stated was not the one used.
  public static let otherCharset = HTMLWarnings(rawValue: 1 << 1)
  /// Elements nested beyond the depth limit were taken as plain text.
  public static let flattened = HTMLWarnings(rawValue: 1 << 2)
  /// A comment, tag or quoted attribute never ended.
  public static let unfinishedMarkup = HTMLWarnings(rawValue: 1 << 3)
  /// The style sheet had more rules than are followed, so that text that it hides may show.
  public static let largeStyleSheet = HTMLWarnings(rawValue: 1 << 4)

  /// Stable names, for JSON and messages.
  public var names: [String] {
    let all: [(HTMLWarnings, String)] = [
      (.repairedText, "repaired-text"), (.otherCharset, "other-charset"), (.flattened, "flattened"),
      (.unfinishedMarkup, "unfinished-markup"), (.largeStyleSheet, "large-style-sheet"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
