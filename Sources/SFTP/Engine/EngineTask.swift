/// One operation in flight on a connection: a small state machine that makes requests and takes their answers.
protocol EngineTask: AnyObject {
  /// Makes the first requests.
  func start(_ context: inout EngineContext, _ slot: TaskSlot)
  /// Whether it has more to ask for as soon as there is room. Asked before every `feed`.
  var isHungry: Bool { get }
  /// Makes one more request.
  func feed(_ context: inout EngineContext, _ slot: TaskSlot)
  /// Takes the answer to the request that was made with `note`.
  func take(_ reply: Reply, note: UInt32, _ context: inout EngineContext, _ slot: TaskSlot)
  /// How it ended; nil for as long as it runs or still waits for answers.
  var outcome: Result<SFTPReply, SFTPError>? { get }
  /// Bytes acknowledged or received so far, for transfers.
  var progress: Int64 { get }
}

extension EngineTask {
  var isHungry: Bool { false }
  var progress: Int64 { 0 }
  func feed(_ context: inout EngineContext, _ slot: TaskSlot) {}
}

/// A task's place in its engine. It makes the tags of its requests: the place above, the task's own note below.
struct TaskSlot {
  let index: Int

  /// The tag for a request that the task will know by `note`.
  func tag(_ note: UInt32) -> UInt64 { UInt64(index) << 32 | UInt64(note) }

  /// The place that a tag names.
  static func index(of tag: UInt64) -> Int { Int(tag >> 32) }
  /// The note in a tag.
  static func note(of tag: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: tag) }
}
