import Bytes
import Foundation
import Testing

@testable import Ledger
@testable import Nightly

@Suite struct HTMLReportTests {
  private func report() -> RunReport {
    var report = RunReport(
      run: 7, version: "1", started: Timestamp(seconds: 0), finished: Timestamp(seconds: 65),
      configuration: "<c>.json5",
      dump: "dump", outbox: "outbox", rejectsFolder: "rejects")
    var kind = KindReport(kind: "voice")
    kind.counts.read = 5
    kind.counts.exported = 3
    kind.counts.rejected = 1
    kind.counts.unchanged = 1
    kind.counts.rejectsByError = ["type-error": 1]
    kind.delivered = 2
    report.kinds = [kind]
    report.rejects = [
      RejectedRecord(
        kind: "voice", id: "<script>alert(1)</script>", file: "calls.csv", line: 3, error: "type-error", field: nil,
        reason: "not a \"time\" & more")
    ]
    return report
  }

  @Test func figures_areThoseOfTheReport() {
    let page = HTMLReport(report: report(), history: []).page()
    for figure in [
      "id=\"read\">5<", "id=\"exported\">3<", "id=\"rejected\">1<", "id=\"skipped\">1<", "id=\"pending\">1<",
    ] {
      #expect(page.contains(figure))
    }
    #expect(page.contains("Every record is accounted for."))
  }

  @Test func clockThatWasSetBackMeanwhile_makesNoNegativeTime() {
    var report = report()
    report.finished = Timestamp(seconds: -86_000)
    #expect(report.seconds == 0)
  }

  @Test func whatRecordsNamed_isTextAndNotMarkup() {
    let page = HTMLReport(report: report(), history: []).page()
    #expect(!page.contains("<script"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("not a &quot;time&quot; &amp; more"))
    #expect(!page.contains("http"))
  }

  @Test func trend_hasABarForEachRun() {
    let runs = (1...3).map { number in
      RunRecord(
        id: Int64(number), command: "run", host: "h", processID: 1, started: Timestamp(seconds: 86_400 * Int64(number)),
        finished: nil, exitCode: 0, counts: [RunCount(kind: "voice", name: "delivered", value: Int64(number))])
    }
    let page = HTMLReport(report: report(), history: runs.reversed()).page()
    #expect(page.components(separatedBy: "class=\"sent\"").count == 4)
  }
}
