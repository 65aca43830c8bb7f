import CommandLineKit

/// How many records a preview has shown and how many were in error, up to its limit.
struct PreviewTally {
  private let console: Console
  private let limit: Int
  private var shown = 0
  private(set) var refused = 0
  /// The most messages printed of one kind; the rest is counted.
  static let messageLimit = 20

  /// At most `limit` records are shown, all for 0.
  init(_ console: Console, limit: Int) {
    self.console = console
    self.limit = limit
  }

  /// Whether another record is to be shown.
  var wantsMore: Bool { console.isOpen && (limit == 0 || shown < limit) }

  mutating func show() { shown += 1 }

  /// Counts a record in error, and says why it is one.
  mutating func refuse(_ words: @autoclosure () -> String) {
    refused += 1
    if refused <= Self.messageLimit { console.note("error: \(words())") }
  }

  /// Says how many more there were in error.
  func finish(_ title: String) -> ExitCode {
    if refused > Self.messageLimit { console.note("\(title): \(refused - Self.messageLimit) more records in error") }
    return refused > 0 ? .refused : .done
  }
}
