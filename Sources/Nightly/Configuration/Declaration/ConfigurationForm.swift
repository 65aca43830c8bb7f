/// What a value of the configuration may be. Any text may hold `${NAME}`, an environment variable.
indirect enum ConfigurationForm: Sendable {
  /// A text that is not empty, with a good one.
  case text(example: String)
  /// A text, also an empty one, with a good one.
  case any(example: String)
  /// A text that keeps to a regular expression (ECMA-262), with good ones.
  case pattern(String, examples: [String])
  /// `true` or `false`.
  case boolean
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// A text, a number, or `true` or `false`.
  case scalar
  /// One of some words.
  case words([String])
  /// An object with the declared keys of `ConfigurationShape`.
  case object(ConfigurationShape.Name)
  /// An object with keys of the user's own, all of whose values have one form.
  case map(ConfigurationForm)
  /// An object whose keys are among those given, each with its meaning, and whose values have one form.
  case fields([(name: String, summary: String)], ConfigurationForm)
  /// A list of at least `least` items of one form; without items that stand twice where it `isSet`.
  case list(ConfigurationForm, isSet: Bool = false)
  /// Any of these.
  case either([ConfigurationForm])

  /// One of the words of an enumeration.
  static func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> ConfigurationForm
  where Choice.RawValue == String {
    .words(Choice.allCases.map(\.rawValue))
  }

  /// A path.
  static func path(_ example: String) -> ConfigurationForm { .text(example: example) }

  /// A single ASCII character.
  static let character = ConfigurationForm.pattern(#"^([\x01-\x09\x0B\x0C\x0E-\x7F]|\\t)$"#, examples: [";", "\\t"])

  /// A number of bytes from 1 MB to 1024 GB.
  static let byteCount = ConfigurationForm.either([
    .integer(1 << 20...1 << 40),
    .pattern("^[0-9]{1,10} *([kK][bB]?|[mM][bB]?|[gG][bB]?|[bB])?$", examples: ["256MB", "2GB"]),
  ])

  /// A time span in seconds, or with a unit.
  static let duration = ConfigurationForm.either([
    .integer(0...366 * 86_400), .pattern("^[0-9]{1,5}[smhd]$", examples: ["15m", "2h", "1d"]),
  ])

  /// A number of records, or a share of them.
  static let rejectLimit = ConfigurationForm.either([
    .integer(0...Int(Int32.max)),
    .pattern(#"^([0-9]{1,9}|(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)%)$"#, examples: ["1%", "0.5%"]),
  ])

  /// A zone of the IANA database.
  static let zone = ConfigurationForm.text(example: "Europe/Paris")

  /// A pattern of times, in Unicode's letters.
  static let timePattern = ConfigurationForm.text(example: "dd/MM/yyyy HH:mm")
}
