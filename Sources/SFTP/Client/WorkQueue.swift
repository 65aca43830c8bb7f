/// Operations that no connection has taken yet, first come, first taken. An operation of one request and one answer goes before
/// transfers: it costs next to nothing, and often it is what a delivery waits for, as the rename of a file that has arrived.
struct WorkQueue {
  /// An operation and who waits for its end.
  struct Item {
    let operation: SFTPOperation
    let ticket: Ticket
  }

  /// How much a connection has room for.
  struct Room {
    /// Operations of one request.
    var requests: Int
    /// Transfers and listings.
    var transfers: Int
    /// Bytes of uploads after which no further one is taken, so that the rest stays for other connections.
    var bytes: Int64 = .max
  }

  /// How many operations run, of one request and others.
  struct Load {
    var requests = 0
    var transfers = 0
  }

  /// A queue in an array: what is taken out leaves a gap at the front, which goes when it has grown.
  private struct Line {
    private var items: [Item] = []
    private var first = 0

    var count: Int { items.count - first }

    mutating func append(_ item: Item) { items.append(item) }

    /// Takes items from the front for as long as they are as wanted.
    mutating func take(_ wanted: Int, where isWanted: (SFTPOperation) -> Bool) -> [Item] {
      let count = items[first...].prefix(wanted).prefix { isWanted($0.operation) }.count
      return count == 0 ? [] : take(count, bytes: .max)
    }

    /// The items are copied out: a slice would share the storage, which the next `append` had to copy whole.
    mutating func take(_ wanted: Int, bytes: Int64) -> [Item] {
      var end = first
      var claimed: Int64 = 0
      while end < items.count, end - first < wanted, claimed < bytes {
        claimed += items[end].operation.bytesToSend
        end += 1
      }
      let taken = Array(items[first..<end])
      first = end
      if first == items.count {
        items.removeAll(keepingCapacity: true)
        first = 0
      } else if first > 4_096 {
        items.removeFirst(first)
        first = 0
      }
      return taken
    }
  }

  private var requests = Line()
  private var transfers = Line()
  /// The bytes of uploads that wait.
  private(set) var bytes: Int64 = 0

  /// How many operations wait.
  var count: Int { requests.count + transfers.count }

  /// Adds an operation at its line's end.
  mutating func add(_ item: Item) {
    if item.operation.isTransfer {
      transfers.append(item)
      bytes += item.operation.bytesToSend
    } else {
      requests.append(item)
    }
  }

  /// Whether something waits that there is room for.
  func hasWork(for room: Room) -> Bool {
    (requests.count > 0 && room.requests > 0) || (transfers.count > 0 && room.transfers > 0 && room.bytes > 0)
  }

  /// Takes out what there is room for.
  mutating func take(_ room: Room) -> [Item] {
    var taken = requests.take(room.requests, bytes: .max)
    if transfers.count > 0, room.transfers > 0, room.bytes > 0 {
      let more = transfers.take(room.transfers, bytes: room.bytes)
      bytes -= more.reduce(0) { $0 + $1.operation.bytesToSend }
      taken += more
    }
    return taken
  }

  /// Takes out the first of the operations of one request that can be asked for before it is known what the server offers.
  mutating func takeEarly(_ room: Room) -> [Item] {
    room.requests > 0 ? requests.take(min(8, room.requests)) { $0.needsNoExtensions } : []
  }

  /// Takes out all.
  mutating func takeAll() -> [Item] { take(Room(requests: .max, transfers: .max)) }
}
