extension HTMLReport {
  /// Where the parcels went, how fast, and what did not arrive.
  var destinations: String {
    let sections = report.destinations.map { destination in
      let problems = destination.problems.prefix(20).map {
        "<li><b>\(escaped($0.kind))/\(escaped($0.id))</b>: \(escaped($0.reason))</li>"
      }
      let stopped = destination.stopped.map { "<p class=\"bad\">Stopped: \(escaped($0))</p>" } ?? ""
      let more = destination.problems.count > 20 ? "<p>All are in report.json.</p>" : ""
      return """
        <h3>\(escaped(destination.name))</h3><p>\(escaped(destination.address))</p>\(server(destination))\(stopped)
        <p>\(destination.delivered) parcels sent (\(HTMLReport.bytes(destination.bytesSent)) in \
        \(HTMLReport.seconds(destination.seconds))\(rate(destination))), \(destination.skipped) were there before, \
        \(destination.conflicts) would replace other contents, \(destination.withheld) were kept back, \
        \(destination.failed) did not arrive. Connected anew \(destination.reconnects) times.</p>
        \(problems.isEmpty ? "" : "<ul>\(problems.joined())</ul>")\(more)
        \(ThroughputChart(destination.throughput, name: destination.name)?.svg ?? "")\(slowest(destination))
        """
    }
    guard !sections.isEmpty else { return "" }
    return """
      <section aria-labelledby="destinations"><h2 id="destinations">Destinations</h2>\(sections.joined(separator: "\n"))\
      </section>
      """
  }

  private func rate(_ destination: DestinationReport) -> String {
    guard destination.seconds > 0, destination.bytesSent > 0 else { return "" }
    return ", \(HTMLReport.bytes(Int64(Double(destination.bytesSent) / destination.seconds)))/s"
  }

  private func server(_ destination: DestinationReport) -> String {
    guard let server = destination.server else { return "" }
    let facts = [
      ("Server", server.banner), ("Host key", server.hostKey), ("Spoken by", server.transport),
      ("Round trip", "\((server.roundTrip * 10_000).rounded() / 10) ms"),
    ]
    let shown = facts.filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\(escaped($0.1))</dd></div>" }
    return "<dl>\(shown.joined())</dl>"
  }

  private func slowest(_ destination: DestinationReport) -> String {
    if destination.slowest.isEmpty { return "" }
    let rows = destination.slowest.map {
      "<tr><th scope=\"row\">\(escaped($0.kind))/\(escaped($0.id))</th><td>\(HTMLReport.bytes($0.bytes))</td>"
        + "<td>\(HTMLReport.time($0.seconds))</td></tr>"
    }
    return """
      <div class="wide" tabindex="0"><table><caption>The slowest parcels</caption><thead><tr>\(head("parcel", "bytes", "time"))</tr></thead>\
      <tbody>\(rows.joined())</tbody></table></div>
      """
  }

  /// What else took part, by its version.
  var versions: String {
    let transports = Set(report.destinations.compactMap(\.server?.transport)).sorted()
    return transports.map { ", \(escaped($0))" }.joined()
  }
}
