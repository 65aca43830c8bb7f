import Bytes
import Dump
import Files
import Schema
import Sedric

/// A call's recording in the dump.
struct Recording {
  /// Its path.
  var path: String
  /// Its size when it was found.
  var size: Int64

  /// Why the vendor would not take the recording: no MP3, or one that is damaged or still being written.
  func fault(_ recordings: Recordings) -> RejectReason? {
    do throws(SystemError) {
      let audio = try MPEGWalk.check(path)
      if try FileStatus.of(path).size != size {
        return RejectReason(
          error: "audio-growing", field: "audio",
          reason: "The recording is still being written. Run again when the CRM is done with it.")
      }
      guard let violation = audio.violations.first(where: { $0.severity == .error }) else { return nil }
      return RejectReason(error: violation.rule.rawValue, field: "audio", reason: "\(violation.note).")
    } catch {
      return RejectReason(
        error: "pair-missing-audio", field: "audio",
        reason: "The file that the column \(recordings.columnName) names cannot be read: \(error.reason).")
    }
  }
}

/// Finds the recordings that records name, below one folder and nowhere else.
struct Recordings {
  /// The folder that relative paths start at, and that no path may leave.
  let folder: String
  /// The column with the path.
  let column: Int
  /// The column's name.
  let columnName: String

  /// The recording of a record, or why it has none that can be sent.
  func find(_ record: borrowing Record) throws(RejectReason) -> Recording {
    guard let named = String(validating: record[column]), !named.isEmpty else {
      throw reason("pair-missing-audio", "The column \(columnName) names no recording. Mend the row.")
    }
    guard !named.utf8.contains(0), let path = contained(named) else {
      throw reason(
        "pair-missing-audio",
        "The column \(columnName) names a file outside \(folder), which is never sent. Mend the row.")
    }
    let status: FileStatus
    do throws(SystemError) { status = try FileStatus.of(path) } catch {
      throw reason(
        "pair-missing-audio",
        error.isNotFound
          ? "The file that the column \(columnName) names is not in \(folder). Bring it there, or take the row out."
          : "The file that the column \(columnName) names cannot be read: \(error.reason).")
    }
    guard status.kind == .file else {
      throw reason(
        "pair-missing-audio", "What the column \(columnName) names in \(folder) is not a file. Mend the row.")
    }
    return Recording(path: path, size: status.size)
  }

  /// Fails where the whole folder is not there: a disk that is not mounted, and no fault of any record.
  func checkFolder() throws(FlowError) {
    if (try? FileStatus.of(folder))?.kind == .folder { return }
    throw .usage(
      "there is no folder of recordings at \(folder), and records name files in it; nothing was sent",
      advice: "Mount it or bring it there, or correct recordings in the configuration, and run again.")
  }

  /// The path of a recording, or nil where it leads out of the folder.
  private func contained(_ named: String) -> String? {
    let parts = named.utf8.split(separator: UInt8(ascii: "/"))
    if parts.contains(where: { $0.elementsEqual("..".utf8) }) { return nil }
    if !named.hasPrefix("/") { return "\(folder)/\(named)" }
    return named.utf8.starts(with: "\(folder)/".utf8) ? named : nil
  }

  private func reason(_ error: String, _ text: String) -> RejectReason {
    RejectReason(error: error, field: "audio", reason: text)
  }
}
