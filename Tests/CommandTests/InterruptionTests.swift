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

  /// In a terminal of 40 columns: no line is wider, the terminal's settings are as before, and what follows stands on a line
  /// of its own, whether the work ends by itself, is asked to stop once, or twice.
  @Test(
    .enabled(if: findProgram("script") != nil, "script is not installed"),
    arguments: [(0, [0]), (1, [0, 4]), (2, [0, 4, 143])] as [(Int, [Int32])])
  func terminal_isLeftAsItWas(signals: Int, codes: [Int32]) throws {
    let folder = try TemporaryFolder()
    for number in 1...300 { try folder.write([UInt8](repeating: 1, count: 100_000), to: "out/chat/c\(number).csv") }
    let typed = """
      stty cols 40; stty -g > before
      "$PROGRAM" upload out target --ledger ledger & pid=$!
      while [ ! -e target/chat ] && kill -0 $pid 2> /dev/null; do sleep 0.01; done
      for i in $(seq \(signals)); do kill -TERM $pid 2> /dev/null; done
      wait $pid; echo $? > code; echo THE-END; stty -g > after
      """
    try folder.write(typed, to: "typed")
    let result = try runCommand(
      "/usr/bin/env", ["script", "-qec", "sh typed", "/dev/null"],
      environment: ["PROGRAM": builtProgram("nightferry"), "TERM": "xterm", "NO_COLOR": nil], folder: folder.path)
    let code = try #require(Int32(String(decoding: try folder.read("code").dropLast(), as: UTF8.self)))
    #expect(codes.contains(code), "\(result.text)")
    #expect(try folder.read("before") == folder.read("after"))
    #expect(result.text.contains("\nTHE-END"), "\(result.text)")
    let drawn = result.text.split(separator: "\r").filter { $0.hasSuffix("\u{1B}[K") && $0.hasPrefix("upload") }
    #expect(!drawn.isEmpty || signals > 0)
    #expect(drawn.allSatisfy { $0.count <= 39 + 3 }, "\(drawn)")
    // The cursor is never hidden.
    #expect(!result.text.contains("\u{1B}[?25l"))
  }
}
