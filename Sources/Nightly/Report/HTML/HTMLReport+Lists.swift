import Delivery

extension HTMLReport {
  /// What became of affiliates and properties.
  var lists: String {
    guard let lists = report.lists else { return "" }
    let problems = lists.problems.prefix(20).map { problem in
      "<li class=\"\(problem.isWarning ? "" : "bad")\"><b>\(escaped(problem.place))</b>: \(escaped(problem.note))</li>"
    }
    let sections = lists.destinations.map { destination in
      let rows = destination.changes.map {
        "<tr><th scope=\"row\">\(escaped($0.kind))</th>\(cell($0.before))\(cell($0.after))\(cell($0.added.count))"
          + "\(cell($0.removed.count))\(cell($0.changed.count))</tr>"
      }
      let stopped =
        destination.stopped.map { "<p class=\"bad\">Nothing was compared or sent: \(escaped($0.description))</p>" }
        ?? ""
      let refusal = destination.refusal.map { "<p class=\"bad\">Nothing was sent: \(escaped($0)).</p>" } ?? ""
      let failures = destination.failures.map { "<p class=\"bad\">\(escaped($0))</p>" }.joined()
      return """
        <div class="wide"><table><caption>\(escaped(destination.name)): \(destination.filesSent) files sent</caption>\
        <thead><tr>\(head("list", "before", "after", "added", "removed", "changed"))</tr></thead>\
        <tbody>\(rows.joined())</tbody></table></div>\(stopped)\(refusal)\(failures)
        """
    }
    let kept = lists.isRefused ? "<p class=\"bad\">Mistakes keep the lists from being sent.</p>" : ""
    return """
      <section aria-labelledby="lists"><h2 id="lists">Affiliates and properties</h2>\(kept)\
      \(problems.isEmpty ? "" : "<ul>\(problems.joined())</ul>")\(sections.joined())</section>
      """
  }
}
