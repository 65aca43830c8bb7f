import CommandLineKit
import Nightly
import Sedric

/// Which files of a folder are meant, for `get` and `import`; patterns as rclone has them.
enum SelectionOptions {
  static let include = Option.list(
    "--include", value: "PATTERN",
    help: "Only files whose path matches, as in '*.csv' or '/chat/**'.")
  static let exclude = Option.list("--exclude", value: "PATTERN", help: "No files whose path matches.")
  static let only = Option<FileKind?>.choice(
    "--only", of: FileKind.self, help: "Only files of this kind, as folder and name tell.")
  static let since = Option.text("--since", value: "TIME", help: "Only files changed on this day or later (UTC).")
  static let until = Option.text("--until", value: "TIME", help: "Only files changed before this day or time.")

  static let group = OptionGroup("Which files", include, exclude, only, since, until)

  /// What the options say together.
  static func selection(_ call: Invocation) throws -> FileSelection {
    var selection = FileSelection()
    selection.includes = try call[include].map { try pattern($0, "--include") }
    selection.excludes = try call[exclude].map { try pattern($0, "--exclude") }
    selection.kind = call[only]
    let window = try TimeWindow.read(date: nil, since: call[since], until: call[until], isFull: false, timeZone: nil)
    if case .range(let from, let to) = window { (selection.since, selection.until) = (from, to) }
    return selection
  }

  private static func pattern(_ text: String, _ option: String) throws -> GlobPattern {
    guard let pattern = GlobPattern(text) else {
      throw UsageError(
        "\(option) '\(text)' is not a pattern", advice: "Close every [ and {; write \\[ for the sign itself.")
    }
    return pattern
  }
}
