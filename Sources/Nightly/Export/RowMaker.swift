import Bytes
import Dump
import Sedric

/// Makes the rows of parcels from records: maps them, judges them and encodes them, in memory that is used again and again.
///
/// It is one value, so that a record costs one access to it and not one to each of its parts.
struct RowMaker: ~Copyable {
  let mapper: RecordMapper
  /// Judges and encodes the rows of the present parcel.
  var emitter: ParcelEmitter
  /// The row that was mapped last.
  private(set) var row: MappedRow
  private var scratch = MappingScratch()
  /// The cells that the rows of the present group take from one of them.
  private var taken: [(target: Int, value: [UInt8])] = []
  /// The record of the present group's first row.
  private var first: RecordBox?

  init(_ mapper: RecordMapper) {
    self.mapper = mapper
    emitter = ParcelEmitter(kind: mapper.kind)
    row = MappedRow(fieldCount: mapper.fields.count)
  }

  /// Begins the next parcel.
  mutating func reset() {
    emitter.reset()
    taken.removeAll(keepingCapacity: true)
    first = nil
  }

  /// Maps a record that is a parcel or an item of a list by itself.
  mutating func map(_ record: borrowing Record) throws(RejectReason) {
    row.removeAll()
    try mapper.map(record, into: &row, &scratch)
  }

  /// Takes the mapped row into the parcel.
  mutating func take() throws(RejectReason) {
    do { try emitter.add(row) } catch { throw RejectReason(error) }
  }

  /// Maps a record of a chat or thread and takes it into the parcel. What it shares with the first one is compared with that
  /// as the source has it, and neither mapped nor judged again.
  mutating func add(_ box: RecordBox) throws(RejectReason) {
    if let first, mapper.sharesFields(box.record, with: first.record) {
      row.removeAll()
      try mapper.mapOwnFields(box.record, into: &row, &scratch)
      do { return try emitter.add(row, hasOwnCellsOnly: true) } catch { throw RejectReason(error) }
    }
    try map(box.record)
    for (target, value) in taken { row.set(target, value.span) }
    try take()
    if first == nil { first = box }
  }

  /// Works out the fields that are taken from the first or last record of a group.
  mutating func setTaken(_ group: [RecordBox]) throws(RejectReason) {
    if mapper.taken.isEmpty { return }
    var timed: [(time: Timestamp, box: RecordBox)] = []
    for box in group where box.reason == nil {
      // A record whose time cannot be read is refused when it is mapped.
      if let time = try? mapper.order?.instant(box.record, &scratch) { timed.append((time, box)) }
    }
    timed.sort { $0.time < $1.time }
    for step in mapper.taken {
      for entry in step.take == .first ? timed : timed.reversed() {
        row.removeAll()
        guard try step.apply(entry.box.record, to: &row, &scratch), let value = row.bytes(step.target) else { continue }
        taken.append((step.target, value))
        break
      }
    }
  }

  /// Maps a record with what a group would take from it, and says why it is refused.
  mutating func refusal(of record: borrowing Record) -> RejectReason? {
    reset()
    do throws(RejectReason) {
      try map(record)
      for step in mapper.taken { try step.apply(record, to: &row, &scratch) }
      try take()
      return nil
    } catch {
      return error
    }
  }
}
