import CByteScan
import Glibc

extension CSVReader {
  /// Looks for NUL and invalid UTF-8 in the records that became complete, where the kernel saw a reason to.
  mutating func checkText(_ result: nf_csv_result) {
    let mayHoldNUL = scan.mayHoldNUL || result.saw_nul
    let mayHoldText = scan.mayHoldText || result.saw_non_ascii
    scan.firstBadByte = Int.max
    guard result.record_count > 0 else {
      (scan.mayHoldNUL, scan.mayHoldText) = (mayHoldNUL, mayHoldText)
      return
    }
    let last = unsafe Int(block.records[result.record_count - 1])
    scan.checkedEnd = unsafe Int(block.fields[last - 1] & NF_POSITION)
    if mayHoldNUL || mayHoldText { scan.firstBadByte = firstBadByte(from: scan.start, to: scan.checkedEnd) }
    // What the open record at the window's end holds is not told apart from the rest of the window.
    (scan.mayHoldNUL, scan.mayHoldText) = (result.saw_nul, result.saw_non_ascii)
  }

  /// The first NUL or byte of invalid UTF-8, or `Int.max`.
  func firstBadByte(from start: Int, to end: Int) -> Int {
    guard options.checksText, start < end else { return Int.max }
    let base = unsafe block.bytes.advanced(by: start)
    var count = unsafe nf_utf8_valid_prefix(block.level, base, end - start)
    var found = count < end - start
    if let hit = unsafe memchr(base, 0, count) {
      count = unsafe UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(base)
      found = true
    }
    return found ? start + count : Int.max
  }

  /// The error of a NUL or invalid byte in a record whose fields are known.
  func badByte(at position: Int, in record: borrowing CSVRecord) -> CSVError {
    let kind: CSVError.Kind = unsafe block.bytes[position] == 0 ? .nulByte : .invalidEncoding
    var field = 0
    while field < record.count - 1, unsafe Int(record.ends[field] & NF_POSITION) <= position { field += 1 }
    return error(kind, at: position, field: record.quote == CSVRecord.noQuote ? nil : field + 1)
  }

  /// An error of the record in hand, after which the reader can go on.
  func error(_ kind: CSVError.Kind, at position: Int, field: Int?) -> CSVError {
    var error = CSVError(kind: kind, path: path)
    error.record = max(number, 0)
    error.line = block.line(at: position)
    error.field = field
    if let field, field >= 1, field <= header.count { error.column = header[field - 1] }
    error.byteOffset = scan.offset + Int64(position)
    error.isRecoverable = true
    return error
  }

  /// An error that ends the reading.
  mutating func stop(_ kind: CSVError.Kind) -> CSVError {
    var error = CSVError(kind: kind, path: path)
    error.byteOffset = scan.offset + Int64(scan.filled)
    scan.restart(at: scan.filled)
    scan.isAtEnd = true
    return error
  }

  /// Keeps note of a mending.
  mutating func warn(_ error: CSVError, _ mending: CSVWarning.Mending) {
    warningCount += 1
    if warnings.count < options.warningLimit { warnings.append(CSVWarning(error: error, mending: mending)) }
  }
}
