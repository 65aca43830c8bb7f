import Files
import Foundation
import SFTP
import TestSupport
import Testing

/// The connection is harmed after every packet of a small delivery: every operation ends exactly once, with an error that
/// says so, and the next submit connects again and completes the work.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct FaultTests {
  private static let files = 4

  /// Runs the rounds of a delivery until all is done; returns the codes of what failed on the way.
  private func deliver(_ configuration: SFTPConfiguration, _ bytes: [UInt8]) throws -> Set<SFTPError.Code> {
    let client: SFTPClient
    do {
      client = try SFTPClient.connect(configuration)
    } catch {
      // The harm came while connecting; the second connection is whole.
      return try deliver(configuration, bytes).union([error.code])
    }
    defer { client.close() }
    var codes: Set<SFTPError.Code> = []
    var open = Set(0..<Self.files)
    for _ in 0..<4 where !open.isEmpty {
      var names = open.sorted()
      for phase in 0..<2 {
        client.submit(
          names.map { index -> (SFTPOperation, UInt64) in
            phase == 0
              ? (.upload(Upload(bytes: bytes, to: ".f\(index).part")), UInt64(index))
              : (.rename(".f\(index).part", to: "f\(index)", over: true), UInt64(index))
          })
        let ends = try ends(client, names.count)
        for case .failure(let error) in ends.values { codes.insert(error.code) }
        // What did not arrive whole is not renamed but sent again.
        names = ends.filter { if case .success = $0.value { true } else { false } }.map { Int($0.key) }.sorted()
      }
      open.subtract(names)
    }
    #expect(open.isEmpty)
    return codes
  }

  /// The end of each operation, exactly once.
  private func ends(_ client: SFTPClient, _ count: Int) throws -> [UInt64: Result<SFTPReply, SFTPError>] {
    var ends: [UInt64: Result<SFTPReply, SFTPError>] = [:]
    while ends.count < count {
      let events = client.wait(timeout: 20)
      try #require(!events.isEmpty, "an operation never ended")
      for case .finished(let tag, let outcome) in events {
        #expect(ends[tag] == nil, "an operation ended twice")
        ends[tag] = outcome
      }
    }
    return ends
  }

  @Test(arguments: PacketFault.Kind.allCases)
  func harmAfterEveryPacket_losesNothing(_ kind: PacketFault.Kind) throws {
    let server = try PrivateSSHD()
    let bytes = [UInt8](repeating: 0x42, count: 300_000)
    // INIT, limits, then for each file OPEN, two WRITEs, FSTAT, CLOSE and the rename.
    let packets = 2 + Self.files * 6
    for packet in 1...packets {
      let fault = PacketFault(kind, after: packet)
      var configuration = server.configuration()
      configuration.connections = 1
      configuration.stallTimeout = 0.3
      configuration.connectTimeout = 1
      configuration.wrapTransport = { FaultyTransport($0, fault) }
      let codes = try deliver(configuration, bytes)
      #expect(codes.isSubset(of: [.connectionLost, .stalled, .unreachable, .notFound]), "packet \(packet): \(codes)")
      for index in 0..<Self.files {
        let path = "\(server.area)/f\(index)"
        #expect(try FileDescriptor.contents(of: path) == bytes, "packet \(packet)")
        try Folder.removeFile(path)
      }
    }
  }

  @Test func serverKilled_failsWhatIsInFlightAndSaysSo() throws {
    let server = try PrivateSSHD()
    let client = try SFTPClient.connect(server.configuration())
    defer { client.close() }
    client.submit(.upload(Upload(bytes: [UInt8](repeating: 1, count: 24 << 20), to: "big")), tag: 1)
    usleep(30_000)
    server.stop()
    let outcome = try ends(client, 1)[1]
    #expect(throws: SFTPError.self) { try outcome?.get() }
    let again = #expect(throws: SFTPError.self) { try client.status(".") }
    #expect(again?.code == .unreachable)
  }
}
