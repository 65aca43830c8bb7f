import Bytes
import Delivery
import Files
import Foundation
import Ledger
import Nightly
import SFTP
import Synchronization
import TestSupport
import Testing

/// A file that is sent in parts over several connections, all of which are cut in the middle of it.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)), .serialized)
struct LargeFileTests {
  private static let size = 40 << 20

  @Test(arguments: [true, false], [TransportChoice.libssh, .libssh2, .openssh])
  func cutOff_goesOnWithItsParts(hasLedger: Bool, transport: TransportChoice) throws {
    let server = try DeliveryServer.sshd.start()
    let folder = try TemporaryFolder()
    // Each block is another one, so that a part in a wrong place shows.
    var bytes: [UInt8] = []
    for block in 1...(Self.size >> 18) { bytes += [UInt8](repeating: UInt8(block), count: 1 << 18) }
    try folder.write(bytes, to: "out/voice/long.mp3")
    try folder.write("id\r\nlong\r\n", to: "out/voice/long.csv")
    let budget = ByteBudget(24 << 20)
    var configuration = server.configuration
    configuration.transport = transport
    configuration.connections = 3
    configuration.wrapTransport = { LimitedTransport($0, budget) }
    let ledger = hasLedger ? try Ledger(path: folder.file("ledger")) : nil
    let first = try deliver(configuration, folder, ledger)
    #expect(first.stopped != nil)
    #expect(try Folder.names(in: "\(server.area)/in/voice").allSatisfy { $0.hasPrefix(".") })
    configuration.wrapTransport = nil
    let second = try deliver(configuration, folder, ledger)
    #expect(second.stopped == nil && second.total.delivered == 1, "\(second)")
    // What had arrived is not sent again, but for the parts that were under way: at most four a connection.
    #expect(second.bytesSent < Int64(Self.size - (24 << 20) + (26 << 20)), "\(second.bytesSent)")
    let difference = try runCommand(
      "/usr/bin/cmp", [folder.file("out/voice/long.mp3"), "\(server.area)/in/voice/long.mp3"])
    #expect(difference.status == 0)
    #expect(try Folder.names(in: "\(server.area)/in/voice").sorted() == ["long.csv", "long.mp3"])
  }

  private func deliver(
    _ configuration: SFTPConfiguration, _ folder: TemporaryFolder, _ ledger: Ledger?
  ) throws -> DeliverySummary {
    let options = DeliveryOptions(
      destination: "vendor", root: "in", run: try ledger?.beginRun(command: "test") ?? 0,
      retry: RetryPolicy(connectionRetries: 0, firstConnectionRetries: 0, firstDelay: 0.01))
    return Delivery.run(
      parcels: try Outbox.parcels(in: folder.file("out")), store: SFTPRemoteStore(configuration), ledger: ledger,
      options: options)
  }
}

/// Bytes that all connections together may send.
private final class ByteBudget: Sendable {
  private let left: Atomic<Int>

  init(_ bytes: Int) { left = Atomic(bytes) }

  var isUsedUp: Bool { left.load(ordering: .relaxed) <= 0 }

  func take(_ bytes: Int) { left.subtract(bytes, ordering: .relaxed) }
}

/// A transport that is cut when the budget is used up.
private final class LimitedTransport: WrappingTransport {
  let inner: any ByteTransport
  private let budget: ByteBudget

  init(_ inner: any ByteTransport, _ budget: ByteBudget) {
    self.inner = inner
    self.budget = budget
  }

  private func check() throws(SFTPError) {
    guard budget.isUsedUp else { return }
    inner.close()
    throw SFTPError(.connectionLost, "the connection was cut")
  }

  func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int {
    try check()
    let sent = try inner.send(bytes)
    budget.take(sent)
    return sent
  }

  func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int {
    try check()
    return try inner.receive(into: &buffer)
  }
}
