import Glibc

/// Fields that were read byte by byte or mended: their text, one byte apart, and where each ends.
///
/// The same layout as the index of a block, so that a record reads both in one way; the flag of an entry says here
/// that the field was quoted.
@safe
final class CellStore {
  private(set) var bytes: UnsafeMutablePointer<UInt8> = .allocate(capacity: 64)
  private(set) var ends: UnsafeMutablePointer<UInt32> = .allocate(capacity: 16)
  private var capacity = 64
  private var endCapacity = 16
  private(set) var count = 0
  private(set) var used = 0
  static let quotedFlag: UInt32 = 0x8000_0000

  deinit {
    unsafe bytes.deallocate()
    unsafe ends.deallocate()
  }

  func removeAll() {
    count = 0
    used = 0
  }

  func append(_ byte: UInt8) {
    if used + 2 > capacity { grow(by: 1) }
    unsafe bytes[used] = byte
    used += 1
  }

  func append(_ source: UnsafePointer<UInt8>, count length: Int) {
    if used + length + 2 > capacity { grow(by: length) }
    unsafe bytes.advanced(by: used).update(from: source, count: length)
    used += length
  }

  /// Takes back bytes from the open field.
  func drop(_ length: Int) {
    used -= length
  }

  /// Closes the open field.
  func endField(quoted: Bool) {
    if count == endCapacity { growEnds() }
    unsafe ends[count] = UInt32(used) | (quoted ? CellStore.quotedFlag : 0)
    count += 1
    append(0)
  }

  /// The length of a closed field.
  func length(_ field: Int) -> Int {
    let end = unsafe Int(ends[field] & ~CellStore.quotedFlag)
    return unsafe field == 0 ? end : end - Int(ends[field - 1] & ~CellStore.quotedFlag) - 1
  }

  private func grow(by extra: Int) {
    let size = max(capacity * 2, used + extra + 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    unsafe larger.update(from: bytes, count: used)
    unsafe bytes.deallocate()
    unsafe bytes = larger
    capacity = size
  }

  private func growEnds() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: endCapacity * 2)
    unsafe larger.update(from: ends, count: count)
    unsafe ends.deallocate()
    unsafe ends = larger
    endCapacity *= 2
  }
}
