import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// `nightferry run` as a process, against a real sshd.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct RunTests {
  let night: NightWork

  init() throws {
    night = try NightWork()
  }

  @Test func example_arrivesByteForByte_andOnlyOnce() throws {
    let first = try night.nightferry("run")
    #expect(first.status == 3, "\(first.text)\(first.errorText)")
    #expect(try night.differences() == "")
    let check = try runCommand(
      "/usr/bin/sha256sum", ["--strict", "--quiet", "-c", "manifest-sha256.txt"],
      folder: night.folder.file("work/outbox"))
    #expect(check.status == 0, "\(check.errorText)")
    let before = try night.remoteState()
    let second = try night.nightferry("run")
    #expect(second.status == 3)
    #expect(try night.remoteState() == before)
    #expect(try night.differences() == "")
    let total = try night.report()["total"] as? [String: Any]
    let records = total?["records"] as? [String: Int]
    #expect(records?["read"] == 213 && records?["rejected"] == 6 && records?["skipped"] == 207)
    #expect(records?["exported"] == 0 && records?["delivered"] == 0)
    #expect(try night.report()["balanced"] as? Bool == true)
  }

  @Test func outboxAndReports_areForTheirOwnerAlone() throws {
    _ = try night.nightferry("run")
    let open = try runCommand(
      "/usr/bin/find",
      [
        night.folder.file("work/outbox"), night.folder.file("work/reports"), night.folder.file("work/rejects"),
        "-type", "d", "-perm", "/077",
      ]
    ).text
    #expect(open == "")
    let files = try runCommand(
      "/usr/bin/find", [night.folder.file("work"), "-type", "f", "-not", "-name", "*.mp3", "-perm", "/077"]
    ).text
    #expect(files == "")
  }

  @Test func changedRecord_isRefused_untilItMayReplace() throws {
    _ = try night.nightferry("run")
    let before = try night.remoteState()
    try night.edit("calls.csv", "C-0003,A03,K1005,2026-03-16T09:19:22Z", "C-0003,A03,K1005,2026-03-16T09:19:23Z")
    try night.edit("messages.csv", "my card was refused, ticket 4200", "my card was eaten, ticket 4200")
    let refused = try night.nightferry("run")
    #expect(refused.status == 3)
    #expect(try night.remoteState() == before)
    #expect(night.rejects("voice").contains { $0.hasPrefix("C-0003,") && $0.contains("changed-after-delivery") })
    #expect(night.rejects("chat").filter { $0.contains("changed-after-delivery") }.count > 3)
    let replaced = try night.nightferry("run", "--replace")
    #expect(replaced.status == 3, "\(replaced.text)\(replaced.errorText)")
    #expect(try night.differences() == "")
    #expect(night.rejects("chat").isEmpty)
    let call = try FileDescriptor.contents(of: "\(night.server.area)/voice/C-0003.csv")
    #expect(String(decoding: call, as: UTF8.self).contains("2026-03-16T09:19:23Z"))
  }

  @Test func mendedRejects_areSentAlone() throws {
    _ = try night.nightferry("run")
    let path = night.folder.file("work/rejects/voice.csv")
    var text = String(decoding: try FileDescriptor.contents(of: path), as: UTF8.self)
    text = text.replacingOccurrences(of: "rec-404.mp3", with: "rec-001.mp3")
    text = text.replacingOccurrences(of: "2026/0316-7", with: "2026-0316-7")
    let mended = try night.folder.write(text, to: "mended/voice.csv")
    let result = try night.nightferry("run", "--retry-rejects", mended)
    #expect(result.status == 3, "\(result.text)\(result.errorText)")
    let names = try Folder.names(in: "\(night.server.area)/voice")
    #expect(names.contains("C-0101.mp3") && names.contains("C-0101.csv") && names.contains("2026-0316-7.csv"))
    // The three that were not mended are refused again, with their own columns and no second set of ours.
    let rejects = night.rejects("voice")
    #expect(rejects.count == 4)
    #expect(rejects.first?.components(separatedBy: "reject_reason").count == 2)
    // What was refused before is kept.
    #expect(try Folder.names(in: night.folder.file("work/rejects/earlier")).count == 1)
  }

  @Test func wrongPassword_isOneMessage_withExitCode5() throws {
    guard night.server.password != nil else { return }
    try night.usePassword()
    night.environment["NF_PASSWORD"] = "wrong-one"
    let result = try night.nightferry("run")
    #expect(result.status == 5, "\(result.text)\(result.errorText)")
    #expect(!(result.text + result.errorText).contains("wrong-one"))
    #expect(try night.remoteState() == "")
    night.environment["NF_PASSWORD"] = night.server.password
    #expect(try night.nightferry("run").status == 3)
    #expect(try night.differences() == "")
  }

  @Test func unknownHostKey_isRefused_withExitCode5() throws {
    try night.folder.write("", to: "known_hosts")
    night.environment["NF_KNOWN_HOSTS"] = night.folder.file("known_hosts")
    let result = try night.nightferry("run")
    #expect(result.status == 5)
    #expect((result.text + result.errorText).contains("SHA256:"))
    #expect((result.text + result.errorText).contains(night.folder.file("known_hosts")))
  }

  @Test func refusedConnection_isExitCode6_andTheNextRunSendsAll() throws {
    let url = night.environment["NF_URL"]
    night.environment["NF_URL"] = "sftp://nobody@127.0.0.1:1/"
    let result = try night.nightferry("run")
    #expect(result.status == 6, "\(result.text)\(result.errorText)")
    let pending = ((try night.report()["total"] as? [String: Any])?["records"] as? [String: Int])?["pending"]
    #expect(pending == 207)
    #expect(try night.report()["balanced"] as? Bool == true)
    night.environment["NF_URL"] = url
    #expect(try night.nightferry("run").status == 3)
    #expect(try night.differences() == "")
  }

  @Test func parcelsThatDidNotArrive_goOutWithTheNextDump() throws {
    let url = night.environment["NF_URL"]
    night.environment["NF_URL"] = "sftp://nobody@127.0.0.1:1/"
    _ = try night.nightferry("run")
    night.environment["NF_URL"] = url
    // The next night's dump has other calls: the first ones are gone from it.
    try night.edit("calls.csv", "C-0001,", "N-0001,")
    let result = try night.nightferry("run")
    let names = try Folder.names(in: "\(night.server.area)/voice")
    #expect(names.contains("C-0001.mp3") && names.contains("N-0001.mp3"), "\(result.text)")
    #expect(try night.differences() == "")
    #expect(result.text.contains("of an earlier run"))
  }

  @Test func secondRun_whileOneHoldsTheLedger_endsAtOnceWithExitCode7() throws {
    _ = try night.nightferry("run")
    let lock = try FileDescriptor.open(night.folder.file("work/nightferry.sqlite-lock"), .update(mode: 0o600))
    let isLocked = try lock.tryLock()
    #expect(isLocked)
    let result = try night.nightferry("run")
    #expect(result.status == 7, "\(result.errorText)")
    let status = try lock.status()
    #expect(status.kind == .file)
  }

  @Test func tooManyRejects_sendNothing() throws {
    try night.configure("maxRejects: 5,")
    let result = try night.nightferry("run")
    #expect(result.status == 3)
    #expect(result.errorText.contains("maxRejects"))
    #expect(try night.remoteState() == "")
    #expect(night.rejects("voice").count == 6)
    #expect((try? FileStatus.of(night.folder.file("work/outbox"))) == nil)
  }

  @Test func dryRun_writesAndSendsNothing() throws {
    let result = try night.nightferry("run", "--dry-run")
    #expect(result.status == 3, "\(result.errorText)")
    #expect(result.text.contains("207"))
    #expect((try? FileStatus.of(night.folder.file("work"))) == nil)
    #expect(try night.remoteState() == "")
  }

  @Test func metrics_areInPrometheusForm() throws {
    _ = try night.nightferry("run", "--metrics", night.folder.file("nightferry.prom"))
    let text = String(decoding: try night.folder.read("nightferry.prom"), as: UTF8.self)
    #expect(text.contains("nightferry_records{kind=\"voice\",state=\"delivered\"} 12\n"))
    #expect(text.contains("nightferry_last_run_exit_code 3\n"))
  }
}
