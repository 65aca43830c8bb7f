import CommandLineKit
import Delivery
import Nightly

/// What a sync found and did, on the terminal.
///
/// The values of fields are shown by a dry run alone, which somebody asked for to judge them. The sync itself runs at night
/// under a scheduler that keeps what is printed, so it names ids and counts only.
struct SyncPrinter {
  private let report: SyncReport
  private let console: Console
  private static let examples = 20

  init(_ report: SyncReport, _ console: Console) {
    self.report = report
    self.console = console
  }

  func print() {
    printProblems()
    for destination in report.destinations { print(destination) }
    if report.isDryRun { console.print("Dry run: nothing was sent.") }
  }

  private func printProblems() {
    for problem in report.problems {
      // Most notes begin with the field.
      let field = problem.field.map { problem.note.hasPrefix($0) ? "" : " \($0):" } ?? ""
      let level = problem.isWarning ? "warning: " : ""
      console.print("\(level)\(problem.place):\(field) \(problem.note) (\(problem.rule))")
    }
    let count = report.problems.count { !$0.isWarning }
    if count > 0 {
      console.print(
        "\(Quantity.count(count)) \(count == 1 ? "mistake" : "mistakes"): nothing is sent until they are mended.")
    }
    if !report.problems.isEmpty { console.print() }
  }

  private func print(_ destination: SyncReport.Destination) {
    if let stopped = destination.stopped {
      console.print("\(destination.name) (\(destination.address)): nothing was compared or sent")
      return console.print("  stopped: \(stopped)")
    }
    console.print("\(destination.name) (\(destination.address)), compared with \(words(destination.comparedWith)):")
    var table = TextTable(
      ["list", "before", "after", "added", "removed", "changed"],
      alignments: [.left, .right, .right, .right, .right, .right])
    for changes in destination.changes {
      table.add(
        [
          changes.kind, Quantity.count(changes.before), Quantity.count(changes.after),
          Quantity.count(changes.added.count), Quantity.count(changes.removed.count),
          Quantity.count(changes.changed.count),
        ])
    }
    console.write(table.text())
    for changes in destination.changes where !changes.isEmpty {
      if report.isDryRun { printValues(changes) } else { printNames(changes) }
    }
    for note in destination.notes { console.print("note: \(note)") }
    console.print(lastLine(destination))
    for failure in destination.failures { console.print("  \(failure)") }
  }

  private func words(_ origins: [(kind: String, origin: String)]) -> String {
    let names = Set(origins.map(\.origin))
    guard names.count == 1, let name = names.first else {
      return origins.map { "\(word($0.origin)) for \($0.kind)" }.joined(separator: ", ")
    }
    return word(name)
  }

  private func word(_ origin: String) -> String {
    switch origin {
    case "server": "the server's files"
    case "ledger": "what was delivered last"
    case "nothing": "nothing, as nothing was delivered yet"
    default: "nothing, as neither server nor ledger say what was delivered"
    }
  }

  /// Every change with its values.
  private func printValues(_ changes: ListChanges) {
    for entry in changes.added { print("+", changes.kind, entry) }
    for entry in changes.removed { print("-", changes.kind, entry) }
    for entry in changes.changed {
      console.print("~ \(changes.kind) \(entry.name)")
      for field in entry.fields {
        console.print("    \(field.field): \(field.before ?? "(none)") -> \(field.after ?? "(none)")")
      }
    }
  }

  private func print(_ sign: String, _ kind: String, _ entry: ListChanges.Entry) {
    console.print("\(sign) \(kind) \(entry.name)")
    for field in entry.fields { console.print("    \(field.name): \(field.value)") }
  }

  /// The ids of what has changed.
  private func printNames(_ changes: ListChanges) {
    let groups = [
      ("+", changes.added.map(\.name)), ("-", changes.removed.map(\.name)), ("~", changes.changed.map(\.name)),
    ]
    for (sign, names) in groups where !names.isEmpty {
      let more = names.count > Self.examples ? " and \(Quantity.count(names.count - Self.examples)) more" : ""
      console.print("\(sign) \(changes.kind) \(names.prefix(Self.examples).joined(separator: ", "))\(more)")
    }
  }

  private func lastLine(_ destination: SyncReport.Destination) -> String {
    if let refusal = destination.refusal {
      return
        "Refused: \(refusal). Look at what vanishes with --dry-run, and if it is right send it with --allow-removals."
    }
    if report.isDryRun, destination.hasWork {
      return report.isRefused
        ? "These changes would be sent if the lists had no mistakes." : "These changes would be sent."
    }
    if report.isDryRun { return "Nothing would be sent." }
    if !destination.hasWork { return "Nothing has changed, so nothing was sent." }
    let files = destination.filesSent == 1 ? "1 file" : "\(Quantity.count(destination.filesSent)) files"
    return "\(files) sent, \(Quantity.bytes(destination.bytesSent))."
  }
}
