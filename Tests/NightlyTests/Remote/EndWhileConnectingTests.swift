import Delivery
import Foundation
import Nightly
import SFTP
import TestSupport
import Testing

/// A connection that ends on its way in, from the greeting to the login, is made again: no end looks like a refusal, and nothing
/// waits past its deadline.
@Suite struct EndWhileConnectingTests {
  private static let isWhole = TransportFaultTests.isWhole

  private static let servers: [DeliveryServer] = isWhole ? [.sshd, .proftpd, .aws] : [.sshd]
  private static let transports: [TransportChoice] = [.libssh, .libssh2, .openssh]

  @Test(arguments: servers.filter(DeliveryServer.available.contains), transports)
  func cutAfterSoManyBytes_connectsAnew(_ kind: DeliveryServer, _ transport: TransportChoice) throws {
    try deliver(kind, transport, .cut, stride: Self.isWhole ? 127 : 509)
  }

  /// Each of these waits for its deadline.
  @Test(arguments: servers.filter(DeliveryServer.available.contains), transports)
  func stalledAfterSoManyBytes_connectsAnew(_ kind: DeliveryServer, _ transport: TransportChoice) throws {
    try deliver(kind, transport, .stall, stride: Self.isWhole ? 701 : 2_503)
  }

  /// Delivers one file over and over, while the first connection carries more and more bytes before it ends.
  private func deliver(
    _ kind: DeliveryServer, _ transport: TransportChoice, _ ending: Relay.Ending, stride: Int
  ) throws {
    let server = try kind.start()
    let folder = try TemporaryFolder()
    try folder.write("a", to: "out/chat/a.csv")
    let parcels = try Outbox.parcels(in: folder.file("out"))
    var (at, ends) = (Int.random(in: 0..<stride), 0)
    while true {
      let relay = Relay(to: server.configuration.port, firstCarries: at, then: ending)
      defer { relay.close() }
      var configuration = server.configuration
      configuration.port = relay.port
      configuration.hostKeys = HostKeyPolicy(mode: .acceptNew, files: [folder.file("known_hosts")])
      configuration.transport = transport
      configuration.connections = 1
      // Long enough for a server on a busy machine, which is not to be waited for once in a while.
      if ending == .stall { (configuration.connectTimeout, configuration.stallTimeout) = (2, 2) }
      let options = DeliveryOptions(
        destination: "vendor", root: "in-\(at)", run: 0,
        retry: RetryPolicy(firstConnectionRetries: ending == .cut ? 1 : 3, firstDelay: 0.01))
      let summary = Delivery.run(
        parcels: parcels, store: SFTPRemoteStore(configuration), ledger: nil, options: options)
      #expect(summary.stopped == nil && summary.total.delivered == 1, "after \(at) bytes: \(summary)")
      guard relay.hasEnded, ends < 1_000 else { break }
      ends += 1
      at += stride
    }
    #expect(ends > 0)
    FaultCounts.add("connections ended on the way in", ends)
  }
}
