import Foundation
import TestSupport
import Testing

/// Files that are made to break a reader: a violation, an exit code, in bounded time and memory.
@Suite struct HostileFilesTests {
  private static let header =
    "id,unit_id,agent_id,client_id,organization_id,language,timestamp,subject,message,metadata\r\n"
  private static let start = "c,u,a,c,o,en,2020-08-12T19:12:56Z,s,"
  private let nightferry = builtProgram("nightferry")

  /// Validates with at most 1 GB of address space, and half a minute.
  private func validate(_ path: String) throws -> CommandResult {
    try runCommand(
      "/bin/bash", ["-c", "ulimit -v 1000000; exec \"$0\" validate --format csv \"$1\"", nightferry, path],
      timeLimit: 30)
  }

  @Test func aLineOfAGigabyte_isRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.header + Self.start, to: "chat/c.csv")
    // A hole reads as NUL bytes without taking room on the disk.
    #expect(unsafe truncate(path, 1 << 30) == 0)
    let result = try validate(path)
    #expect(result.status == 3, "\(result.status) \(result.errorText)")
    #expect(result.text.contains("too-large") || result.text.contains("nul-byte"), "\(result.text)")
  }

  @Test func aLineAboveTheLimit_isRefused() throws {
    let folder = try TemporaryFolder()
    let cell = String(repeating: "x", count: 40 << 20)
    let path = try folder.write(Self.header + Self.start + cell + ",{}\r\n", to: "chat/c.csv")
    let result = try validate(path)
    #expect(result.status == 3, "\(result.status) \(result.errorText)")
    #expect(result.text.contains("too-large"), "\(result.text)")
  }

  @Test func tenMillionColumns_areRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(String(repeating: "a,", count: 10_000_000) + "a\r\n", to: "chat/c.csv")
    let result = try validate(path)
    #expect(result.status == 3, "\(result.status) \(result.errorText)")
    #expect(result.text.contains("too-large"), "\(result.text.prefix(500))")
  }

  @Test(arguments: ["[", "{\"\"a\"\":"])
  func jsonNestedAHundredThousandDeep_isRefused(_ opening: String) throws {
    let folder = try TemporaryFolder()
    let deep = String(repeating: opening, count: 100_000)
    let path = try folder.write(Self.header + Self.start + "{},\"" + deep + "\"\r\n", to: "chat/c.csv")
    let result = try validate(path)
    #expect(result.status == 3)
    #expect(result.text.contains("metadata"), "\(result.text.prefix(500))")
    let list = try folder.write(
      "[" + deep.replacingOccurrences(of: "\"\"", with: "\""), to: "affiliates/affiliates.json")
    let second = try validate(list)
    #expect(second.status == 3)
    #expect(second.text.contains("json-error"), "\(second.text.prefix(500))")
  }

  @Test func linksInCircles_andFoldersNamedLikeFiles_areNamed_andTheRestGoesOn() throws {
    let folder = try TemporaryFolder()
    let chats = "\(ExampleDumpTests.root)/examples/expected/chat"
    let good = try String(contentsOfFile: "\(chats)/CH001.csv", encoding: .utf8)
    try folder.write(good, to: "chat/CH001.csv")
    try FileManager.default.createSymbolicLink(atPath: folder.file("chat/again"), withDestinationPath: folder.path)
    try FileManager.default.createSymbolicLink(atPath: folder.file("chat/self.csv"), withDestinationPath: "self.csv")
    try FileManager.default.createDirectory(atPath: folder.file("chat/x.csv"), withIntermediateDirectories: false)
    let result = try validate(folder.path)
    #expect(result.status == 3)
    #expect(result.text.contains("self.csv") && result.text.contains("x.csv"), "\(result.text)")
    #expect(!result.text.contains("CH001.csv"), "\(result.text)")
  }

  @Test(.enabled(if: getuid() == 0 && findProgram("setpriv") != nil, "needs root and setpriv to become another user"))
  func whatMayNotBeRead_isNamed_andTheRestGoesOn() throws {
    let folder = try TemporaryFolder()
    let chats = "\(ExampleDumpTests.root)/examples/expected/chat"
    for name in ["CH001.csv", "CH002.csv"] {
      try folder.write(try String(contentsOfFile: "\(chats)/\(name)", encoding: .utf8), to: "chat/\(name)")
    }
    try FileManager.default.createDirectory(atPath: folder.file("chat/closed"), withIntermediateDirectories: false)
    let program = folder.file("nightferry")
    try FileManager.default.copyItem(atPath: nightferry, toPath: program)
    for (path, mode) in [
      (folder.path, 0o755), (folder.file("chat"), 0o755), (folder.file("chat/CH001.csv"), 0o644),
      (folder.file("chat/CH002.csv"), 0o600), (folder.file("chat/closed"), 0o700), (program, 0o755),
    ] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    let result = try runCommand(
      try #require(findProgram("setpriv")),
      ["--reuid", "65534", "--regid", "65534", "--clear-groups", program, "validate", "--format", "csv", "chat"],
      folder: folder.path)
    #expect(result.status == 2, "\(result.text)\(result.errorText)")
    #expect(result.text.contains("CH002.csv") && result.text.contains("closed"), "\(result.text)")
    #expect(result.text.contains("Permission denied") && !result.text.contains("CH001.csv"), "\(result.text)")
  }

  /// A name that would clear the terminal's line, or look like a line that says that all is well.
  @Test(arguments: ["chat-\u{1B}[2K\rfine.csv", "chat-x\nvalid: 9 chat.csv"])
  func namesWithControlCharacters_steerNoTerminal(_ name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("broken", to: "in/\(name)")
    try folder.write("broken", to: "in/chat-1.csv")
    for arguments in [["validate", "in"], ["import", "in", "--output", "out.sqlite"]] {
      let result = try runCommand(nightferry, arguments, folder: folder.path)
      #expect(result.status == 3, "\(result.text)\(result.errorText)")
      let printed = result.text + result.errorText
      #expect(printed.contains("chat-") && !printed.contains("\u{1B}") && !printed.contains("\r"), "\(printed)")
      #expect(!printed.contains("\nvalid: 9"), "\(printed)")
    }
  }
}
