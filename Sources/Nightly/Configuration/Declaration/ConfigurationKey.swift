/// A key of the configuration as it is declared: what its value may be, and what it means.
struct ConfigurationKey: Sendable {
  /// The key.
  let name: String
  /// What its value may be.
  let form: ConfigurationForm
  /// Whether it must be there.
  let isRequired: Bool
  /// What counts where it is not there, as JSON5; nil where that is nothing in particular.
  let fallback: String?
  /// What it means, in a sentence.
  let summary: String

  init(
    _ name: String, _ form: ConfigurationForm, required: Bool = false, default fallback: String? = nil,
    _ summary: String
  ) {
    self.name = name
    self.form = form
    isRequired = required
    self.fallback = fallback
    self.summary = summary
  }
}
