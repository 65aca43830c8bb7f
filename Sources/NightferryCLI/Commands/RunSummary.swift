import CommandLineKit
import Nightly

/// A run's report on the terminal.
struct RunSummary {
  private let report: RunReport
  private static let examples = 5

  init(_ report: RunReport) {
    self.report = report
  }

  func print(_ console: Console) {
    console.write(table)
    for line in destinationLines { console.print(line) }
    if let lists = report.lists {
      console.print()
      SyncPrinter(lists, console).print()
    }
    let refused = rejectLines
    if !refused.isEmpty {
      console.print()
      for line in refused { console.print(line) }
    }
    console.print()
    console.print(lastLine)
  }

  /// Records by kind and what became of them; bytes and time are those of the parcels and of the export.
  private var table: String {
    var table = TextTable(
      ["kind", "read", "exported", "rejected", "skipped", "delivered", "parcels", "bytes", "time"],
      alignments: [.left, .right, .right, .right, .right, .right, .right, .right, .right])
    for kind in report.kinds { table.add(row(kind)) }
    if report.kinds.count > 1 { table.add(row(report.total)) }
    return table.text()
  }

  private func row(_ kind: KindReport) -> [String] {
    let counts = kind.counts
    return [
      kind.kind, Quantity.count(counts.read), Quantity.count(counts.exported), Quantity.count(counts.rejected),
      Quantity.count(counts.skipped), report.run == nil ? "-" : Quantity.count(kind.delivered),
      Quantity.count(counts.parcels), Quantity.bytes(counts.bytes), Quantity.seconds(counts.seconds),
    ]
  }

  private var destinationLines: [String] {
    var lines: [String] = []
    let total = report.total
    if total.counts.held > 0 {
      lines.append(
        "\(Quantity.count(total.counts.held)) good records are held back with their chat or thread, in "
          + "\(report.rejectsFolder)/held.")
    }
    for id in report.unknownIDs { lines.append("No record of the dump has the id \(id).") }
    if total.counts.carriedParcels > 0 {
      lines.append(
        "\(Quantity.count(total.counts.carriedParcels, "parcel")) of an earlier run had not arrived; "
          + "\(Quantity.count(total.carriedDelivered)) of them have now.")
    }
    for destination in report.destinations {
      var line =
        "\(destination.name) (\(destination.address)): \(Quantity.count(destination.delivered, "parcel")) sent, "
        + "\(Quantity.bytes(destination.bytesSent)) in \(Quantity.seconds(destination.seconds))"
      if destination.skipped > 0 { line += ", \(Quantity.count(destination.skipped)) were there before" }
      if destination.reconnects > 0 { line += ", connected anew \(Quantity.count(destination.reconnects, "time"))" }
      if destination.failed > 0 { line += ", \(Quantity.count(destination.failed)) not sent" }
      if destination.withheld > 0 { line += ", \(Quantity.count(destination.withheld)) kept back" }
      lines.append(line)
      if let reason = destination.readBackReason { lines.append("  files were read back: \(reason)") }
      if let stopped = destination.stopped { lines.append("  stopped: \(stopped)") }
      for problem in destination.problems.prefix(Self.examples) where destination.stopped == nil {
        lines.append("  \(problem.kind)/\(problem.id): \(problem.reason)")
      }
    }
    return lines
  }

  /// The refused records, by kind and error, the first few of each kind with their places.
  private var rejectLines: [String] {
    var lines: [String] = []
    for kind in report.kinds where kind.counts.rejected > 0 {
      let errors = kind.counts.rejectsByError.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) \(Quantity.count($0.value))" }.joined(separator: ", ")
      let file = report.isDryRun ? "" : ", all in \(report.rejectsFolder)/\(kind.kind).csv"
      lines.append("\(kind.kind): \(Quantity.count(kind.counts.rejected)) refused (\(errors))\(file)")
      for reject in report.rejects.lazy.filter({ $0.kind == kind.kind }).prefix(Self.examples) {
        lines.append("  \(reject.file) line \(reject.line): \(reject.reason)")
      }
      if kind.counts.rejected > Self.examples {
        lines.append("  and \(Quantity.count(kind.counts.rejected - Self.examples)) more")
      }
    }
    return lines
  }

  private var lastLine: String {
    let seconds = Quantity.seconds(report.seconds)
    if report.isDryRun { return "Dry run: nothing was written or sent. \(seconds)" }
    let code = ExitCode(rawValue: report.exitCode)?.meaning ?? "internal error"
    let number = report.run.map { "Run \($0)" } ?? "Run"
    return "\(number) took \(seconds); exit code \(report.exitCode): \(code)."
  }
}
