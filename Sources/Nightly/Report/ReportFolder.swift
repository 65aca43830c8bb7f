import Bytes
import Files
import Ledger

/// The folder of the reports: `report.html` and `report.json` of the last run, and those of every run under `runs/`.
struct ReportFolder {
  let path: String

  init(_ path: String) {
    self.path = path
  }

  /// Writes the report. Files are for their owner alone, as they name ids.
  func write(_ report: RunReport, ledger: Ledger?) throws(FlowError) {
    let json = report.json()
    // A page without its trend is better than no page.
    let runs = (try? ledger?.runs(limit: 300)) ?? []
    let page = HTMLReport(report: report, history: Array(runs.filter { $0.command == "run" }.prefix(30))).page()
    do throws(SystemError) {
      try Folder.make("\(path)/runs", mode: 0o700)
      try AtomicFile.write(json.span, to: "\(path)/report.json", mode: 0o600)
      try AtomicFile.write(page.utf8.span, to: "\(path)/report.html", mode: 0o600)
      try AtomicFile.write(page.utf8.span, to: "\(path)/runs/\(name(report)).html", mode: 0o600)
      try AtomicFile.write(json.span, to: "\(path)/runs/\(name(report)).json", mode: 0o600)
    } catch {
      throw .file(error, purpose: "the report")
    }
  }

  /// The time first, so that files sort by it, then the run's number.
  private func name(_ report: RunReport) -> String {
    let time = report.started.utcText.filter { $0 != ":" }
    return "\(time)-run\(report.run ?? 0)"
  }
}
