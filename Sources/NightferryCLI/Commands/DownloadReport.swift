import CommandLineKit
import Nightly
import SFTP

/// How a download is told of, and what a process ends with after it.
enum DownloadReport {
  /// Says what came, what was here, and what could not be fetched.
  static func tell(_ outcome: DownloadOutcome, _ console: Console) {
    for failure in outcome.failures { console.note(Console.inLine(failure.description)) }
    let unsaid = outcome.failureCount - outcome.failures.count
    if unsaid > 0 { console.note("and \(unsaid) more files that were not fetched") }
    var words = ["\(Quantity.count(outcome.files, "file")), \(Quantity.bytes(outcome.bytes)) fetched"]
    if outcome.resumed > 0 { words.append("\(outcome.resumed) gone on with") }
    if outcome.present > 0 { words.append("\(outcome.present) here already") }
    if outcome.verified > 0 { words.append("\(outcome.verified) with the sum of the server's manifest") }
    if outcome.unselected > 0 { words.append("\(outcome.unselected) left out by the filters") }
    if outcome.failureCount > 0 { words.append("\(Quantity.count(outcome.failureCount, "file")) not fetched") }
    console.remark(words.joined(separator: ", "))
  }

  /// 0 where all came; a lost server's code, or 3 where single files were refused.
  static func code(_ outcome: DownloadOutcome) -> ExitCode {
    if outcome.failureCount == 0 { return .done }
    guard let ending = outcome.ending else { return .refused }
    return ending.code == .noSpace ? .incomplete : RemoteCall.code(ending)
  }
}
