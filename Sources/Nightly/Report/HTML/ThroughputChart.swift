/// Bytes a second over the time of a delivery, as a line with an axis; the figures are in a table beside it.
struct ThroughputChart {
  private let rates: [(from: Double, to: Double, rate: Double)]
  private let name: String
  private static let (left, top, width, height) = (70.0, 10.0, 600.0, 140.0)

  /// Nil where nothing was sent.
  init?(_ throughput: Throughput, name: String) {
    rates = throughput.rates
    self.name = name
    if rates.isEmpty { return nil }
  }

  /// The chart and its table.
  var svg: String {
    let most = max(1, rates.map(\.rate).max() ?? 1)
    let end = rates.last?.to ?? 1
    func x(_ seconds: Double) -> String { text(Self.left + seconds / end * Self.width) }
    func y(_ rate: Double) -> String { text(Self.top + Self.height - rate / most * Self.height) }
    let line = rates.map { "\(x($0.from)),\(y($0.rate)) \(x($0.to)),\(y($0.rate))" }.joined(separator: " ")
    let bottom = text(Self.top + Self.height)
    return """
      <figure><svg class="chart" viewBox="0 0 \(Int(Self.left + Self.width) + 10) \(Int(Self.top + Self.height) + 25)" \
      width="\(Int(Self.left + Self.width) + 10)" role="img" aria-label="Bytes a second to \(escaped(name)) over \
      \(HTMLReport.seconds(end)), at most \(HTMLReport.bytes(Int64(most))) a second; the figures are in the table below">\
      <line class="axis" x1="\(x(0))" y1="\(bottom)" x2="\(x(end))" y2="\(bottom)"/>\
      <line class="axis" x1="\(x(0))" y1="\(y(most))" x2="\(x(end))" y2="\(y(most))"/>\
      <polygon class="area" points="\(x(0)),\(bottom) \(line) \(x(end)),\(bottom)"/><polyline class="rate" points="\(line)"/>\
      <text x="\(text(Self.left - 6))" y="\(text(Self.top + 4))" text-anchor="end">\(HTMLReport.bytes(Int64(most)))/s</text>\
      <text x="\(text(Self.left - 6))" y="\(bottom)" text-anchor="end">0</text>\
      <text x="\(x(0))" y="\(text(Self.top + Self.height + 18))">0 s</text>\
      <text x="\(x(end))" y="\(text(Self.top + Self.height + 18))" text-anchor="end">\(HTMLReport.seconds(end))</text></svg>
      <figcaption>Throughput over time.</figcaption></figure>
      <details><summary>The figures</summary><table><thead><tr><th scope="col">from</th><th scope="col">to</th>\
      <th scope="col">bytes a second</th></tr></thead><tbody>\(rates.map(row).joined())</tbody></table></details>
      """
  }

  private func row(_ part: (from: Double, to: Double, rate: Double)) -> String {
    "<tr><td>\(HTMLReport.seconds(part.from))</td><td>\(HTMLReport.seconds(part.to))</td>"
      + "<td>\(HTMLReport.bytes(Int64(part.rate)))</td></tr>"
  }

  private func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
