import Bytes
import Files
import Foundation
import TestSupport
import Testing

@testable import SFTP

/// The script that hashes on the server, run by the shells of this machine.
@Suite struct HashDialogueTests {
  /// Shells that a server may have as `sh`.
  static let shells: [[String]] = [
    ["dash"], ["bash", "--posix"], ["busybox", "sh"], ["zsh", "--emulate", "sh"], ["mksh"],
  ]
  .compactMap { words in findProgram(words[0]).map { [$0] + words.dropFirst() } }

  static let names = [
    "plain", "two words", "-rf", "--check", "quote'd", "''", "double\"d", "line\nbreak\n", "\nfirst", "back\\slash",
    "$(touch made)", "`touch made`", "*", "?", "a;touch made", "日本語", "tab\there", "end\\", "!history", "#comment", "~",
  ]

  private func say(_ dialogue: inout HashDialogue) throws -> [UInt8] {
    var said: [UInt8] = []
    while dialogue.unsentCount > 0 {
      // Piece by piece, as a network takes it.
      _ = try dialogue.send { bytes in
        let count = min(bytes.count, 7)
        for index in 0..<count { said.append(bytes[index]) }
        return count
      }
    }
    return said
  }

  @Test(arguments: shells) func everyName_isHashedByEveryShell(_ shell: [String]) throws {
    let folder = try TemporaryFolder()
    var dialogue = HashDialogue(word: "nf123")
    for (number, name) in HashDialogueTests.names.enumerated() {
      try folder.write("contents of \(name)", to: "d/\(name)")
      dialogue.ask(RemotePath("\(folder.path)/d/\(name)"), number: number)
    }
    dialogue.ask(RemotePath("\(folder.path)/missing"), number: 1_000)
    dialogue.ask(RemotePath("\(folder.path)/d"), number: 1_001)
    let result = try runCommand(
      shell[0], Array(shell.dropFirst()), input: Data(try say(&dialogue)), folder: folder.path)
    let events = dialogue.take(Array(result.output).span)
    #expect(events.first == .ready("sha256sum"))
    for (number, name) in HashDialogueTests.names.enumerated() {
      let expected = SHA256.hash(Array("contents of \(name)".utf8).span)
      #expect(events.contains(.hashed(number, expected)), "\(name)")
    }
    #expect(events.contains(.hashed(1_000, nil)) && events.contains(.hashed(1_001, nil)))
    #expect(events.count == HashDialogueTests.names.count + 3)
    #expect(try Folder.names(in: folder.path) == ["d"])
  }

  /// Servers have one or the other command; each is given alone, under the name that the script looks for.
  @Test(arguments: HashDialogue.commands) func everyCommand_isUnderstood(_ command: String) throws {
    let folder = try TemporaryFolder()
    let words = command.split(separator: " ").map(String.init)
    // The BSDs' prints "HASH -" with -r.
    let real = findProgram(words[0]) ?? "/usr/bin/sha256sum"
    let arguments = real.hasSuffix("sha256sum") ? "" : "\"$@\""
    let tool = try folder.write("#!/bin/sh\nexec \(real) \(arguments)\n", to: "bin/\(words[0])")
    unsafe chmod(tool, 0o755)
    try folder.write("abcd", to: "f")
    var dialogue = HashDialogue(word: "w")
    dialogue.ask(RemotePath(folder.file("f")), number: 5)
    let result = try runCommand(
      "/bin/sh", environment: ["PATH": folder.file("bin")], input: Data(try say(&dialogue)))
    let events = dialogue.take(Array(result.output).span)
    #expect(events == [.ready(command), .hashed(5, SHA256.hash(Array("abcd".utf8).span))], "\(result.text)")
  }

  @Test func commandThatLies_andNone() throws {
    let folder = try TemporaryFolder()
    let tool = try folder.write(
      "#!/bin/sh\necho 0000000000000000000000000000000000000000000000000000000000000000\n", to: "sha256sum")
    unsafe chmod(tool, 0o755)
    var dialogue = HashDialogue(word: "w")
    let result = try runCommand("/bin/sh", environment: ["PATH": folder.path], input: Data(try say(&dialogue)))
    let events = dialogue.take(Array(result.output).span)
    #expect(events == [.noCommand])
  }

  @Test func whatIsNotMeantForUs_isPassedOver() {
    var dialogue = HashDialogue(word: "w")
    let noise =
      "Welcome!\nw\n w 1 2\nw x y\nw 1\n" + String(repeating: "z", count: 100_000) + "\nw 2 \u{1B}[0m\nw command\n"
    let bytes = Array(noise.utf8)
    let first = dialogue.take(bytes.span.extracting(first: 50))
    let second = dialogue.take(bytes.span.extracting(droppingFirst: 50))
    #expect(first == [.hashed(1, nil)])
    #expect(second == [.hashed(2, nil), .noCommand])
  }
}
