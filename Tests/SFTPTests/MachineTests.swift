import Bytes
import Testing

@testable import SFTP

/// The protocol without a network: what a server says becomes an answer or a violation, never a crash.
@Suite struct MachineTests {
  private func packet(_ kind: PacketKind, _ body: [UInt8]) -> [UInt8] {
    var buffer = ByteBuffer()
    buffer.append(bigEndian: UInt32(1 + body.count))
    buffer.append(kind.rawValue)
    buffer.append(body.span)
    return buffer.span.array()
  }

  private static let version: [UInt8] = [0, 0, 0, 5, 2, 0, 0, 0, 3]

  private func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
  private func text(_ value: String) -> [UInt8] { number(UInt32(value.utf8.count)) + Array(value.utf8) }

  private func violation(_ bytes: [UInt8], asking: (inout SFTPMachine) -> Void = { _ in }) -> ProtocolViolation? {
    var machine = SFTPMachine()
    asking(&machine)
    machine.receive(bytes.span)
    do {
      while try machine.next() != nil {}
      return nil
    } catch {
      return error
    }
  }

  @Test func firstBytes_areInitVersion3() {
    let machine = SFTPMachine()
    let bytes = machine.unsent.array()
    #expect(bytes == [0, 0, 0, 5, 1, 0, 0, 0, 3])
  }

  @Test func extensions_areRead() throws {
    var machine = SFTPMachine()
    let body = number(3) + text("posix-rename@openssh.com") + text("1") + text("limits@openssh.com") + text("2")
    let bytes = packet(.version, body)
    machine.receive(bytes.span)
    let answer = try machine.next()
    #expect(answer == nil)
    #expect(machine.extensions?.posixRename == true)
    #expect(machine.extensions?.limits == false)
  }

  @Test func answersInAnyOrder_findTheirRequests() throws {
    var machine = SFTPMachine()
    machine.receive(Self.version.span)
    machine.remove("a", tag: 11)
    machine.remove("b", tag: 22)
    let later = packet(.replyStatus, number(1) + number(2) + text("gone") + text(""))
    let first = packet(.replyStatus, number(0) + number(0))
    machine.receive(later.span)
    machine.receive(first.span)
    let one = try machine.next()
    let two = try machine.next()
    #expect(one?.tag == 22)
    #expect(two?.tag == 11)
    guard case .status(let code, let words)? = one?.reply else { return #expect(Bool(false)) }
    #expect(code == .noSuchFile)
    #expect(words == "gone")
    #expect(machine.waitingCount == 0)
  }

  @Test func bytesOneByOne_areTheSame() throws {
    var machine = SFTPMachine()
    machine.read([1], offset: 0, count: 10, tag: 5)
    let bytes = Self.version + packet(.replyData, number(0) + number(3) + [7, 8, 9])
    var answer: Answer?
    for byte in bytes {
      let one = [byte]
      machine.receive(one.span)
      if let found = try machine.next() { answer = found }
    }
    guard case .data(let range)? = answer?.reply else { return #expect(Bool(false)) }
    let data = machine.bytes(in: range).array()
    #expect(data == [7, 8, 9])
  }

  @Test func hostileBytes_areViolations() {
    let read: (inout SFTPMachine) -> Void = { $0.read([1], offset: 0, count: 2, tag: 1) }
    let open: (inout SFTPMachine) -> Void = { $0.open("f", .read, tag: 1) }
    #expect(violation([0, 0, 0, 0]) == .packetLength(0))
    #expect(violation([0xFF, 0xFF, 0xFF, 0xFF]) == .packetLength(.max))
    #expect(violation([0, 0, 0, 5, 99, 0, 0, 0, 3]) == .packetKind(99))
    #expect(violation(packet(.replyStatus, number(0) + number(0))) == .unexpectedVersion)
    #expect(violation(Self.version + Self.version) == .unexpectedVersion)
    #expect(violation(packet(.version, number(6))) == .version(6))
    #expect(violation(packet(.version, number(3) + text("x"))) == .truncated)
    #expect(violation(Self.version + packet(.replyStatus, number(9) + number(0))) == .unknownRequest(9))
    #expect(violation(Self.version + packet(.replyData, number(0) + text("abc")), asking: read) == .tooMuchData)
    #expect(violation(Self.version + packet(.replyHandle, number(0) + text("h")), asking: read) == .answerKind(102))
    #expect(violation(Self.version + packet(.replyStatus, number(0) + number(0)), asking: open) == .answerKind(101))
    #expect(violation(Self.version + packet(.replyHandle, number(0) + text("")), asking: open) == .handleLength(0))
    #expect(violation(Self.version + packet(.replyHandle, number(0) + number(0xFFFF_FFFF)), asking: open) == .truncated)
    #expect(violation(Self.version + packet(.replyHandle, number(0) + text("h") + [1]), asking: open) == .trailingBytes)
  }

  @Test func secondAnswerToARequest_isAViolation() {
    let answer = packet(.replyStatus, number(0) + number(0))
    #expect(violation(Self.version + answer + answer, asking: { $0.remove("a", tag: 1) }) == .unknownRequest(0))
  }

  @Test func randomAndMutatedReplies_neverCrash() {
    var generator = SystemRandomNumberGenerator()
    let seed =
      Self.version
      + packet(
        .replyNames, number(0) + number(2) + text("a") + text("-rw") + number(5) + [UInt8](repeating: 0, count: 12))
      + packet(.replyAttributes, number(1) + number(0x8000_000F) + [UInt8](repeating: 1, count: 40))
      + packet(.replyExtended, number(2) + [UInt8](repeating: 0, count: 32))
    for _ in 0..<5_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: Int.random(in: 0..<bytes.count, using: &generator))
        default:
          bytes.insert(.random(in: 0...255, using: &generator), at: Int.random(in: 0..<bytes.count, using: &generator))
        }
      }
      _ = violation(bytes) { machine in
        machine.openFolder("x", tag: 0)
        machine.status("y", tag: 1)
        machine.limits(tag: 2)
      }
    }
  }
}
