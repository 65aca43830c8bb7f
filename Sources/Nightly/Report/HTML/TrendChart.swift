import Bytes
import Ledger

/// Bars for the records that runs delivered and refused, oldest to the left, with a table for those who do not see them.
struct TrendChart {
  private struct Bar {
    var run: Int64
    var day: String
    var delivered: Int64
    var rejected: Int64
    var exitCode: Int32?

    /// Whether the run did less than all it could: refused records are no failure.
    var hasFailed: Bool { exitCode != 0 && exitCode != 3 }
  }

  private let bars: [Bar]
  private static let height = 120.0
  private static let width = 20.0

  /// Takes runs, newest first.
  init(_ runs: [RunRecord]) {
    bars = runs.reversed().map { run in
      func sum(_ name: String) -> Int64 { run.counts.lazy.filter { $0.name == name }.reduce(0) { $0 + $1.value } }
      return Bar(
        run: run.id, day: String(run.started.utcText.prefix(10)), delivered: sum("delivered"),
        rejected: sum("rejected"), exitCode: run.exitCode)
    }
  }

  /// The chart and its table.
  var svg: String {
    let most = max(1, bars.map { $0.delivered + $0.rejected }.max() ?? 1)
    var shapes = ""
    for (place, bar) in bars.enumerated() {
      let left = Double(place) * TrendChart.width + 2
      let sent = Double(bar.delivered) / Double(most) * TrendChart.height
      let refused = Double(bar.rejected) / Double(most) * TrendChart.height
      shapes += "<g><title>\(title(bar))</title>"
      shapes += rectangle("sent", left, TrendChart.height - sent, sent)
      shapes += rectangle("refused", left, TrendChart.height - sent - refused, refused)
      if bar.hasFailed {
        shapes += "<text class=\"failed\" x=\"\(Int(left) + 4)\" y=\"\(Int(TrendChart.height) + 14)\">✗</text>"
      }
      shapes += "</g>"
    }
    let width = max(200, Double(bars.count) * TrendChart.width)
    return """
      <figure><svg viewBox="0 0 \(Int(width)) \(Int(TrendChart.height) + 35)" width="\(Int(width))" role="img" \
      aria-label="Records delivered and refused in the last \(bars.count) runs; the figures are in the table below">\
      \(shapes)<text x="0" y="\(Int(TrendChart.height) + 30)">\(bars.first?.day ?? "") to \(bars.last?.day ?? "")</text></svg>
      <figcaption>Records delivered, and above them those refused; the highest bar is \(most). ✗ marks a run \
      that ended before all was delivered.</figcaption></figure>
      <details><summary>The figures</summary><table><thead><tr><th scope="col">run</th><th scope="col">day</th>\
      <th scope="col">delivered</th><th scope="col">refused</th><th scope="col">exit code</th></tr></thead><tbody>\
      \(bars.map(row).joined())</tbody></table></details>
      """
  }

  private func title(_ bar: Bar) -> String {
    let end = bar.exitCode.map { "exit code \($0)" } ?? "cut off"
    return "Run \(bar.run), \(bar.day): \(bar.delivered) delivered, \(bar.rejected) refused, \(end)"
  }

  private func rectangle(_ name: String, _ x: Double, _ y: Double, _ height: Double) -> String {
    guard height > 0 else { return "" }
    func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
    let width = TrendChart.width - 4
    return
      "<rect class=\"\(name)\" x=\"\(text(x))\" y=\"\(text(y))\" width=\"\(text(width))\" height=\"\(text(height))\"/>"
  }

  private func row(_ bar: Bar) -> String {
    let code = bar.exitCode.map { "\($0)" } ?? "cut off"
    return
      "<tr><td>\(bar.run)</td><td>\(bar.day)</td><td>\(bar.delivered)</td><td>\(bar.rejected)</td><td>\(code)</td></tr>"
  }
}
