/// Files that the server is to hash itself; part of a client's shared state.
struct HashQueue {
  /// Whether somebody asks the server.
  enum Stage {
    /// Nobody does.
    case idle
    /// A thread does.
    case running
    /// There is no way to ask it.
    case impossible(SFTPError)
  }

  /// What nobody has asked for yet, in order.
  private var waiting: [WorkQueue.Item] = []
  /// Whether somebody asks.
  var stage = Stage.idle
  /// The connection that waits in `poll` and may be woken.
  var sleeper: Waker?

  /// How many files nobody has asked for yet.
  var count: Int { waiting.count }
  /// Whether a thread is at work.
  var isRunning: Bool { if case .running = stage { true } else { false } }

  /// Adds a file, and wakes the one who asks. The error where it cannot be asked for.
  mutating func add(_ item: WorkQueue.Item) -> SFTPError? {
    if case .impossible(let error) = stage { return error }
    waiting.append(item)
    sleeper?.wake()
    return nil
  }

  /// Whether a thread is to be started, which then counts as running.
  mutating func claimThread() -> Bool {
    guard case .idle = stage, !waiting.isEmpty else { return false }
    stage = .running
    return true
  }

  /// Takes at most `count` files from the front.
  mutating func take(_ count: Int) -> [WorkQueue.Item] {
    let taken = Array(waiting.prefix(max(0, count)))
    waiting.removeFirst(taken.count)
    return taken
  }
}
