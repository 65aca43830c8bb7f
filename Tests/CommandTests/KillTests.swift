import Bytes
import Files
import Foundation
import TestSupport
import Testing
import Threads

/// The program is killed (SIGKILL) at random instants of an upload and run again, until all has arrived; a watcher looks at
/// the target throughout.
///
/// `NIGHTFERRY_KILLS` says how many kills, `NIGHTFERRY_FAULTS=all` makes it 200; the default keeps the suite short.
@Suite(.serialized) struct KillTests {
  let nightferry = builtProgram("nightferry")
  @Test func folder_atRandomInstants() throws {
    try killAndRerun(kills: KilledProgram.kills) { folder in
      (folder.file("target"), [folder.file("target")])
    }
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func server_atRandomInstants() throws {
    let server = try PrivateSSHD()
    try killAndRerun(kills: KilledProgram.kills) { folder in
      let name = RemoteName.of(folder.path)
      let address = "sftp://\(server.user)@127.0.0.1:\(server.port)\(server.area)/\(name)"
      return (
        "\(server.area)/\(name)", [address, "-i", server.files.userKey, "--known-hosts", server.files.knownHosts]
      )
    }
  }

  /// A file that goes out in parts at the same time is killed several times before it has arrived, so that what a run went on with is
  /// gone on with itself. None of its bytes is the zero of a hole.
  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)), arguments: [true, false])
  func fileInParts_overAndOver(hasLedger: Bool) throws {
    let server = try PrivateSSHD()
    let folder = try TemporaryFolder()
    let block = (0..<65_537).map { _ in UInt8.random(in: 1...255) }
    var recording: [UInt8] = []
    for _ in 0..<1_000 { recording += block }
    try folder.write(recording, to: "out/voice/a.mp3")
    try folder.write("id\r\na\r\n", to: "out/voice/a.csv")
    var (killed, round) = (0, 0)
    while killed < KilledProgram.kills / 4 {
      round += 1
      var upload = [
        "upload", folder.file("out"), "sftp://\(server.user)@127.0.0.1:\(server.port)\(server.area)/\(round)",
        "-i", server.files.userKey, "--known-hosts", server.files.knownHosts, "--bwlimit", "100M",
      ]
      if hasLedger { upload += ["--ledger", folder.file("ledger-\(round)")] }
      // On a busy machine a run needs longer to come as far.
      var length = 0.5
      while try !KilledProgram.run(upload, after: Double.random(in: 0.1...length)) {
        killed += 1
        length *= 1.1
      }
      let difference = try runCommand("/usr/bin/diff", ["-r", folder.file("out"), "\(server.area)/\(round)"])
      #expect(difference.text == "", "round \(round)")
    }
    #expect(killed > round)
    FaultCounts.add("kills", killed)
  }

  private func killAndRerun(kills: Int, target: (TemporaryFolder) -> (path: String, arguments: [String])) throws {
    var killed = 0
    var round: UInt64 = 0
    while killed < kills {
      round += 1
      let folder = try TemporaryFolder()
      let pairs = 30
      try fill(folder, pairs: pairs)
      let (path, arguments) = target(folder)
      let upload = ["upload", folder.file("out")] + arguments + ["--ledger", folder.file("ledger")]
      let watcher = Watcher(outbox: folder.file("out/voice"), target: "\(path)/voice")
      var length = 0.0
      for _ in 0..<1000 {
        let begun = Date()
        let instant = length == 0 ? 0.05 : Double.random(in: 0...length)
        if try KilledProgram.run(upload, after: killed < kills ? instant : 60) { break }
        killed += 1
        length = max(length, Date().timeIntervalSince(begun) + 0.02)
      }
      // The killed server session may have written a last leftover after the next run had looked.
      let last = try runCommand(nightferry, upload + ["--clean", "--format", "json"])
      #expect(last.status == 0, "\(last.errorText)")
      #expect(last.text.contains("\"delivered\":0,\"skipped\":\(pairs)"), "\(last.text)")
      #expect(watcher.stop() == nil)
      let difference = try runCommand("/usr/bin/diff", ["-r", folder.file("out"), path])
      #expect(difference.text == "", "round \(round)")
      let sums = try runCommand(
        "/usr/bin/sqlite3",
        [
          folder.file("ledger"),
          "select (select count(*) from deliveries), (select count(distinct id) from deliveries), (select count(*) from parcels where state = 'published')",
        ])
      #expect(sums.text == "\(pairs)|\(pairs)|\(pairs)\n", "round \(round): \(sums.errorText)")
    }
    FaultCounts.add("kills", killed)
  }

  private func fill(_ folder: TemporaryFolder, pairs: Int) throws {
    var block = [UInt8](repeating: 0, count: 300_000)
    for number in 1...pairs {
      for index in block.indices.prefix(1000) { block[index] = UInt8.random(in: 0...255) }
      try folder.write(Array(block.prefix(number * 10_000)), to: "out/voice/call-\(number).mp3")
      try folder.write("id\r\ncall-\(number)\r\n", to: "out/voice/call-\(number).csv")
    }
  }
}

private enum RemoteName {
  static func of(_ path: String) -> String { String(path.split(separator: "/").last ?? "x") }
}

/// Lists a folder again and again, and remembers the first thing that must not be seen.
private final class Watcher: Sendable {
  private struct State {
    var isStopped = false
    var violation: String?
  }

  private let state = Monitor(State())
  private let done = DispatchSemaphore(value: 0)

  init(outbox: String, target: String) {
    Thread.detachNewThread { [self] in
      var inodes: [String: UInt64] = [:]
      while !state.with({ $0.isStopped }) {
        if let seen = Watcher.look(outbox, target, &inodes) {
          state.with { if $0.violation == nil { $0.violation = seen } }
        }
        usleep(1000)
      }
      done.signal()
    }
  }

  func stop() -> String? {
    state.with { $0.isStopped = true }
    done.wait()
    return state.with { $0.violation }
  }

  private static func look(_ outbox: String, _ target: String, _ inodes: inout [String: UInt64]) -> String? {
    guard let names = try? Folder.names(in: target) else { return nil }
    for name in names where !name.hasPrefix(".") {
      guard let there = try? FileStatus.of("\(target)/\(name)"), let ours = try? FileStatus.of("\(outbox)/\(name)")
      else {
        return "\(name) is not ours, or went away again"
      }
      if there.size != ours.size { return "\(name) has \(there.size) bytes of \(ours.size)" }
      if let earlier = inodes[name], earlier != there.inode { return "\(name) was published twice" }
      inodes[name] = there.inode
      if name.hasSuffix(".csv"), (try? FileStatus.of("\(target)/\(name.dropLast(4)).mp3")) == nil {
        return "\(name) is there without its audio"
      }
    }
    return nil
  }
}
