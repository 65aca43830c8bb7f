import Bytes

/// A mail's markup as libxml2 gets it, with what was taken out of it on the way.
struct MendedMarkup: ~Copyable {
  /// The markup: UTF-8 with a byte order mark, every tag known or `x`, no attribute but `n`, the number of a note.
  var bytes: ByteBuffer
  var notes: [TagNote] = []
  var attributes: [AttributeRange] = []
  var sheet = StyleSheet()
  /// For each tag written, where it ends in `bytes` and where it began and ended in the source; only when asked for.
  var places: [TagPlace] = []
  var warnings: HTMLWarnings = []

  init(capacity: Int) {
    bytes = ByteBuffer(capacity: capacity)
  }
}

/// Where a tag stands in the mended markup and in the source.
struct TagPlace: Sendable {
  var mendedEnd: Int32
  var sourceStart: Int32
  var sourceEnd: Int32
}
