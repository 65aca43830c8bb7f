import Bytes
import Delivery
import Files
import Foundation
import Ledger
import Nightly
import SFTP
import TestSupport
import Testing

/// Deliveries to a real sshd.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct SFTPDeliveryTests {
  let folder: TemporaryFolder
  let server: PrivateSSHD

  init() throws {
    folder = try TemporaryFolder()
    server = try PrivateSSHD()
    for (name, size) in [("call-1", 700_000), ("call:2", 0), ("caf\u{E9} \u{65E5}\u{672C}", 40_000)] {
      try folder.write([UInt8](repeating: 7, count: size), to: "outbox/voice/\(name).mp3")
      try folder.write("id\r\n\(name)\r\n", to: "outbox/voice/\(name).csv")
    }
    try folder.write("[]", to: "outbox/affiliates/affiliates.json")
    try folder.write("[]", to: "outbox/properties/properties.json")
  }

  private func configuration(profile: ServerProfile? = nil) -> SFTPConfiguration {
    var configuration = SFTPConfiguration(
      host: server.host, port: server.port, user: server.user,
      login: [.keyFile(server.files.userKey, passphrase: nil)],
      hostKeys: HostKeyPolicy(files: [server.files.knownHosts]))
    configuration.profile = profile
    return configuration
  }

  private func deliver(
    ledger isKept: Bool = true, replaces: Bool = false, verification: DeliveryOptions.Verification = .size,
    profile: ServerProfile? = nil
  ) throws -> DeliverySummary {
    try deliver(
      Outbox.parcels(in: folder.file("outbox")), configuration(profile: profile), ledger: isKept, replaces: replaces,
      verification: verification)
  }

  private func deliver(
    _ parcels: [Parcel], _ configuration: SFTPConfiguration, ledger isKept: Bool = true, replaces: Bool = false,
    verification: DeliveryOptions.Verification = .size, retry: RetryPolicy = RetryPolicy()
  ) throws -> DeliverySummary {
    let ledger = isKept ? try Ledger(path: folder.file("ledger")) : nil
    let options = DeliveryOptions(
      destination: "vendor", root: "in/box", run: try ledger?.beginRun(command: "test") ?? 0, replaces: replaces,
      verification: verification, retry: retry)
    return Delivery.run(parcels: parcels, store: SFTPRemoteStore(configuration), ledger: ledger, options: options)
  }

  private func differences() throws -> String {
    try runCommand("/usr/bin/diff", ["-r", folder.file("outbox"), "\(server.area)/in/box"]).text
  }

  @Test(arguments: [ServerProfile.openSSH, .awsTransfer, .generic], DeliveryOptions.Verification.allCases)
  func everyProfile_bringsTheSameTree_once(_ profile: ServerProfile, _ verification: DeliveryOptions.Verification)
    throws
  {
    let first = try deliver(verification: verification, profile: profile)
    #expect(first.stopped == nil && first.total.delivered == 5)
    #expect(try differences() == "")
    let second = try deliver(verification: verification, profile: profile)
    #expect(second.total.skipped == 5 && second.bytesSent == 0)
  }

  /// The day in a folder's name is that of the delivery's beginning: what was begun yesterday is finished where it was begun.
  @Test func begunYesterday_isFinishedInYesterdaysFolder_andTheRestIsToday() throws {
    var target = try UploadTarget("sftp://someone@sftp.example.com/in/box", login: ServerLogin())
    target.folders = ["voice": try #require(FolderTemplate("calls/{yyyy}/{MM}/{dd}"))]
    let (yesterday, today) = (Timestamp(seconds: 1_772_409_599), Timestamp(seconds: 1_772_409_600))
    let calls = "\(server.area)/in/box/calls"
    // A folder in the place of a CSV keeps its call from being published. The server's user may write beside it.
    try Folder.make("\(calls)/2026/03/01/call-1.csv")
    _ = try runCommand("/bin/chmod", ["-R", "777", "\(server.area)/in"])
    let parcels = try Outbox.parcels(in: folder.file("outbox"))
    let retry = RetryPolicy(parcelRetries: 0)
    let first = try deliver(target.place(parcels, at: yesterday), configuration(), retry: retry)
    #expect(first.total.delivered == 4 && first.total.failed == 1, "\(first)")
    #expect(try runCommand("/bin/rmdir", ["\(calls)/2026/03/01/call-1.csv"]).status == 0)
    try folder.write("new", to: "outbox/voice/call-9.mp3")
    try folder.write("new", to: "outbox/voice/call-9.csv")
    let second = try deliver(
      target.place(Outbox.parcels(in: folder.file("outbox")), at: today), configuration(), retry: retry)
    #expect(second.total.delivered == 2 && second.total.failed == 0, "\(second)")
    #expect(try Folder.names(in: "\(calls)/2026/03/02").sorted() == ["call-9.csv", "call-9.mp3"])
    #expect(try Folder.names(in: "\(calls)/2026/03/01").count == 6)
    try FileManager.default.moveItem(atPath: "\(calls)/2026/03/02/call-9.csv", toPath: "\(calls)/2026/03/01/call-9.csv")
    try FileManager.default.moveItem(atPath: "\(calls)/2026/03/02/call-9.mp3", toPath: "\(calls)/2026/03/01/call-9.mp3")
    let difference = try runCommand("/usr/bin/diff", ["-r", folder.file("outbox/voice"), "\(calls)/2026/03/01"])
    #expect(difference.text == "")
  }

  /// One file and one request at a time is slow, and no less safe; large files go in parts here too.
  @Test func oneThingAtATime_bringsTheSameTree() throws {
    try folder.write([UInt8](repeating: 3, count: 40 << 20), to: "outbox/voice/large.mp3")
    try folder.write("large", to: "outbox/voice/large.csv")
    var configuration = configuration()
    configuration.transfers = 1
    configuration.checkers = 1
    let parcels = try Outbox.parcels(in: folder.file("outbox"))
    let first = try deliver(parcels, configuration)
    #expect(first.stopped == nil && first.total.delivered == 6, "\(first)")
    #expect(try differences() == "")
    #expect(try deliver(parcels, configuration, ledger: false).total.skipped == 6)
  }

  @Test func withoutLedger_whatIsThereIsNotSentAgain_andWhatChangedIs() throws {
    let summary = try deliver(ledger: false)
    #expect(summary.total.delivered == 5, "\(summary)")
    let second = try deliver(ledger: false)
    #expect(second.total.skipped == 5 && second.bytesSent == 0)
    try folder.write("other", to: "outbox/voice/call-1.csv")
    #expect(try deliver(ledger: false).total.delivered == 1)
    #expect(try differences() == "")
  }

  @Test func changedParcel_needsLeaveToReplace() throws {
    _ = try deliver()
    try folder.write("other", to: "outbox/voice/call-1.csv")
    let refused = try deliver()
    #expect(refused.total.conflicts == 1 && refused.total.skipped == 4)
    #expect(try differences() != "")
    #expect(try deliver(replaces: true).total.delivered == 1)
    #expect(try differences() == "")
  }

  @Test func folderThatIsAFile_isSaid_andTheRestArrives() throws {
    try Folder.make("\(server.area)/in/box")
    // The server's user is not the test's.
    for path in ["in", "in/box"] { #expect(unsafe chmod("\(server.area)/\(path)", 0o777) == 0) }
    try Data().write(to: URL(fileURLWithPath: "\(server.area)/in/box/voice"))
    let summary = try deliver()
    #expect(summary.total.delivered == 2 && summary.total.failed == 3)
    guard case .failed(let failure)? = summary.parcels.last?.outcome else {
      Issue.record("no failure")
      return
    }
    #expect(failure.message.contains("this is a file"))
  }

  @Test func strangersServer_stopsAtOnce() throws {
    var configuration = configuration()
    configuration.hostKeys = HostKeyPolicy(files: [folder.file("none")])
    let summary = Delivery.run(
      parcels: try Outbox.parcels(in: folder.file("outbox")), store: SFTPRemoteStore(configuration), ledger: nil,
      options: DeliveryOptions(destination: "vendor"))
    guard case .remote(let failure)? = summary.stopped else {
      Issue.record("not stopped: \(summary)")
      return
    }
    #expect(failure.code == .hostKey)
    #expect(summary.total.failed == 5 && summary.reconnects == 0)
  }

  @Test func deadServer_isGivenUpSoon() throws {
    let options = DeliveryOptions(
      destination: "vendor", retry: RetryPolicy(firstDelay: 0.01))
    let parcels = try Outbox.parcels(in: folder.file("outbox"))
    server.stop()
    let summary = Delivery.run(
      parcels: parcels, store: SFTPRemoteStore(configuration()), ledger: nil, options: options)
    guard case .remote(let failure)? = summary.stopped else {
      Issue.record("not stopped: \(summary)")
      return
    }
    #expect(failure.code == .unreachable)
  }
}
