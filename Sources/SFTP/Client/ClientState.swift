/// What a client's threads share; only ever touched under the client's lock.
struct ClientState {
  /// What no connection has taken yet.
  var waiting = WorkQueue()
  /// What the caller has not fetched yet.
  var events: [SFTPEvent] = []
  /// How far the first connection is.
  enum Lead {
    case connecting, loggedIn, failed
  }

  /// Connections that work.
  var liveCount = 0
  /// Connections that are being made.
  var connectingCount = 0
  /// How far the first of the connections is, which those beside it wait for.
  var lead = Lead.failed
  /// What is known to come: operations, and the bytes of uploads among them.
  var expected: (operations: Int, bytes: Int64) = (0, 0)
  /// What was reached last.
  var server: ServerDescription?
  /// Why the last attempt to connect failed; nil once one succeeded.
  var connectFailure: SFTPError?
  /// Why connecting ahead of all operations failed, which the first of them is to tell; nil otherwise.
  var untoldFailure: SFTPError?
  /// Whether all is to end.
  var isClosing = false
  /// The most connections that the server turned out to allow.
  var connectionLimit: Int
  /// Bytes acknowledged, with `ConnectionGovernor.operationWork` for each operation that is over.
  var work = 0.0
  /// Decides on further connections.
  var governor = ConnectionGovernor()
  /// Connections that wait in `poll` and may be woken.
  var sleepers: [Waker] = []
  /// Files that the server is to hash itself.
  var hashes = HashQueue()
  /// The most operations at once over all connections.
  private let limits: WorkQueue.Load
  /// What runs on all connections, as far as they have told.
  private var load = WorkQueue.Load()

  init(_ configuration: SFTPConfiguration) {
    limits = WorkQueue.Load(requests: configuration.checkers ?? .max, transfers: configuration.transfers ?? .max)
    connectionLimit = max(1, min(configuration.connections, limits.transfers))
  }

  /// A connection has now so much to do that had so much before.
  mutating func tell(_ now: WorkQueue.Load, before: inout WorkQueue.Load) {
    load.requests += now.requests - before.requests
    load.transfers += now.transfers - before.transfers
    before = now
  }

  /// A connection's room, as far as all connections together may have more to do.
  func limited(_ room: WorkQueue.Room) -> WorkQueue.Room {
    WorkQueue.Room(
      requests: min(room.requests, limits.requests - load.requests),
      transfers: min(room.transfers, limits.transfers - load.transfers), bytes: room.bytes)
  }

  /// Counts the first connection as being made.
  mutating func beginConnecting() {
    connectingCount += 1
    lead = .connecting
  }

  /// Adds an operation at the end.
  mutating func add(_ item: WorkQueue.Item) {
    if case .hash = item.operation {
      if let error = hashes.add(item) { finish(item.ticket, .failure(error)) }
      return
    }
    waiting.add(item)
  }

  /// Tells whoever waits how an operation ended.
  mutating func finish(_ ticket: Ticket, _ outcome: Result<SFTPReply, SFTPError>) {
    work += ConnectionGovernor.operationWork
    switch outcome {
    case .success(.uploaded(let upload)): work += Double(upload.sentBytes)
    case .success(.downloaded(let bytes)): work += Double(bytes)
    default: break
    }
    switch ticket {
    case .queue(let tag): events.append(.finished(tag: tag, outcome))
    case .waiter(let waiter): waiter.finish(outcome)
    }
  }

  /// How many connections to make beside the first, which has not logged in yet; they are counted as connecting at once.
  mutating func claimFollowers(roundTrip: Double?) -> Int {
    let wanted = governor.connections(
      ahead: expected.operations, expected.bytes, roundTrip: roundTrip, limit: connectionLimit)
    let count = max(0, wanted - liveCount - connectingCount)
    connectingCount += count
    return count
  }

  /// How many further connections to start now; they are counted as connecting at once.
  mutating func claimConnections(now: Double) -> Int {
    let count = governor.openings(
      ConnectionGovernor.Situation(
        now: now, pending: waiting.count, pendingBytes: waiting.bytes, connections: liveCount + connectingCount,
        limit: connectionLimit, isConnecting: connectingCount > 0, roundTrip: server?.roundTrip ?? 0, work: work))
    connectingCount += count
    return count
  }

  /// Fails all that no connection has taken.
  mutating func failWaiting(_ error: SFTPError) {
    for item in waiting.takeAll() { finish(item.ticket, .failure(error)) }
  }
}
