import Delivery
import Files
import Foundation
import Ledger
import Nightly
import SFTP
import TestSupport
import Testing
import Threads

/// Deliveries to real servers over a connection that breaks after the n-th SFTP packet, for every n.
///
/// The suite takes some n by default, `NIGHTFERRY_FAULTS=all` takes all.
@Suite(.serialized) struct TransportFaultTests {
  struct Case: CustomTestStringConvertible {
    var server: DeliveryServer
    var transport = TransportChoice.libssh
    /// A profile that is not the server's own.
    var profile: ServerProfile?
    /// Every how many packets it is tried by default.
    var stride = 10
    var testDescription: String { "\(server), \(transport), \(profile?.name ?? "its own profile")" }
  }

  static let isWhole = ProcessInfo.processInfo.environment["NIGHTFERRY_FAULTS"] == "all"

  static var cases: [Case] {
    DeliveryServer.available.flatMap { server in
      let direct = Case(server: server, stride: server == .sshd ? 10 : 20)
      let older = Case(server: server, transport: .libssh2, stride: 30)
      let over = Case(server: server, transport: .openssh, stride: 30)
      switch server {
      case .sshd: return [direct, Case(server: server, profile: .awsTransfer), older, over]
      case .awsETM: return isWhole ? [direct, over] : [direct]
      case .proftpd, .aws: return isWhole ? [direct, older, over] : [direct]
      }
    }
  }

  /// How many deliveries go side by side where there are many: most of one that breaks is waiting.
  private static let lanes = isWhole ? 4 : 1

  @Test(arguments: cases, PacketFault.Kind.allCases)
  func everyPacket(_ test: Case, _ kind: PacketFault.Kind) throws {
    let server = try test.server.start()
    var configuration = server.configuration
    configuration.transport = test.transport
    configuration.profile = test.profile
    configuration.connections = 1
    configuration.stallTimeout = 0.3
    let place = Place(configuration: configuration, area: server.area)
    let folder = try TemporaryFolder()
    try folder.write([UInt8](repeating: 7, count: 90_000), to: "out/voice/a.mp3")
    try folder.write("a", to: "out/voice/a.csv")
    try folder.write("b", to: "out/chat/b.csv")
    let parcels = try Outbox.parcels(in: folder.file("out"))
    let stride = TransportFaultTests.isWhole ? 1 : test.stride
    let walk = Monitor(Walk(next: 1 + Int.random(in: 0..<stride), stride: stride))
    let lanes = DispatchGroup()
    for _ in 0..<TransportFaultTests.lanes {
      lanes.enter()
      Thread.detachNewThread {
        while let at = walk.with({ $0.take() }) {
          do {
            let fault = PacketFault(kind, after: at)
            let problems = try self.strike(fault, at, place, parcels, folder)
            walk.with { $0.finish(at, hasStruck: fault.hasStruck, problems) }
          } catch {
            walk.with { $0.finish(at, hasStruck: true, ["\(error)"]) }
          }
        }
        lanes.leave()
      }
    }
    lanes.wait()
    let end = walk.with { $0 }
    #expect(end.problems == [])
    #expect(end.end > 12)
    FaultCounts.add("broken connections", end.struck)
  }

  /// How a server is reached, and where its folder is.
  private struct Place {
    let configuration: SFTPConfiguration
    let area: String
  }

  /// The packets that are still to be struck, and what came of those that were.
  private struct Walk {
    var next: Int
    let stride: Int
    /// The first packet that a delivery has not got to.
    var end = Int.max
    var struck = 0
    var problems: [String] = []

    mutating func take() -> Int? {
      defer { next += stride }
      return next < end ? next : nil
    }

    mutating func finish(_ at: Int, hasStruck: Bool, _ found: [String]) {
      if hasStruck { struck += 1 } else { end = min(end, at) }
      problems += found.map { "packet \(at): \($0)" }
    }
  }

  /// A delivery whose connection breaks, and where it gives up the next one; returns what is not as it should be.
  private func strike(
    _ fault: PacketFault, _ at: Int, _ place: Place, _ parcels: [Parcel], _ folder: TemporaryFolder
  ) throws -> [String] {
    var configuration = place.configuration
    configuration.wrapTransport = { FaultyTransport($0, fault) }
    let root = "run-\(at)"
    let ledger = try Ledger(path: folder.file("ledger-\(at)"))
    // Every other time the run gives up, and the next one finds what it left.
    let givesUp = at % 2 == 0
    let first = try deliver(parcels, configuration, root, ledger, retries: givesUp ? 0 : 3)
    let needsAnother = givesUp && fault.hasStruck
    let last = needsAnother ? try deliver(parcels, configuration, root, ledger, retries: 3) : first
    var problems: [String] = []
    if last.stopped != nil || last.total.failed + last.total.conflicts > 0 { problems.append("\(last)") }
    let difference = try runCommand("/usr/bin/diff", ["-r", folder.file("out"), "\(place.area)/\(root)"])
    if difference.status != 0 { problems.append(difference.text + difference.errorText) }
    var deliveries = 0
    try ledger.deliveries { _ in
      deliveries += 1
      return true
    }
    if deliveries != 2 { problems.append("\(deliveries) deliveries") }
    return problems
  }

  private func deliver(
    _ parcels: [Parcel], _ configuration: SFTPConfiguration, _ root: String, _ ledger: Ledger, retries: Int
  ) throws -> DeliverySummary {
    let options = DeliveryOptions(
      destination: "vendor", root: root, run: try ledger.beginRun(command: "test"),
      retry: RetryPolicy(connectionRetries: retries, firstConnectionRetries: retries, firstDelay: 0.01))
    return Delivery.run(
      parcels: parcels, store: SFTPRemoteStore(configuration), ledger: ledger, options: options)
  }
}
