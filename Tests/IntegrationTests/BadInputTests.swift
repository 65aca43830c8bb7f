import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// What a night can find broken before it sends anything: one message with the fix, the right exit code, nothing left behind.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct BadInputTests {
  let night: NightWork

  init() throws {
    night = try NightWork()
  }

  private func expect(_ status: Int32, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let result = try night.nightferry("run")
    #expect(result.status == status, "\(result.text)\(result.errorText)", sourceLocation: sourceLocation)
    for word in words {
      #expect(result.errorText.contains(word), "\(result.errorText)", sourceLocation: sourceLocation)
    }
    #expect(result.errorText.split(separator: "\n").count <= 3, "\(result.errorText)", sourceLocation: sourceLocation)
    #expect(try night.remoteState() == "", sourceLocation: sourceLocation)
    let left = (try? Folder.names(in: night.folder.file("work"))) ?? []
    #expect(left.allSatisfy { !$0.contains("outbox") }, "\(left)", sourceLocation: sourceLocation)
  }

  @Test func missingDump_isNamed() throws {
    try Folder.removeTree(night.folder.file("crm-dump"))
    try expect(2, ["crm-dump", "not there", "dump.path"])
  }

  @Test func missingTable_namesThoseThatAreThere() throws {
    try Folder.removeFile(night.folder.file("crm-dump/emails.csv"))
    try expect(2, ["emails", "calls"])
  }

  @Test func renamedColumn_namesTheNearest() throws {
    try night.edit("calls.csv", "started_at", "started_on")
    try expect(2, ["exports.voice.columns.timestamp", "started_at", "started_on"])
  }

  @Test func missingLookupTable_isNamed() throws {
    try Folder.removeFile(night.folder.file("crm-dump/contacts.csv"))
    try expect(2, ["contacts"])
  }

  @Test func emptyTableFile_isNamed() throws {
    try night.folder.write("", to: "crm-dump/messages.csv")
    try expect(2, ["messages.csv"])
  }

  @Test func cutOffTable_itsLastRowIsRefused() throws {
    let path = night.folder.file("crm-dump/emails.csv")
    let bytes = try FileDescriptor.contents(of: path)
    // In the middle of a quoted cell, as a disk that was full leaves it.
    let cut = bytes[..<(bytes.count / 2)]
    try AtomicFile.write(Array(cut).span, to: path)
    let result = try night.nightferry("run")
    #expect(result.status == 3, "\(result.errorText)")
    let records = (try night.report()["total"] as? [String: Any])?["records"] as? [String: Int]
    #expect(records?["rejected"] == 7)
    #expect(try night.report()["balanced"] as? Bool == true)
  }

  @Test func missingPassword_isFoundBeforeTheExport() throws {
    try night.usePassword()
    try expect(2, ["NF_PASSWORD", "not set"])
  }

  /// A disk of recordings that is not mounted is no fault of the calls.
  @Test func missingFolderOfRecordings_isNamed_andNothingIsSent() throws {
    try Folder.removeTree(night.folder.file("crm-dump/recordings"))
    try expect(2, ["no folder of recordings", "crm-dump/recordings", "Mount it"])
  }

  @Test func fullDisk_leavesNothingHalfWritten() throws {
    guard getuid() == 0, findProgram("unshare") != nil else { return }
    let work = night.folder.file("work")
    try Folder.make(work)
    let program = builtProgram("nightferry")
    let script = """
      mount -t tmpfs -o size=160k none '\(work)' && '\(program)' run --config '\(night.folder.file("nightferry.json5"))'
      code=$?; ls -A '\(work)'; exit $code
      """
    let result = try runCommand(
      "/usr/bin/unshare", ["--mount", "--propagation", "private", "/bin/sh", "-c", script],
      environment: night.environment, folder: night.folder.path)
    #expect(result.status == 4, "\(result.text)\(result.errorText)")
    #expect(result.errorText.contains("No space left on device"))
    #expect(!result.text.contains("outbox"), "\(result.text)")
    #expect(try night.remoteState() == "")
  }

  /// Wherever the ledger's making stops for want of room, a later run may go on: code 4, which schedulers try again.
  @Test func fullDiskUnderTheLedger_isNoMistakeOfTheConfiguration() throws {
    guard getuid() == 0, findProgram("unshare") != nil else { return }
    let work = night.folder.file("work")
    try Folder.make(work)
    let script = """
      for size in 4k 8k 16k 32k 40k 64k; do
        mount -t tmpfs -o size=$size none '\(work)'
        '\(builtProgram("nightferry"))' run --config '\(night.folder.file("nightferry.json5"))'
        echo "$size: $?"; umount '\(work)'
      done
      """
    let result = try runCommand(
      "/usr/bin/unshare", ["--mount", "--propagation", "private", "/bin/sh", "-c", script],
      environment: night.environment, folder: night.folder.path)
    let codes = result.text.split(separator: "\n")
    #expect(codes.count == 6 && codes.allSatisfy { $0.hasSuffix(": 4") }, "\(result.text)\(result.errorText)")
  }
}
