import Bytes
import Ledger

/// Sending a large file in parts, several at once, over as many connections as the store has.
extension ParcelJob {
  /// How much of a part's end is compared with the local file, in bytes.
  static let partTailLength: Int64 = 16_384

  /// Asks for the ends of all ranges that may have arrived, or begins to send where there are none.
  func compareParts(_ index: Int) {
    guard let rules = plan.capabilities.parts, !files[index].isTorn, let found = files[index].temporarySize else {
      files[index].stage = .toSend(offset: 0)
      return step(index)
    }
    files[index].stage = .busy
    let size = plan.files[index].size
    files[index].candidates = PartWork.candidates(
      found: min(found, size), known: RangeList(plan.files[index].arrived), rules: rules)
    files[index].arrived = RangeList()
    for (place, candidate) in files[index].candidates.enumerated() {
      let tail = ParcelJob.tail(of: candidate.range)
      submit(
        .read(path(index), offset: tail.lowerBound, count: Int(tail.upperBound - tail.lowerBound)), index,
        .partTail(place))
    }
    files[index].probes = files[index].candidates.count
    if files[index].probes == 0 {
      partsCompared(index)
      step(index)
    }
  }

  private static func tail(of range: Range<Int64>) -> Range<Int64> {
    max(range.lowerBound, range.upperBound - partTailLength)..<range.upperBound
  }

  func partTailCame(_ index: Int, _ place: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    let candidate = files[index].candidates[place]
    let tail = ParcelJob.tail(of: candidate.range)
    switch result {
    case .success(.bytes(let bytes)) where Int64(bytes.count) == tail.upperBound - tail.lowerBound:
      // What may be a hole reads as zeros, whether they belong there or not.
      if candidate.wasWritten || bytes.contains(where: { $0 != 0 }) {
        actions.append(.compareLocal(file: index, offset: tail.lowerBound, bytes: bytes))
        return
      }
    case .success(.bytes): break
    case .success: return fail(.unexpectedReply(path(index)))
    case .failure(let failure): if failure.isConnection { return fail(failure) }
    }
    partJudged(index)
  }

  /// The end of a range was compared: the range has arrived, or is sent again.
  func partCompared(_ index: Int, _ offset: Int64, _ isSame: Bool) {
    let candidate = files[index].candidates.first { ParcelJob.tail(of: $0.range).lowerBound == offset }
    if isSame, let candidate { files[index].arrived.insert(candidate.range) }
    partJudged(index)
  }

  private func partJudged(_ index: Int) {
    files[index].probes -= 1
    if files[index].probes == 0 { partsCompared(index) }
  }

  private func partsCompared(_ index: Int) {
    actions.append(.credit(bytes: files[index].arrived.count))
    files[index].stage = .toSend(offset: 0)
  }

  /// Begins with what is missing.
  func beginParts(_ index: Int) {
    guard let rules = plan.capabilities.parts else { return fail(.unexpectedReply(path(index))) }
    files[index].parts = PartWork(size: plan.files[index].size, arrived: files[index].arrived, rules: rules)
    sendParts(index)
  }

  /// Submits as many parts as may be under way, and when all have arrived one more without bytes: with it the file is forced
  /// to the disk where that is asked for, and its size comes back.
  func sendParts(_ index: Int) {
    let file = plan.files[index]
    while let part = files[index].parts?.next() {
      submitPart(index, part, synchronizes: false, .part(part.lowerBound))
    }
    if files[index].parts?.isDone ?? false {
      submitPart(
        index, file.size..<file.size, synchronizes: plan.synchronizes && plan.capabilities.canSynchronize, .upload)
    }
  }

  private func submitPart(_ index: Int, _ part: Range<Int64>, synchronizes: Bool, _ purpose: Slot.Purpose) {
    let file = plan.files[index]
    let upload = RemoteUpload(
      localPath: file.localPath, remotePath: path(index), offset: part.lowerBound, size: file.size,
      end: part.upperBound, opening: .part, synchronizes: synchronizes)
    submit(.upload(upload), index, purpose)
  }

  func partEnded(_ index: Int, _ start: Int64, _ result: Result<RemoteReply, RemoteFailure>) {
    guard let part = files[index].parts?.underWay.first(where: { $0.lowerBound == start }) else { return }
    if case .failure(let failure) = result { return fail(failure) }
    let isTimeToNote = files[index].parts?.arrive(part) ?? false
    if isTimeToNote { noteArrived(index) }
    sendParts(index)
  }

  /// Has the ledger remember which ranges have arrived; nothing waits for it.
  func noteArrived(_ index: Int) {
    guard let ranges = files[index].parts?.arrived.ranges else { return }
    actions.append(.noteArrived(file: index, ranges: ranges))
  }
}
