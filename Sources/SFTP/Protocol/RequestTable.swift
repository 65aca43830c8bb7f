/// The requests that wait for an answer, by request id.
///
/// An id is a slot's index and the slot's generation, so that a second answer to the same request is told from the first
/// answer to the next. Taking and giving back are O(1).
struct RequestTable {
  /// What a request waits for.
  struct Expectation {
    /// The only answer besides a status.
    let answer: PacketKind
    /// The most bytes that a data answer may carry.
    let dataLimit: Int
    /// The caller's number.
    let tag: UInt64
  }

  private struct Slot {
    var generation: UInt32 = 0
    var expectation: Expectation?
  }

  private static let indexBits: UInt32 = 16
  private var slots: [Slot] = []
  private var free: [Int] = []

  /// How many requests wait.
  var count: Int { slots.count - free.count }

  /// The most that can wait at once.
  static let capacity = 1 << Int(indexBits)

  /// Notes a request and returns its id.
  mutating func add(_ expectation: Expectation) -> UInt32 {
    let index: Int
    if let reused = free.popLast() {
      index = reused
    } else {
      precondition(slots.count < Self.capacity, "more requests than the table holds")
      index = slots.count
      slots.append(Slot())
    }
    slots[index].expectation = expectation
    return slots[index].generation << Self.indexBits | UInt32(index)
  }

  /// Takes out the request that `id` names.
  mutating func take(_ id: UInt32) throws(ProtocolViolation) -> Expectation {
    let index = Int(id & (1 << Self.indexBits - 1))
    guard index < slots.count, slots[index].generation == id >> Self.indexBits,
      let expectation = slots[index].expectation
    else { throw .unknownRequest(id) }
    slots[index].expectation = nil
    slots[index].generation = (slots[index].generation + 1) & (1 << Self.indexBits - 1)
    free.append(index)
    return expectation
  }
}
