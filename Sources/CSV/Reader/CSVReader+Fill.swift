import CByteScan
import Files

extension CSVReader {
  /// Reads on, at least once and until `wanted` bytes wait from the open record's start, or to the end.
  mutating func fill(atLeast wanted: Int = 0) throws(CSVError) {
    repeat {
      makeRoom()
      let free = unsafe UnsafeMutableRawBufferPointer(
        start: block.bytes + scan.filled, count: max(options.bufferSize, 1))
      do throws(StreamError) {
        let count = unsafe try source.read(into: free)
        scan.filled += count
        scan.isAtEnd = count == 0
      } catch {
        throw stop(.stream(error))
      }
    } while scan.filled - scan.start < wanted && !scan.isAtEnd
    // What a last record without line end is closed with.
    unsafe block.bytes[scan.filled] = 0x0A
  }

  /// Room for one read behind the bytes that are still needed.
  private mutating func makeRoom() {
    let needed = max(options.bufferSize, 1)
    if block.capacity - scan.filled >= needed { return }
    moveToFront()
    block.reserveBytes(scan.filled + needed, used: scan.filled)
  }

  /// Moves the open record to the block's front.
  private mutating func moveToFront() {
    // The kernels go on at the border of a cache line.
    let aligned = scan.start - ((scan.start - scan.scanned) & 63)
    let by = aligned > 0 ? aligned : scan.start
    guard by > 0 else { return }
    if block.knowsLineOnly(before: by) { block.setLine(lineAtStart, at: scan.start) }
    block.shift(by..<scan.filled)
    for entry in scan.fieldCursor..<scan.fieldCount { unsafe block.fields[entry] -= UInt32(by) }
    scan.start -= by
    scan.scanned -= by
    scan.filled -= by
    scan.offset += Int64(by)
    (scan.firstBadByte, scan.checkedEnd) = (Int.max, 0)
  }

  /// The physical line of the open record's start.
  var lineAtStart: Int {
    let tail = unsafe nf_count_line_feeds(
      block.bytes.advanced(by: scan.start), scan.scanned - scan.start)
    return scan.lineAtScanned - tail
  }

  /// Takes a new block where a record that somebody kept still refers to this one.
  mutating func ownBlock() {
    if isKnownUniquelyReferenced(&block) { return }
    let old = block
    let rest = scan.filled - scan.start
    block = RecordBlock(capacity: max(old.capacity, rest), level: old.level, delimiter: old.delimiter)
    unsafe block.bytes.update(from: old.bytes.advanced(by: scan.start), count: rest)
    let kept = scan.fieldCount - scan.fieldCursor
    block.reserveIndex(window: 1, used: kept)
    for entry in 0..<kept {
      unsafe block.fields[entry] = old.fields[scan.fieldCursor + entry] - UInt32(scan.start)
    }
    (scan.fieldCursor, scan.fieldCount, scan.recordCursor, scan.recordCount) = (0, kept, 0, 0)
    let line = old.line(at: scan.start)
    block.setLine(line, at: 0)
    scan.offset += Int64(scan.start)
    scan.scanned -= scan.start
    scan.filled = rest
    scan.start = 0
    unsafe block.bytes[rest] = 0x0A
  }
}
