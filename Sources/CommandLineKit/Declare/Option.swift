/// One declared option and, by its type, what a command reads from it.
///
/// A command holds its options as constants, lists them in its `Command`, and reads `call[option]`:
///
/// ```swift
/// static let limit = Option.integer("--limit", "N", default: 10, in: 0...Int.max, "Rows to show; 0 shows all.")
/// static let format = Option.choice("--format", Format.self, default: .table, "How rows are printed.")
/// ```
public struct Option<Value: Sendable>: OptionDeclaring {
  /// Names, placeholder and help, as the help page prints them.
  public let declaration: OptionDeclaration
  /// What is read when the option is not given.
  public let defaultValue: Value
  let combine: @Sendable (_ earlier: Value?, _ text: String) throws(ValueError) -> Value

  /// Creates an option whose value is made from the argument's text.
  ///
  /// `names` are written as a user types them, `"-i"`, `"--identity"`; the last is the one that messages use.
  /// `combine` gets the value of an earlier use of the same option, for options that add up.
  public init(
    names: [String], placeholder: String?, default defaultValue: Value, shownDefault: String? = nil,
    choices: [String] = [], repeats: Bool = false, help: String,
    combine: @escaping @Sendable (_ earlier: Value?, _ text: String) throws(ValueError) -> Value
  ) {
    declaration = OptionDeclaration(
      names: names, placeholder: placeholder, help: help, shownDefault: shownDefault, choices: choices,
      repeats: repeats)
    self.defaultValue = defaultValue
    self.combine = combine
  }

  /// Reads one use of the option. `text` is empty for a flag.
  public func read(_ text: String, after earlier: (any Sendable)?) throws(ValueError) -> any Sendable {
    try combine(earlier as? Value, text)
  }
}

/// An option of any value type, as a command lists it.
public protocol OptionDeclaring: Sendable {
  /// Names, placeholder and help.
  var declaration: OptionDeclaration { get }
  /// Reads one use of the option, given the value of an earlier use.
  func read(_ text: String, after earlier: (any Sendable)?) throws(ValueError) -> any Sendable
}

/// What is printed of an option.
public struct OptionDeclaration: Hashable, Sendable {
  /// All names, dashes included, short ones first.
  public let names: [String]
  /// What stands for the value, as in `FILE`; nil for a flag.
  public let placeholder: String?
  /// One or two sentences.
  public let help: String
  /// The default as help shows it.
  public let shownDefault: String?
  /// The words that the value may be; empty when it is free.
  public let choices: [String]
  /// Whether it may be given more than once, each use counting.
  public let repeats: Bool

  /// The name that messages use: the long one.
  public var name: String { names.last ?? "" }
  /// Whether the option takes a value.
  var takesValue: Bool { placeholder != nil }
}

/// A value that an option or argument cannot take: the reason and, where there is one, an example of what it can.
public struct ValueError: Error, Hashable, Sendable {
  /// What is wrong, following the value in a sentence: `is not a whole number`.
  public let reason: String
  /// What to write instead: `Give 0 or more.`
  public let advice: String?

  /// Creates an error.
  public init(_ reason: String, advice: String? = nil) {
    self.reason = reason
    self.advice = advice
  }
}
