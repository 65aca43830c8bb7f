import Bytes

/// Files on their way to the outbox: some hundred small ones together, so that handing them to another thread costs little.
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
    /// The hash of a linked file, where it is known already.
    var sha256: SHA256Digest?
  }

  /// The contents of all items.
  var bytes = ByteBuffer(capacity: 1 << 18)
  /// The files.
  var items: [Item] = []

  /// Whether it is time to hand the batch on.
  var isFull: Bool { items.count >= 256 || bytes.count >= 1 << 20 }

  /// Empties the batch for its next use.
  func removeAll() {
    bytes.removeAll()
    items.removeAll(keepingCapacity: true)
  }
}
