import Bytes
import Ledger

/// Brings one parcel to a server: asks how far it is, sends what is missing, checks it, makes it visible in order.
///
/// With temporary names all files are sent side by side, and renamed one after the other when all are checked. With direct
/// names one file is sent, checked and thereby visible before the next begins. Whatever goes wrong, the next attempt begins
/// by asking the server.
final class ParcelJob: Job {
  /// Where a file stands.
  enum Stage: Equatable {
    /// The server has not been asked.
    case unknown
    /// The remote temporary file holds so many bytes, whose end is to be compared with the local file.
    case toCompareTail(size: Int64)
    /// The remote temporary file was sent in parts; the ends of those that may be there are to be compared.
    case toCompareParts
    /// A file of the right size has the final name, and its contents are to be compared.
    case toCompareFinal
    /// To be sent from the offset on.
    case toSend(offset: Int64)
    /// Sent; to be checked.
    case toCheck
    /// An operation of this file is under way.
    case busy
    /// Whole and checked under the temporary name.
    case arrived
    /// Whole under its final name.
    case published
    /// Somebody else's contents have its final name.
    case taken
  }

  struct FileState {
    var stage = Stage.unknown
    /// How many questions about it the server has not answered.
    var probes = 0
    var temporarySize: Int64?
    var final: RemoteStatus?
    /// The range of the remote temporary file that is compared with the local one.
    var tail: Range<Int64> = 0..<0
    var readback: Readback?
    /// Whether the server is hashing it.
    var isBeingHashed = false
    /// Whether what is on the server was read and found wrong, so that it is sent anew from its beginning.
    var isTorn = false
    /// Whether its upload goes on with what is on the server.
    var isResumed = false
    /// Why its rename failed, while it is found out whether the name is taken.
    var renameFailure: RemoteFailure?
    /// Whether an earlier file of the same name has been taken away to make room.
    var isCleared = false
    /// Whether this job has given it its final name.
    var isRenamed = false
    /// Ranges of a cut file that may have arrived, those of them that have, and the parts that are sent.
    var candidates: [PartWork.Candidate] = []
    var arrived = RangeList()
    var parts: PartWork?

    /// Whether all its bytes are over.
    var isSent: Bool {
      stage == .toCheck || stage == .arrived || stage == .published || readback != nil || isBeingHashed
    }
  }

  let plan: ParcelPlan
  var files: [FileState]
  /// What the ledger holds, as far as this job knows; nil while nothing can be on the server.
  var recorded: ParcelState?
  var isRecording = false
  var sentSomething = false
  var actions: [JobAction] = []
  private var outstanding = 0
  /// What the job comes to when all that is under way has been answered.
  private var ending: JobAction?
  private let wasResumed: Bool
  /// Whether an earlier attempt of this run may have left something on the server.
  private var hasBegun = false

  init(_ plan: ParcelPlan) {
    self.plan = plan
    recorded = plan.recorded
    wasResumed = plan.recorded != nil
    files = Array(repeating: FileState(), count: plan.files.count)
  }

  var usesTemporaryNames: Bool { plan.capabilities.usesTemporaryNames }

  func begin() -> [JobAction] {
    ending = nil
    let torn = files.map(\.isTorn)
    files = torn.map { FileState(isTorn: $0) }
    for path in plan.leftovers { submit(.remove(path), 0, .cleanUp) }
    probe(asksServer: plan.asksServer && (hasBegun || !plan.isFirstThere))
    hasBegun = true
    advance()
    return takeActions()
  }

  func handle(_ event: JobEvent) -> [JobAction] {
    switch event {
    case .reply(let slot, let result):
      outstanding -= 1
      if ending == nil, slot.purpose != .cleanUp { take(slot, result) }
    case .recorded:
      isRecording = false
    case .compared(let file, let offset, let isSame):
      if ending == nil { plan.files[file].isCut ? partCompared(file, offset, isSame) : tailCompared(file, isSame) }
    case .sourceChecked(let file, let problem):
      if ending == nil { sourceChecked(file, problem) }
    }
    if ending == nil { advance() }
    if let ending, outstanding == 0, !isRecording {
      self.ending = nil
      actions.append(ending)
    }
    return takeActions()
  }

  private func take(_ slot: Slot, _ result: Result<RemoteReply, RemoteFailure>) {
    switch slot.purpose {
    case .temporaryStatus, .finalStatus: statusCame(slot, result)
    case .upload: uploadEnded(slot.file, result)
    case .size: sizeCame(slot.file, result)
    case .tail: tailCame(slot.file, result)
    case .readBack(let offset): pieceCame(slot.file, offset, result)
    case .hash: hashCame(slot.file, result)
    case .rename: renameEnded(slot.file, result)
    case .taken: takenStatusCame(slot.file, result)
    case .clear: clearEnded(slot.file, result)
    case .partTail(let place): partTailCame(slot.file, place, result)
    case .part(let start): partEnded(slot.file, start, result)
    case .discard: discarded(slot.file, result)
    case .emptying: emptied(slot.file, result)
    case .cleanUp, .folder: break
    }
  }

  /// Begins whatever can begin now.
  private func advance() {
    guard !isRecording, hasLookedAround() else { return }
    for index in files.indices {
      step(index)
      if ending != nil || isRecording { return }
      // Direct names are visible at once, so the next file waits for this one.
      if !usesTemporaryNames, files[index].stage != .published { return }
    }
    if files.allSatisfy({ $0.stage == .published }) { return finishPublished() }
    if files.allSatisfy({ $0.stage == .published || $0.stage == .arrived }) { publishNext() }
  }

  /// Whether all that the server has is known: nothing is sent before, so that a parcel whose name is taken leaves nothing.
  private func hasLookedAround() -> Bool {
    if files.contains(where: { $0.probes > 0 || $0.readback?.reason == .recognising }) { return false }
    for index in files.indices where files[index].stage == .toCompareFinal { step(index) }
    return ending == nil && !files.contains { $0.readback?.reason == .recognising }
  }

  private func finishPublished() {
    if recorded == .published || (plan.asksServer && !sentSomething) {
      let isOld = !sentSomething && !wasResumed
      return end(.finish(.parcel(isOld ? .alreadyDelivered : .delivered)))
    }
    record(.published)
  }

  func takeActions() -> [JobAction] {
    defer { actions.removeAll(keepingCapacity: true) }
    return actions
  }

  func submit(_ operation: RemoteOperation, _ file: Int, _ purpose: Slot.Purpose) {
    outstanding += 1
    actions.append(.submit(operation, Slot(file, purpose)))
  }

  /// Has a state recorded; the job goes on when it is durable.
  func record(_ state: ParcelState, reason: String? = nil) {
    isRecording = true
    recorded = state
    actions.append(.record(state, reason: reason))
  }

  /// Ends the job as soon as nothing of it is under way.
  func end(_ action: JobAction) {
    if ending == nil { ending = action }
  }

  /// Ends the job for this failure: to be tried again where that may help.
  ///
  /// What was recorded last holds: a later attempt asks the server from there.
  func fail(_ failure: RemoteFailure) {
    end(failure.isTransient ? .retry(failure) : .finish(.parcel(.failed(failure))))
  }

  func path(_ file: Int) -> String {
    usesTemporaryNames ? plan.files[file].temporaryPath : plan.files[file].finalPath
  }
}
