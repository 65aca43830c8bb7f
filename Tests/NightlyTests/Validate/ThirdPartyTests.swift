import Files
import Foundation
import Nightly
import Schema
import Sedric
import TestSupport
import Testing

/// Other people's validators over the same files: they take what is good, and refuse what is damaged where they can see it.
@Suite(.enabled(if: Judges.areInstalled, "frictionless and check-jsonschema are not installed; run make setup-ci"))
struct ThirdPartyTests {
  @Test func goodFiles_areValidForAll() throws {
    let good = try GoodFolder()
    for (path, verdict) in try Judges.judge(Judges.files(of: good)) {
      #expect(verdict == "valid", "\(path): \(verdict)")
    }
  }

  @Test func everyDamageThatTheyCanSee_isRefusedByThemToo() throws {
    var folders: [GoodFolder] = []
    var files: [(FileKind, String)] = []
    let visible = Damage.table.filter { $0.judge != .nobody }
    for damage in visible {
      let folder = try GoodFolder()
      try damage.apply(folder)
      folders.append(folder)
      let kind = try #require(FileKind(rawValue: String(damage.file.prefix { $0 != "/" })))
      files.append((kind, folder.file(damage.file)))
    }
    let verdicts = try Judges.judge(files)
    #expect(verdicts.count == visible.count)
    for (damage, (_, verdict)) in zip(visible, verdicts) {
      #expect(verdict.hasPrefix("invalid"), "\(damage.name): \(verdict)")
    }
  }

  /// Ten thousand generated records as calls, chats, threads and two lists.
  @Test func generatedFiles_areValidForAll() throws {
    let folder = try TemporaryFolder()
    var files: [(FileKind, String)] = []
    for kind in FileKind.allCases {
      for (name, rows) in Generated.parcels(kind) {
        let path = try folder.write(try GoodFolder.file(kind, rows), to: "\(kind.rawValue)/\(name)")
        files.append((kind, path))
        if kind == .voice {
          try folder.write(GoodFolder.recording, to: "voice/\(name.dropLast(4)).mp3")
        }
      }
    }
    let report = Validation.run([folder.path])
    #expect(report.isValid, "\(report.violations.prefix(3))")
    #expect(report.files.reduce(0) { $0 + $1.checked.rows } == 10_000)
    for (path, verdict) in try Judges.judge(files) { #expect(verdict == "valid", "\(path): \(verdict)") }
    try checkByCommand(folder)
  }

  private func checkByCommand(_ folder: TemporaryFolder) throws {
    for kind in ["affiliates", "properties"] {
      let schema = "\(Judges.root)/schemas/sedric/\(kind).json-schema.json"
      let result = try runCommand(
        "\(Judges.root)/.venv/bin/check-jsonschema",
        ["--schemafile", schema, folder.file("\(kind)/\(kind).json")])
      #expect(result.status == 0, "\(result.text)")
    }
  }
}

/// The validators that `make setup-ci` installs.
enum Judges {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let areInstalled =
    FileManager.default.isExecutableFile(atPath: "\(root)/.venv/bin/frictionless")
    && FileManager.default.isExecutableFile(atPath: "\(root)/.venv/bin/check-jsonschema")

  static func files(of folder: GoodFolder) -> [(FileKind, String)] {
    [
      (.voice, "voice/call-1.csv"), (.chat, "chat/chat-1.csv"), (.email, "email/thread-1.csv"),
      (.affiliates, "affiliates/affiliates.json"), (.properties, "properties/properties.json"),
    ].map { ($0, folder.file($1)) }
  }

  /// Each file's verdict: `valid`, or `invalid` and why.
  static func judge(_ files: [(FileKind, String)]) throws -> [(path: String, verdict: String)] {
    let input = files.map { "\($0.rawValue)\t\($1)\n" }.joined()
    let result = try runCommand(
      "\(root)/.venv/bin/python", ["\(root)/scripts/judge-files"], input: Data(input.utf8), timeLimit: 120)
    #expect(result.status == 0, "\(result.errorText)")
    return result.text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces))
    }
  }
}
