import Delivery
import Files
import Foundation
import Ledger
import Nightly
import SFTP
import TestSupport
import Testing

/// Whole deliveries, with and without ledger, to every kind of server over both transports.
@Suite struct EveryServerTests {
  private func deliver(
    _ configuration: SFTPConfiguration, _ folder: TemporaryFolder, ledger: Ledger?,
    verification: DeliveryOptions.Verification = .size
  ) throws -> (summary: DeliverySummary, server: ServerDescription?) {
    let store = SFTPRemoteStore(configuration)
    let options = DeliveryOptions(
      destination: "vendor", root: "in", run: try ledger?.beginRun(command: "test") ?? 0, verification: verification,
      retry: RetryPolicy(firstConnectionRetries: 0, firstDelay: 0.01))
    let summary = Delivery.run(
      parcels: try Outbox.parcels(in: folder.file("out")), store: store, ledger: ledger, options: options)
    return (summary, store.server)
  }

  private func outbox() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, size) in [("call-1", 400_000), ("call:2", 0), ("caf\u{E9} \u{65E5}\u{672C}", 40_000)] {
      try folder.write([UInt8](repeating: 7, count: size), to: "out/voice/\(name).mp3")
      try folder.write("id\r\n\(name)\r\n", to: "out/voice/\(name).csv")
    }
    try folder.write("[]", to: "out/affiliates/affiliates.json")
    try folder.write("[]", to: "out/properties/properties.json")
    return folder
  }

  @Test(arguments: DeliveryServer.available, [TransportChoice.libssh, .libssh2, .openssh])
  func delivers_once_andNothingThereAfter(_ kind: DeliveryServer, _ transport: TransportChoice) throws {
    if kind == .awsETM, transport == .libssh2 { return }
    let server = try kind.start()
    var configuration = server.configuration
    configuration.transport = transport
    let folder = try outbox()
    let ledger = try Ledger(path: folder.file("ledger"))
    let first = try deliver(configuration, folder, ledger: ledger, verification: .readback).summary
    #expect(first.stopped == nil && first.total.delivered == 5, "\(first)")
    let difference = try runCommand("/usr/bin/diff", ["-r", folder.file("out"), "\(server.area)/in"])
    #expect(difference.text == "")
    let again = try deliver(configuration, folder, ledger: ledger).summary
    #expect(again.total.skipped == 5 && again.bytesSent == 0)
    let forgetful = try deliver(configuration, folder, ledger: nil).summary
    #expect(forgetful.total.skipped == 5 && forgetful.bytesSent == 0, "\(forgetful)")
  }

  /// AWS's current policies take MACs of this kind only, which Debian 12's libssh2 does not know.
  @Test(.enabled(if: AWSStandIn.isInstalled, "asyncssh is not installed"))
  func encryptThenMACOnly_libssh2SaysSo_autoDelivers() throws {
    let server = try DeliveryServer.awsETM.start()
    let folder = try outbox()
    var configuration = server.configuration
    configuration.transport = .libssh2
    let refused = try deliver(configuration, folder, ledger: nil).summary
    if case .remote(let failure)? = refused.stopped {
      #expect(failure.code == .incompatible && failure.message.contains("MAC in common"))
      #expect(
        failure.message.contains("hmac-sha2-256-etm@openssh.com") && failure.message.contains("--transport openssh"))
    } else {
      // A newer libssh2 knows these MACs.
      #expect(refused.total.delivered == 5)
      return
    }
    configuration.transport = .auto
    let (summary, reached) = try deliver(configuration, folder, ledger: nil)
    #expect(summary.stopped == nil && summary.total.delivered == 5)
    #expect(reached?.transport.algorithms.contains("etm") == true && reached?.profile == .awsTransfer)
  }
}
