import CommandLineKit
import Foundation
import TestSupport
import Testing

@testable import NightferryCLI

/// Every example of every help page is typed, in the order of the pages, in a folder as a reader would have it: the
/// example dump with its configuration, and a server that takes the reader's key.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct HelpExampleTests {
  let folder: TemporaryFolder
  let server: PrivateSSHD
  /// Where the examples' server, `sftp.example.com`, is.
  var address: String { "sftp://\(server.user)@127.0.0.1:\(server.port)\(server.area)" }

  init() throws {
    folder = try TemporaryFolder()
    server = try PrivateSSHD()
    let setUp = """
      set -e
      cp -r "$ROOT/examples/crm-dump" "$ROOT/examples/nightferry.json5" .
      sed 's/CH001/chat-0001/g' "$ROOT/examples/expected/chat/CH001.csv" > chat-0001.csv
      cp "$(find "$ROOT/examples/mail" -name '*.eml' | sort | head -n 1)" message.eml
      echo '<p>Hello<br>you</p>' > mail.html
      head -n 5 crm-dump/calls.csv | tee excel.csv | gzip -c > calls.csv.gz
      mkdir -p home/.ssh home/.config/fish/completions fresh
      cp -r crm-dump latest
      cp "$KEY" home/.ssh/id_ed25519
      cp "$KNOWN_HOSTS" home/.ssh/known_hosts
      """
    let result = try runCommand(
      "/bin/bash", ["-c", setUp],
      environment: [
        "ROOT": ExampleDumpTests.root, "KEY": server.files.userKey, "KNOWN_HOSTS": server.files.knownHosts,
      ], folder: folder.path)
    #expect(result.status == 0, "\(result.errorText)")
    for name in ["call-1.csv", "old/call-2.csv"] { try folder.write("x", to: "there/\(name)") }
    try folder.write("id,score\nC-0001,0.9\n", to: "scored/scores-2026-06-01.csv")
    for (local, remote) in [("there", "upload"), ("scored", "results")] {
      let sent = try type("nightferry upload \(local) sftp://company@sftp.example.com/\(remote)")
      #expect(sent.status == 0, "\(sent.errorText)")
    }
  }

  /// Types a line as a reader's shell would take it. What the reader has elsewhere is in the test's folder.
  private func type(_ line: String) throws -> CommandResult {
    var line = line.replacingOccurrences(of: "sftp://company@sftp.example.com", with: address)
    for place in ["/tmp/one", "/mnt/archive", "/srv/crm/latest"] {
      line = line.replacingOccurrences(of: place, with: folder.file(String(place.split(separator: "/").last ?? "")))
    }
    let script = "nightferry() { \"$PROGRAM\" \"$@\"; }\njq() { cat; }\nset -o pipefail\n\(line)"
    return try runCommand(
      "/bin/bash", ["-c", script],
      environment: [
        "PROGRAM": builtProgram("nightferry"), "HOME": folder.file("home"), "SSH_AUTH_SOCK": nil, "NF_PASSWORD": nil,
        "NF_WORK": ".", "NF_URL": "\(address)/upload",
      ], folder: line.hasPrefix("nightferry init") ? folder.file("fresh") : folder.path)
  }

  @Test func everyExample_runs() throws {
    let pages = program.examples + program.commands.flatMap { $0.allExamples }
    #expect(pages.count > 60)
    for example in pages {
      // It needs a PostgreSQL service of that name.
      if example.line == "nightferry init service=crm" { continue }
      if example.line.hasPrefix("nightferry init") { try clearFresh() }
      let result = try type(example.line)
      // The example dump has rows that must be refused, which is exit code 3 and no failure.
      #expect([0, 3].contains(result.status), "\(example.line): exit \(result.status)\n\(result.errorText)")
      #expect(!result.errorText.contains("(NF"), "\(example.line)\n\(result.errorText)")
    }
  }

  private func clearFresh() throws {
    try FileManager.default.removeItem(atPath: folder.file("fresh"))
    try FileManager.default.createDirectory(atPath: folder.file("fresh"), withIntermediateDirectories: false)
  }
}

extension Command {
  /// The examples of the command and of those below it.
  fileprivate var allExamples: [Example] { subcommands.isEmpty ? examples : subcommands.flatMap(\.allExamples) }
}
