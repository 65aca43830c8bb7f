import Bytes
import Dump
import Ledger

/// The column of `since`, by which increments are cut.
struct WatermarkReader {
  let column: Int
  let columnName: String
  let times: TimeReader

  /// The record's time; nil for one that cannot be read, which is refused elsewhere or does not move the watermark.
  func time(_ record: borrowing Record) -> Timestamp? {
    try? times.read(record[column], column: columnName, field: "")
  }
}

/// A watermark in the ledger: up to where a kind's records were read and delivered.
enum Watermark {
  /// The name in the ledger.
  static func name(_ kind: String) -> String { "export:\(kind)" }

  /// The watermark of a kind; nil before its first delivery.
  static func read(_ kind: String, _ ledger: Ledger) throws(LedgerError) -> Timestamp? {
    guard let text = try ledger.watermark(of: name(kind)) else { return nil }
    return TimeFormat.iso8601.parse(text.span)?.timestamp
  }

  /// Moves the watermark forward, never back. Parts of a second are cut off, so that records of an equal time are read
  /// together again; what was delivered of them is known.
  static func move(_ kind: String, to time: Timestamp, _ ledger: Ledger, run: Int64) throws(LedgerError) {
    if let present = try read(kind, ledger), present >= time { return }
    try ledger.setWatermark(Array(time.utcText.utf8), of: name(kind), run: run)
  }
}
