import Bytes

/// All operations in flight on one connection: it starts tasks, lets hungry ones ask for more in turn, hands answers to
/// their tasks, and collects what ended. Pure: bytes go in and out through the machine in `context`.
struct TransferEngine: ~Copyable {
  var context = EngineContext()
  private var slots: [Running?] = []
  private var freeSlots: [Int] = []
  private var hungry: [Int] = []
  private var firstHungry = 0
  private var ended: [Ended] = []

  /// An operation that is over.
  struct Ended {
    let ticket: Ticket
    let outcome: Result<SFTPReply, SFTPError>
  }

  /// What runs in a slot.
  private struct Running {
    let task: any EngineTask
    let ticket: Ticket
    /// Whether it takes more than one request and its answer.
    let isTransfer: Bool
    /// The bytes of an upload that the server has not acknowledged.
    var claim: Int64
  }

  /// Bytes that may wait unsent before no task is asked for more: enough to keep the connection busy, little enough for
  /// memory and for a short way to the wire when a small file comes.
  private static let unsentLimit = 512 * 1024
  /// Requests that may wait for an answer.
  private static let waitingLimit = 4_096

  /// The bytes of uploads in flight that the server has not acknowledged.
  private(set) var claimedBytes: Int64 = 0

  /// Whether the server has said how much it takes at once.
  private(set) var knowsLimits = false
  /// The tag of the request for the limits, which no task can have.
  private static let limitsTag = UInt64.max

  /// Asks how much the server takes at once; until it says so, it is sent no more than every server takes.
  mutating func askLimits() {
    context.machine.limits(tag: Self.limitsTag)
  }

  private mutating func takeLimits(_ reply: Reply) {
    guard case .extended(let range) = reply, let limits = try? context.machine.serverLimits(in: range) else { return }
    context.limits = limits
    knowsLimits = true
  }

  /// How many operations of one request run.
  private(set) var requestCount = 0
  /// How many other operations run.
  var transferCount: Int { slots.count - freeSlots.count - requestCount }

  /// How many of both run.
  var load: WorkQueue.Load { WorkQueue.Load(requests: requestCount, transfers: transferCount) }

  /// Starts an operation.
  mutating func start(_ operation: SFTPOperation, ticket: Ticket) {
    guard operation.path.isValid else {
      let error = SFTPError(.configuration, "\"\(operation.path)\" is not a path", path: operation.path)
      ended.append(Ended(ticket: ticket, outcome: .failure(error)))
      return
    }
    let task = Self.task(for: operation)
    let index = freeSlots.popLast() ?? slots.count
    if index == slots.count { slots.append(nil) }
    let running = Running(
      task: task, ticket: ticket, isTransfer: operation.isTransfer, claim: operation.bytesToSend)
    slots[index] = running
    if !running.isTransfer { requestCount += 1 }
    claimedBytes += running.claim
    task.start(&context, TaskSlot(index: index))
    settle(index, task)
  }

  private static func task(for operation: SFTPOperation) -> any EngineTask {
    switch operation {
    case .upload(let upload): UploadTask(upload)
    case .download(let download): DownloadTask(download)
    case .readRange(let path, let offset, let count): DownloadTask(path, offset: offset, count: count)
    case .list(let path): ListTask(path)
    case .provideFolder(let path): FolderTask(path)
    default: SimpleTask(operation)
    }
  }

  /// Lets hungry tasks make requests, one each in turn, until enough bytes wait to be sent.
  mutating func feed() {
    while firstHungry < hungry.count, context.machine.unsentCount < Self.unsentLimit,
      context.machine.waitingCount < Self.waitingLimit
    {
      let index = hungry[firstHungry]
      firstHungry += 1
      guard let task = slots[index]?.task, task.isHungry else { continue }
      task.feed(&context, TaskSlot(index: index))
      settle(index, task)
      if firstHungry > 512 {
        hungry.removeFirst(firstHungry)
        firstHungry = 0
      }
    }
    if firstHungry == hungry.count {
      hungry.removeAll(keepingCapacity: true)
      firstHungry = 0
    }
  }

  /// Hands the answers that have come to their tasks. Returns how many there were.
  mutating func takeAnswers() throws(ProtocolViolation) -> Int {
    var count = 0
    while let answer = try context.machine.next() {
      count += 1
      if answer.tag == Self.limitsTag {
        takeLimits(answer.reply)
        continue
      }
      let index = TaskSlot.index(of: answer.tag)
      guard index < slots.count, let task = slots[index]?.task else { continue }
      let wasHungry = task.isHungry
      let before = task.progress
      task.take(answer.reply, note: TaskSlot.note(of: answer.tag), &context, TaskSlot(index: index))
      acknowledge(index, task.progress - before)
      settle(index, task, wasHungry: wasHungry)
    }
    return count
  }

  /// Gives up the claim on bytes that were acknowledged, so that the next file is opened while this one is still on its way.
  private mutating func acknowledge(_ index: Int, _ bytes: Int64) {
    guard let claim = slots[index]?.claim else { return }
    let count = min(claim, bytes)
    slots[index]?.claim -= count
    claimedBytes -= count
  }

  /// Files a task where it now belongs: among the ended, or in the queue of the hungry.
  private mutating func settle(_ index: Int, _ task: any EngineTask, wasHungry: Bool = false) {
    if let outcome = task.outcome, let running = slots[index] {
      claimedBytes -= running.claim
      if !running.isTransfer { requestCount -= 1 }
      ended.append(Ended(ticket: running.ticket, outcome: outcome))
      slots[index] = nil
      freeSlots.append(index)
    } else if task.isHungry, !wasHungry {
      hungry.append(index)
    }
  }

  /// Takes out what ended since the last time.
  mutating func takeEnded() -> [Ended] {
    defer { ended.removeAll(keepingCapacity: true) }
    return ended
  }

  /// The progress of every transfer that runs.
  func eachProgress(_ body: (Ticket, Int64) -> Void) {
    for case let running? in slots where running.task.progress > 0 { body(running.ticket, running.task.progress) }
  }

  /// Ends every operation with the error that ended the connection.
  mutating func abandon(_ error: SFTPError) -> [Ended] {
    var all = takeEnded()
    for case let running? in slots { all.append(Ended(ticket: running.ticket, outcome: .failure(error))) }
    slots = []
    return all
  }
}
