import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// `nightferry upload` that is asked to stop (SIGTERM) ends in good order, and the next run goes on.
@Suite struct InterruptionTests {
  @Test func askedToStop_exits4_andTheNextRunGoesOn() throws {
    let folder = try TemporaryFolder()
    for number in 1...400 { try folder.write([UInt8](repeating: 1, count: 50_000), to: "out/chat/c\(number).csv") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: builtProgram("nightferry"))
    let arguments = ["upload", folder.file("out"), folder.file("target"), "--ledger", folder.file("ledger")]
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // As soon as the first file has arrived there is something to interrupt.
    for _ in 0..<2000 {
      if let names = try? Folder.names(in: folder.file("target/chat")), !names.isEmpty { break }
      usleep(1000)
    }
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 4 || process.terminationStatus == 0)
    let again = try runCommand(builtProgram("nightferry"), arguments)
    #expect(again.status == 0, "\(again.errorText)")
    #expect(try runCommand("/usr/bin/diff", ["-r", folder.file("out"), folder.file("target")]).text == "")
  }
}
