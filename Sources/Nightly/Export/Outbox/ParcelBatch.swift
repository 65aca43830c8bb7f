import Bytes
import Schema
import Sedric

/// Files on their way to the outbox: some hundred small ones together, so that handing them to another thread costs little.
///
/// A file is made where it is written from: it is begun at the end of the batch's bytes, and then becomes an item or is dropped.
final class ParcelBatch {
  /// One file.
  struct Item {
    /// The file kind's folder.
    var folder: String
    /// The file's name in it.
    var name: String
    /// Its contents, as a part of the batch's bytes; empty for a linked file.
    var bytes: Range<Int>
    /// The file of the dump that it is a second name of.
    var source: String?
    /// The hash of its contents, once it is known.
    var sha256: SHA256Digest?
  }

  /// The contents of all items, and of the file that was begun.
  private var bytes = ByteBuffer(capacity: 1 << 18)
  /// Where the bytes of all items end.
  private var end = 0
  /// The files.
  private(set) var items: [Item] = []

  /// Whether it is time to hand the batch on.
  var isFull: Bool { items.count >= 256 || end >= 1 << 20 }

  /// The size of the file that was begun.
  var begunCount: Int { bytes.count - end }

  /// Begins a file with what the emitter has; one that was begun and became no item is dropped.
  func begin(_ emitter: inout ParcelEmitter) throws(Violation) {
    bytes.truncate(to: end)
    try emitter.finish(into: &bytes)
  }

  /// The hash of the file that was begun.
  func begunHash() -> SHA256Digest {
    lend(bytes, end..<bytes.count) { SHA256.hash($0) }
  }

  /// Drops the file that was begun.
  func dropBegun() {
    bytes.truncate(to: end)
  }

  /// Makes the file that was begun an item.
  func addBegun(folder: String, name: String, sha256: SHA256Digest?) {
    items.append(Item(folder: folder, name: name, bytes: end..<bytes.count, source: nil, sha256: sha256))
    end = bytes.count
  }

  /// Adds a second name of a file of the dump; what was begun stays so.
  func addLink(folder: String, name: String, source: String, sha256: SHA256Digest?) {
    items.append(Item(folder: folder, name: name, bytes: end..<end, source: source, sha256: sha256))
  }

  /// Lends an item's contents.
  func withContents<Result, Failure: Error>(
    of item: Item, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try lend(bytes, item.bytes, body)
  }

  /// Works out the hashes of all contents that have none.
  func hash() {
    for place in items.indices where items[place].sha256 == nil && items[place].source == nil {
      let hash = lend(bytes, items[place].bytes) { SHA256.hash($0) }
      items[place].sha256 = hash
    }
  }

  /// Empties the batch for its next use.
  func removeAll() {
    bytes.removeAll()
    end = 0
    items.removeAll(keepingCapacity: true)
  }
}

/// A span of a class's buffer lives as long as a call that borrows the buffer.
private func lend<Result, Failure: Error>(
  _ bytes: borrowing ByteBuffer, _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
) throws(Failure) -> Result {
  try body(bytes.span.extracting(range))
}
