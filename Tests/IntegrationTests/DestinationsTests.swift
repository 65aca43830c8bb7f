import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// Several destinations in one configuration, and folders on them with the day in their names.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct DestinationsTests {
  let night: NightWork

  init() throws {
    night = try NightWork()
  }

  /// Deliveries that the ledger knows, by destination.
  private func deliveries() throws -> [String: Int] {
    let result = try runCommand(
      "/usr/bin/sqlite3",
      [
        night.folder.file("work/nightferry.sqlite"),
        "select destination, count(*) from deliveries group by destination",
      ])
    #expect(result.status == 0, "\(result.errorText)")
    return Dictionary(
      uniqueKeysWithValues: result.text.split(separator: "\n").map {
        let parts = $0.split(separator: "|")
        return (String(parts[0]), Int(parts[1]) ?? 0)
      })
  }

  private func state(of server: PrivateSSHD) throws -> [String] {
    try runCommand("/usr/bin/find", [server.area, "-type", "f", "-printf", "%p %s %T@ %i\n"]).text
      .split(separator: "\n").map(String.init).sorted()
  }

  private func differences(_ server: PrivateSSHD) throws -> String {
    try runCommand(
      "/usr/bin/diff", ["-r", "-x", "manifest-sha256.txt", night.folder.file("work/outbox"), server.area]
    ).text
  }

  @Test func oneThatIsRefused_doesNotHoldUpTheOther_andEachHasItsOwnState() throws {
    let archive = try PrivateSSHD()
    let hosts = night.folder.file("archive-hosts")
    // It is the first one, so that the vendor's turn comes behind its failure.
    try night.add(destination: "archive", archive, knownHosts: hosts)
    let first = try night.nightferry("run")
    #expect(first.status == 5, "\(first.text)\(first.errorText)")
    #expect((first.text + first.errorText).contains(hosts), "\(first.text)\(first.errorText)")
    #expect(try night.differences() == "")
    #expect(try Folder.names(in: archive.area).isEmpty)
    let count = try #require(try deliveries()["vendor"])
    #expect(try count > 0 && deliveries() == ["vendor": count])
    let reported = try night.report()["destinations"] as? [[String: Any]] ?? []
    #expect(reported.compactMap { $0["name"] as? String } == ["archive", "vendor"])
    let parcels = reported.compactMap { $0["parcels"] as? [String: Int] }
    #expect(parcels.compactMap { $0["delivered"] } == [0, count])
    #expect(parcels.compactMap { $0["failed"] } == [count, 0])

    // Now its key is known: what it has not got goes there, and nothing to the vendor.
    try FileManager.default.copyItem(atPath: archive.files.knownHosts, toPath: hosts)
    let vendor = try night.remoteState()
    let second = try night.nightferry("run")
    #expect(second.status == 3, "\(second.text)\(second.errorText)")
    #expect(try differences(archive) == "")
    #expect(try night.remoteState() == vendor)
    #expect(try deliveries() == ["archive": count, "vendor": count])

    // And then nothing goes anywhere.
    let whole = try state(of: archive)
    #expect(try night.nightferry("run").status == 3)
    #expect(try state(of: archive) == whole)
    #expect(try night.remoteState() == vendor)
  }

  @Test func uploadToAll_whereOneIsNotThere_exits6_andBringsTheRest() throws {
    let archive = try PrivateSSHD()
    archive.stop()
    try night.add(destination: "archive", archive, knownHosts: archive.files.knownHosts)
    #expect(try night.nightferry("export").status == 3)
    let outbox = night.folder.file("work/outbox")
    let result = try night.nightferry("upload", outbox)
    #expect(result.status == 6, "\(result.text)\(result.errorText)")
    #expect(result.errorText.contains("port \(archive.port)"), "\(result.errorText)")
    #expect(try night.differences() == "")
    let vendor = try night.remoteState()
    let count = try #require(try deliveries()["vendor"])
    #expect(try night.nightferry("upload", outbox).status == 6)
    #expect(try night.remoteState() == vendor)
    #expect(try deliveries() == ["vendor": count])
  }

  /// The day in UTC, as a folder.
  private func today() -> String {
    var now = time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&now, &parts)
    return unsafe String(format: "%04d/%02d/%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
  }

  @Test func folderOfTheDay_isMade_andWhatWasDeliveredStaysInIt() throws {
    try night.configure(to: "calls/{yyyy}/{MM}/{dd}")
    var day = today()
    var result = try night.nightferry("run")
    if today() != day {
      // Midnight has come between.
      day = today()
      _ = try runCommand("/bin/rm", ["-rf", night.folder.file("work"), "\(night.server.area)/calls"])
      result = try night.nightferry("run")
    }
    #expect(result.status == 3, "\(result.text)\(result.errorText)")
    let difference = try runCommand(
      "/usr/bin/diff", ["-r", night.folder.file("work/outbox/voice"), "\(night.server.area)/calls/\(day)"])
    #expect(difference.text == "")
    #expect(try !Folder.names(in: night.server.area).contains("voice"))
    #expect(try Folder.names(in: night.server.area).contains("chat"))
    // What the ledger says of the places is true.
    let check = try night.nightferry("history", "--verify")
    #expect(check.status == 0, "\(check.text)\(check.errorText)")
    // Another folder from now on, as on another day: what is there is not sent again.
    let before = try night.remoteState()
    try night.configure(voiceFolder: "calls/{yyyy}/{MM}/{dd}", to: "calls/next/{yyyy}-{MM}-{dd}T{HH}")
    #expect(try night.nightferry("run").status == 3)
    #expect(try night.remoteState() == before)
  }
}
