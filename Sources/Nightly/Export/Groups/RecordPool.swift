import Dump

/// A record on the heap, so that the rows of one parcel can be held together and their memory used again.
final class RecordBox {
  /// The record.
  var record = Record()
  /// Why it cannot become part of a parcel, if so.
  var reason: RejectReason?
}

/// Boxes that were used and can be again.
struct RecordPool {
  private var free: [RecordBox] = []

  /// A box whose contents do not matter.
  mutating func take() -> RecordBox {
    let box = free.popLast() ?? RecordBox()
    box.reason = nil
    return box
  }

  /// Gives boxes back. A few are kept; the memory of a huge parcel is not.
  mutating func give(_ boxes: [RecordBox]) {
    for box in boxes where free.count < 1024 && box.record.byteCount < 1 << 20 { free.append(box) }
  }
}
