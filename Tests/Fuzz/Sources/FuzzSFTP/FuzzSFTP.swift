import Bytes

@testable import SFTP

/// libFuzzer's entry: what a hostile server may say to a connection with one operation of every kind under way. The first
/// byte chooses how the rest is read: as the raw bytes of the stream, or as answers whose lengths and ids are right.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count >= 2 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let hello: [UInt8] = [0, 0, 0, 5, 2, 0, 0, 0, 3]
  let stream = bytes[0] & 1 == 0 ? Array(bytes[1...]) : hello + Answers(bytes[1...]).packets
  check(stream, chunk: Int(bytes[0] >> 4) * 13 + 1, profile: ServerProfile.all[Int(bytes[0] >> 1 & 7) % 3])
  return 0
}

/// Bytes as a list of answers: the kind, the request, the length, then as many bytes of it as there are.
struct Answers {
  private(set) var packets: [UInt8] = []
  private static let kinds: [UInt8] = [101, 102, 103, 104, 105, 201, 101, 2]

  init(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while let kind = rest.popFirst(), let request = rest.popFirst(), let length = rest.popFirst() {
      let body = rest.prefix(Int(length & 0x3F))
      rest = rest.dropFirst(body.count)
      let size = UInt32(5 + body.count)
      packets += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
      packets += [Answers.kinds[Int(kind & 7)], 0, request >> 4, 0, request & 15] + body
    }
  }
}

/// Lets an engine read the stream in pieces. Whatever it says, every operation ends exactly once.
private func check(_ stream: [UInt8], chunk: Int, profile: ServerProfile) {
  var engine = TransferEngine()
  engine.context.profile = profile
  let operations: [SFTPOperation] = [
    .upload(Upload(bytes: [UInt8](repeating: 7, count: 100_000), to: "up")),
    .readRange("down", offset: 3, count: 90_000),
    .list("folder"), .status("it"), .rename("old", to: "new", over: false), .realPath("."), .remove("gone"),
    .makeFolder("here"),
  ]
  var ends = [Int](repeating: 0, count: operations.count)
  var hasStarted = false
  var at = 0
  reading: while at < stream.count {
    let piece = Array(stream[at..<min(at + chunk, stream.count)])
    at += piece.count
    engine.context.machine.receive(piece.span)
    do {
      // The first packet is the version; requests begin behind it.
      if !hasStarted {
        if try engine.context.machine.next() != nil { break reading }
        guard engine.context.machine.extensions != nil else { continue }
        hasStarted = true
        for (tag, operation) in operations.enumerated() { engine.start(operation, ticket: .queue(UInt64(tag))) }
      }
      _ = try engine.takeAnswers()
    } catch {
      break
    }
    engine.feed()
    engine.context.machine.sent(engine.context.machine.unsentCount)
    note(engine.takeEnded(), &ends)
  }
  note(engine.abandon(SFTPError(.connectionLost, "the end")), &ends)
  precondition(!hasStarted || ends.allSatisfy { $0 == 1 }, "operations ended \(ends) times")
}

private func note(_ ended: [TransferEngine.Ended], _ ends: inout [Int]) {
  for end in ended {
    if case .queue(let tag) = end.ticket { ends[Int(tag)] += 1 }
  }
}
