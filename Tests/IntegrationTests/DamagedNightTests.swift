import Files
import Foundation
import TestSupport
import Testing

/// Nights on which something of ours is damaged or cannot be written: the rest goes, and it is told of.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct DamagedNightTests {
  let night: NightWork

  init() throws {
    night = try NightWork()
  }

  /// A recording is linked into the outbox: who writes into it in the dump changes what waits to be sent.
  @Test func parcelThatChangedWhileItWaited_isKeptBack_andTheRestGoes() throws {
    #expect(try night.nightferry("export").status == 3)
    let recording = night.folder.file("crm-dump/recordings/rec-003.mp3")
    try night.folder.write(
      try FileDescriptor.contents(of: recording).dropLast(50), to: "crm-dump/recordings/rec-003.mp3")
    let linked = "work/outbox/voice/C-0003.mp3"
    try night.folder.write(try FileDescriptor.contents(of: recording), to: linked)
    for _ in 1...2 {
      let result = try night.nightferry("run")
      #expect(result.status == 3, "\(result.text)\(result.errorText)")
      #expect(result.text.contains("1 kept back"), "\(result.text)")
      #expect(
        result.text.contains("voice/C-0003: not sent: ") && result.text.contains("(hash-count)"), "\(result.text)")
      let names = try Folder.names(in: "\(night.server.area)/voice")
      #expect(names.contains("C-0001.csv") && !names.contains { $0.hasPrefix("C-0003.") }, "\(names)")
    }
  }

  @Test func outboxThatLostAFile_stopsTheNextNightOnlyWhereThatWasNotDelivered() throws {
    #expect(try night.nightferry("run").status == 3)
    try Folder.removeFile(night.folder.file("work/outbox/voice/C-0003.mp3"))
    let next = try night.nightferry("run")
    #expect(next.status == 3, "\(next.text)\(next.errorText)")
    // Of a parcel that neither was sent nor is in the dump any more, the loss is not passed over.
    night.environment["NF_WORK"] = night.folder.file("other")
    #expect(try night.nightferry("export").status == 3)
    try Folder.removeFile(night.folder.file("other/outbox/voice/C-0003.mp3"))
    let replaced = try night.nightferry("export")
    #expect(replaced.status == 3, "\(replaced.text)\(replaced.errorText)")
    try Folder.removeFile(night.folder.file("other/outbox/voice/C-0003.mp3"))
    try Folder.removeFile(night.folder.file("crm-dump/recordings/rec-003.mp3"))
    let lost = try night.nightferry("run")
    #expect(lost.status == 2 && lost.errorText.contains("voice/C-0003.mp3"), "\(lost.text)\(lost.errorText)")
    #expect(lost.errorText.contains("Move ") && lost.errorText.contains("away"), "\(lost.errorText)")
  }

  @Test func reportThatCannotBeWritten_leavesTheSumsOnTheTerminal_andInTheMetrics() throws {
    try night.folder.write("", to: "taken")
    let result = try night.nightferry(
      "run", "--report", night.folder.file("taken/reports"), "--metrics", night.folder.file("nightferry.prom"))
    #expect(result.status == 2 && result.errorText.contains("the report cannot be written"), "\(result.errorText)")
    #expect(result.text.contains("69 parcels sent"), "\(result.text)")
    let metrics = String(decoding: try night.folder.read("nightferry.prom"), as: UTF8.self)
    #expect(metrics.contains("nightferry_last_run_exit_code 2\n"), "\(metrics)")
  }
}
