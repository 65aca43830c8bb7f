import Bytes
import CommandLineKit
import Delivery
import JSONText
import Nightly

/// What an upload came to, for the terminal and for programs.
struct UploadReport {
  /// How the sums are printed.
  enum Format: String, CaseIterable, Sendable {
    case table, json
  }

  let target: String
  let outcome: UploadJob.Outcome
  private var summary: DeliverySummary { outcome.summary }

  init(target: String, outcome: UploadJob.Outcome) {
    self.target = target
    self.outcome = outcome
  }

  /// What the process ends with.
  var exitCode: ExitCode {
    switch summary.stopped {
    case .remote(let failure): return ErrorWords.failure(failure).code
    case .ledger, .cancelled: return .incomplete
    case nil: break
    }
    let total = summary.total
    if total.failed > 0 { return .incomplete }
    return total.conflicts > 0 ? .refused : .done
  }

  /// Of two codes the one that says more: whatever stops comes before what is only refused.
  static func worse(_ left: ExitCode, _ right: ExitCode) -> ExitCode {
    left.rawValue >= right.rawValue ? left : right
  }

  func print(_ console: Console, _ format: Format) {
    switch format {
    case .table where console.isQuiet: break
    case .table: console.write(table)
    case .json: console.print(json)
    }
    explain(console)
  }

  private var table: String {
    var table = TextTable(
      [target, "delivered", "skipped", "conflicts", "failed", "bytes"],
      alignments: [.left, .right, .right, .right, .right, .right])
    let kinds = summary.kinds.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (kind, sums) in kinds { table.add(row(kind, sums)) }
    if kinds.count > 1 { table.add(row("all", summary.total)) }
    let sent = Quantity.bytes(summary.bytesSent)
    var text = table.text() + "\(sent) sent in \(Quantity.seconds(summary.seconds))"
    if summary.reconnects > 0 { text += ", \(Quantity.count(summary.reconnects, "time")) connected anew" }
    if !outcome.cleaned.isEmpty { text += ", \(Quantity.count(outcome.cleaned.count, "leftover")) removed" }
    return text + "\n"
  }

  private func row(_ name: String, _ sums: KindSummary) -> [String] {
    [
      name, Quantity.count(sums.delivered), Quantity.count(sums.skipped), Quantity.count(sums.conflicts),
      Quantity.count(sums.failed), Quantity.bytes(sums.bytes),
    ]
  }

  private var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("target", target)
    writer.member("exit_code", Int(exitCode.rawValue))
    writer.member("bytes_sent", summary.bytesSent)
    writer.member("seconds", summary.seconds)
    writer.member("reconnects", summary.reconnects)
    writer.member("cleaned", outcome.cleaned)
    if let reason = summary.readBackReason { writer.member("read_back_because", reason) }
    writer.object("kinds") { writer in
      for (kind, sums) in summary.kinds.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
        writer.object(kind) { writer in
          writer.member("delivered", sums.delivered)
          writer.member("skipped", sums.skipped)
          writer.member("conflicts", sums.conflicts)
          writer.member("failed", sums.failed)
          writer.member("bytes", sums.bytes)
        }
      }
    }
    let problems = summary.parcels.lazy.compactMap { parcel in reason(parcel.outcome).map { (parcel, $0) } }
    writer.objects("problems", of: problems) { writer, problem in
      let (parcel, reason) = problem
      writer.member("kind", parcel.kind)
      writer.member("id", String(repairing: parcel.id.span))
      writer.member("reason", reason)
    }
    writer.endObject()
    return writer.text
  }

  /// Says on standard error what went wrong: what stopped it all, and the first parcels of each
  /// reason.
  private func explain(_ console: Console) {
    switch summary.stopped {
    case .remote(let failure): console.report(ErrorWords.failure(failure), program: "nightferry")
    case .ledger(let words): console.report(Failure(.incomplete, words), program: "nightferry")
    case .cancelled:
      console.report(Failure(.incomplete, "interrupted; the same command goes on from here"), program: "nightferry")
    case nil: break
    }
    if let reason = summary.readBackReason { console.note("files were read back: \(reason)") }
    if let first = outcome.leftOut.first {
      let more = outcome.leftOut.count > 1 ? " and \(Quantity.count(outcome.leftOut.count - 1)) more" : ""
      console.note("\(first)\(more): neither a file nor a folder, so not sent. Links to folders are not followed.")
    }
    if let failure = outcome.cleaningFailure { console.note("leftovers may still be there: \(failure)") }
    var reasons: [String] = []
    var parcels: [String: [String]] = [:]
    for parcel in summary.parcels {
      guard let reason = reason(parcel.outcome) else { continue }
      if parcels[reason] == nil { reasons.append(reason) }
      parcels[reason, default: []].append(Self.name(parcel))
    }
    for reason in reasons.prefix(10) {
      let names = parcels[reason] ?? []
      let more = names.count > 3 ? " and \(Quantity.count(names.count - 3)) more" : ""
      console.note("\(names.prefix(3).joined(separator: ", "))\(more): \(reason)")
    }
    if reasons.count > 10 { console.note("and \(Quantity.count(reasons.count - 10)) further problems") }
    if summary.total.conflicts > 0 { console.note("  Look at what has changed, and send it with --replace.") }
  }

  private func reason(_ outcome: ParcelOutcome) -> String? {
    switch outcome {
    case .delivered, .alreadyDelivered: nil
    case .conflict(let reason): reason
    case .failed(let failure): failure.description
    case .notTried(let reason): summary.stopped == nil ? reason : nil
    }
  }

  private static func name(_ parcel: ParcelResult) -> String {
    "\(parcel.kind)/\(String(repairing: parcel.id.span))"
  }
}
