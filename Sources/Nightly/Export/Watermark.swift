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

/// How far a kind's watermark may move while its records are read: to the latest of their times, but to none that has not come
/// yet, which is a mistake in the dump and would cut off all nights until then; and not past a refused record, which is
/// to be looked at again until it is mended.
struct WatermarkTrack {
  private let reader: WatermarkReader
  private let now = Timestamp.now()
  private var greatest: Timestamp?
  private var firstRefused: Timestamp?
  /// Whether a record was refused whose time cannot be told.
  private var hasLost = false

  init(_ reader: WatermarkReader) { self.reader = reader }

  /// Takes in a record that was read.
  mutating func saw(_ record: borrowing Record) {
    if let time = reader.time(record), time <= now { greatest = max(greatest ?? time, time) }
  }

  /// Takes in a record that was refused.
  mutating func refused(_ record: borrowing Record) {
    guard let time = reader.time(record) else { return hasLost = true }
    firstRefused = min(firstRefused ?? time, time)
  }

  /// Where the watermark goes when all is delivered; nil where it stays.
  var mark: Timestamp? {
    guard !hasLost, let greatest else { return nil }
    return firstRefused.map { min($0, greatest) } ?? greatest
  }
}

/// A watermark in the ledger: up to where a kind's records were read and delivered.
enum Watermark {
  /// The name in the ledger.
  static func name(_ kind: String) -> String { "export:\(kind)" }

  /// The watermark of a kind; nil before its first delivery, and for one that has not come yet: then all is read again, and
  /// what was delivered of it is known.
  static func read(_ kind: String, _ ledger: Ledger) throws(LedgerError) -> Timestamp? {
    guard let text = try ledger.watermark(of: name(kind)), let mark = TimeFormat.iso8601.parse(text.span)?.timestamp
    else { return nil }
    return mark <= .now() ? mark : nil
  }

  /// Moves the watermark forward, never back. Parts of a second are cut off, so that records of an equal time are read
  /// together again; what was delivered of them is known.
  static func move(_ kind: String, to time: Timestamp, _ ledger: Ledger, run: Int64) throws(LedgerError) {
    if let present = try read(kind, ledger), present >= time { return }
    try ledger.setWatermark(Array(time.utcText.utf8), of: name(kind), run: run)
  }
}
