import Bytes
import Ledger

/// A run's report as one page: no script, nothing from elsewhere, readable in light and dark, on paper and by a screen
/// reader.
struct HTMLReport {
  let report: RunReport
  /// Earlier runs and this one, newest first.
  let history: [RunRecord]
  private static let examples = 5

  /// The page.
  func page() -> String {
    let title = "Nightferry: \(headline)"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escaped(title))</title>
      <style>\(HTMLStyle.text)</style>
      </head>
      <body>
      <header>
      <h1>\(escaped(headline))</h1>
      <p class="\(report.exitCode == 0 ? "good" : "bad")" id="outcome">Exit code <b id="exit-code">\(report.exitCode)</b>: \
      \(escaped(HTMLReport.meaning(report.exitCode)))</p>
      \(report.failure.map { "<p class=\"bad\">\(escaped($0))</p>" } ?? "")
      <dl>\(facts)</dl>
      </header>
      <main>
      \(balance)
      \(kinds)
      \(destinations)
      \(lists)
      \(rejects)
      \(trend)
      </main>
      <footer><p>nightferry \(escaped(report.version))\(versions)</p></footer>
      </body>
      </html>

      """
  }

  private var headline: String {
    let number = report.run.map { "Run \($0)" } ?? "Dry run"
    return "\(number), \(HTMLReport.clock(report.started))"
  }

  private var facts: String {
    let facts = [
      ("Configuration", report.configuration), ("Dump", report.dump), ("Outbox", report.outbox),
      ("Rejects", report.rejectsFolder), ("Began", HTMLReport.clock(report.started)),
      ("Ended", HTMLReport.clock(report.finished)),
      ("Took", HTMLReport.seconds(report.seconds)),
    ]
    return facts.map { "<div><dt>\($0.0)</dt><dd>\(escaped($0.1))</dd></div>" }.joined()
  }

  /// The two sums that must come out.
  private var balance: String {
    let total = report.total
    let counts = total.counts
    return """
      <section aria-labelledby="balance"><h2 id="balance">Balance</h2>
      <p class="\(report.isBalanced ? "good" : "bad")" id="balanced">\
      \(report.isBalanced ? "Every record is accounted for." : "The sums do not come out. This is a bug; please report it.")</p>
      <div class="wide" tabindex="0"><table><caption>Records</caption><thead><tr>\
      \(head("read", "=", "exported", "+", "rejected", "+", "skipped"))</tr></thead><tbody><tr>\
      \(cell(counts.read, id: "read"))<td>=</td>\(cell(counts.exported, id: "exported"))<td>+</td>\
      \(cell(counts.rejected, id: "rejected"))<td>+</td>\(cell(counts.skipped, id: "skipped"))</tr></tbody></table></div>
      <div class="wide" tabindex="0"><table><caption>Exported records</caption><thead><tr>\(head("exported", "=", "delivered", "+", "pending"))</tr></thead>\
      <tbody><tr>\(cell(counts.exported))<td>=</td>\(cell(total.delivered, id: "delivered"))<td>+</td>\
      \(cell(total.pending, id: "pending"))</tr></tbody></table></div>
      <p>Skipped are \(counts.unchanged) that were delivered before, \(counts.held) that are held back with a refused \
      record of the same chat or thread, and \(counts.filtered) that the run was not asked for.</p>
      </section>
      """
  }

  private var kinds: String {
    let rows = (report.kinds + [report.total]).map { kind in
      "<tr><th scope=\"row\">\(escaped(kind.kind))</th>"
        + [
          kind.counts.read, kind.counts.exported, kind.counts.rejected, kind.counts.skipped, kind.delivered,
          kind.pending, kind.counts.parcels,
        ].map { cell($0) }.joined()
        + "<td>\(HTMLReport.bytes(kind.counts.bytes))</td><td>\(HTMLReport.seconds(kind.counts.seconds))</td></tr>"
    }
    return """
      <section aria-labelledby="kinds"><h2 id="kinds">Kinds</h2><div class="wide" tabindex="0"><table>
      <thead><tr>\(head("kind", "read", "exported", "rejected", "skipped", "delivered", "pending", "parcels", "bytes", "time"))\
      </tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table></div></section>
      """
  }

  /// Refused records by kind and error, with the first of each.
  private var rejects: String {
    var sections: [String] = []
    for kind in report.kinds where kind.counts.rejected > 0 {
      let errors = kind.counts.rejectsByError.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let groups = errors.map { error in
        let first = report.rejects.filter { $0.kind == kind.kind && $0.error == error.key }
        let items = first.prefix(HTMLReport.examples).map {
          "<li>\(escaped($0.file)) line \($0.line)\($0.id.isEmpty ? "" : ", \(escaped($0.id))"): \(escaped($0.reason))</li>"
        }
        return "<h4>\(escaped(error.key)): \(error.value)</h4><ul>\(items.joined())</ul>"
      }
      let file = "\(report.rejectsFolder)/\(kind.kind).csv"
      sections.append(
        "<h3>\(escaped(kind.kind)): \(kind.counts.rejected)</h3><p>All of them are in \(escaped(file)).</p>\(groups.joined())"
      )
    }
    if sections.isEmpty { sections = ["<p>No record was refused.</p>"] }
    return """
      <section aria-labelledby="rejects"><h2 id="rejects">Refused records</h2>\(sections.joined(separator: "\n"))</section>
      """
  }

  private var trend: String {
    guard !history.isEmpty else { return "" }
    let runs = history.count == 1 ? "The last run" : "The last \(history.count) runs"
    return """
      <section aria-labelledby="trend"><h2 id="trend">\(runs)</h2>\(TrendChart(history).svg)</section>
      """
  }

  func head(_ names: String...) -> String {
    names.map { $0.count == 1 ? "<td></td>" : "<th scope=\"col\">\($0)</th>" }.joined()
  }

  func cell(_ count: Int, id: String? = nil) -> String {
    "<td\(id.map { " id=\"\($0)\"" } ?? "")>\(count)</td>"
  }
}

/// Text as HTML shows it.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\0"..<"\t", "\u{B}"..<" ": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
