import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// `nightferry history` as a process, after runs against a real sshd.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct HistoryTests {
  let night: NightWork

  init() throws {
    night = try NightWork()
    _ = try night.nightferry("run")
  }

  @Test func deliveries_areAnsweredFromTheLedgerAlone() throws {
    // No server and no configuration is needed.
    night.server.stop()
    let ledger = night.folder.file("work/nightferry.sqlite")
    let result = try runCommand(
      builtProgram("nightferry"), ["history", "--ledger", ledger, "--format", "json"], folder: "/")
    #expect(result.status == 0, "\(result.errorText)")
    let deliveries = try JSONSerialization.jsonObject(with: result.output) as? [[String: Any]] ?? []
    let files = deliveries.flatMap { $0["files"] as? [[String: Any]] ?? [] }
    #expect(deliveries.count > 40)
    for file in files {
      let path = try #require(file["remote_path"] as? String)
      let bytes = try FileDescriptor.contents(of: path)
      #expect(file["size"] as? Int == bytes.count)
      #expect(file["sha256"] as? String == SHA256.hash(bytes.span).hexadecimal)
    }
    let there = try night.remoteState().split(separator: "\n").count
    #expect(files.count == there)
    let csv = try night.nightferry("history", "--format", "csv").text.components(separatedBy: "\r\n")
    #expect(csv.count == files.count + 2)
    #expect(csv[0].hasPrefix("published_at,run,destination,address,kind,id,remote_path,size,sha256,attempts"))
    let one = try night.nightferry("history", "--id", "C-0001")
    #expect(one.text.contains("voice/C-0001.mp3") && one.text.contains("1 parcel, 2 files"), "\(one.text)")
  }

  @Test func dates_cutTheAnswer() throws {
    let today = ISO8601DateFormatter().string(from: Date().addingTimeInterval(-7200))
    let later = ISO8601DateFormatter().string(from: Date().addingTimeInterval(7200))
    #expect(try night.nightferry("history", "--since", today, "--until", later).text.contains("voice/C-0001.csv"))
    #expect(try night.nightferry("history", "--since", later).text.contains("0 parcels"))
    #expect(try night.nightferry("history", "--until", today).text.contains("0 parcels"))
    #expect(try night.nightferry("history", "--since", "yesterday").status == 2)
  }

  @Test func destinationThatNobodyKnows_isAnError_andNoEmptyAnswer() throws {
    for words in [["--destination", "vndor"], ["--verify", "--destination", "vndor"]] {
      let result = try runCommand(builtProgram("nightferry"), ["history"] + words, folder: night.folder.path)
      #expect(result.status == 2 && result.errorText.contains("There is: vendor"), "\(result.text)\(result.errorText)")
    }
    #expect(try night.nightferry("history", "--destination", "vendor").text.contains("voice/C-0001.csv"))
  }

  @Test func verify_namesWhatIsMissingDifferentAndExtra() throws {
    let good = try night.nightferry("history", "--verify")
    #expect(good.status == 0, "\(good.text)\(good.errorText)")
    let area = night.server.area
    try Folder.removeFile("\(area)/voice/C-0001.csv")
    try AtomicFile.write(Array("short".utf8).span, to: "\(area)/chat/CH001.csv")
    var bytes = try FileDescriptor.contents(of: "\(area)/chat/CH002.csv")
    bytes[bytes.count - 3] ^= 1
    try AtomicFile.write(bytes.span, to: "\(area)/chat/CH002.csv")
    try AtomicFile.write(Array("foreign".utf8).span, to: "\(area)/chat/foreign.csv")
    let bySize = try night.nightferry("history", "--verify")
    #expect(bySize.status == 3)
    for line in [
      "missing  vendor: \(area)/voice/C-0001.csv", "different  vendor: \(area)/chat/CH001.csv",
      "extra  vendor: \(area)/chat/foreign.csv",
    ] {
      #expect(bySize.text.contains(line), "\(bySize.text)")
    }
    #expect(!bySize.text.contains("CH002"))
    let byHash = try night.nightferry("history", "--verify", "--readback", "--format", "json")
    let findings = try JSONSerialization.jsonObject(with: byHash.output) as? [[String: String]] ?? []
    #expect(findings.count == 4)
    #expect(findings.contains { $0["path"] == "\(area)/chat/CH002.csv" && $0["difference"] == "different" })
    let rows = try night.nightferry("history", "--verify", "--readback", "--format", "csv").text
    let lines = rows.components(separatedBy: "\r\n")
    #expect(lines.count == 6 && lines[0] == "difference,destination,path,note", "\(rows)")
    #expect(lines.contains { $0.hasPrefix("missing,vendor,\(area)/voice/C-0001.csv,") }, "\(rows)")
    try Folder.make("\(area)/voice/C-0001.csv")
    let folder = try night.nightferry("history", "--verify", "--id", "C-0001")
    #expect(folder.status == 3 && folder.text.contains("a folder stands in its place"), "\(folder.text)")
    let one = try night.nightferry("history", "--verify", "--id", "CH003")
    #expect(one.status == 0, "\(one.text)")
  }

  @Test func evidence_isAcceptedBySha256sum_andHoldsNoSecret() throws {
    night.environment["NF_PASSWORD"] = "s3cr3t-example"
    let folder = night.folder.file("evidence")
    let result = try night.nightferry("history", "--export", folder)
    #expect(result.status == 0, "\(result.errorText)")
    func sums(_ manifest: String, in folder: String) throws -> CommandResult {
      try runCommand("/usr/bin/sha256sum", ["--strict", "--quiet", "-c", manifest], folder: folder)
    }
    #expect(try sums("manifest-sha256.txt", in: folder).status == 0)
    #expect(try sums("\(folder)/delivered/vendor-sha256.txt", in: night.server.area).status == 0)
    let names = try runCommand("/usr/bin/find", [folder, "-type", "f", "-printf", "%P\n"]).text
    for name in ["README.txt", "configuration.json", "deliveries.csv", "deliveries.jsonl", "run1.json", "run1.html"] {
      #expect(names.contains(name), "\(names)")
    }
    let listed = try runCommand("/usr/bin/wc", ["-l", "\(folder)/manifest-sha256.txt"]).text
    #expect(Int(listed.prefix { $0.isNumber }) == names.split(separator: "\n").count - 1)
    #expect(try runCommand("/bin/grep", ["-r", "s3cr3t", folder]).text == "")
    #expect(try runCommand("/usr/bin/find", [folder, "-perm", "/077"]).text == "")
    // Evidence is never mixed with what was there.
    #expect(try night.nightferry("history", "--export", folder).status == 2)
  }

  /// Destinations that an upload was given as addresses differ in what no file's name has.
  @Test func evidence_keepsTheSumsOfEachDestinationApart() throws {
    let outbox = night.folder.file("work/outbox")
    let ledger = night.folder.file("uploads.sqlite")
    for place in ["a-b", "a/b", "a.b"] {
      let sent = try runCommand(
        builtProgram("nightferry"),
        [
          "upload", outbox, "\(try #require(night.environment["NF_URL"] ?? nil))/\(place)", "-i",
          night.server.files.userKey,
          "--known-hosts", night.server.files.knownHosts, "--ledger", ledger,
        ], environment: ["SSH_AUTH_SOCK": nil])
      #expect(sent.status == 0, "\(sent.errorText)")
    }
    let folder = night.folder.file("evidence")
    let result = try runCommand(
      builtProgram("nightferry"), ["history", "--ledger", ledger, "--export", folder], folder: "/")
    #expect(result.status == 0, "\(result.errorText)")
    let sums = try Folder.names(in: "\(folder)/delivered")
    #expect(sums.count == 3, "\(sums)")
    for name in sums {
      let path = "\(folder)/delivered/\(name)"
      let check = try runCommand(
        "/usr/bin/sha256sum", ["--strict", "--quiet", "-c", path], folder: "\(night.server.area)/a-b")
      #expect(check.status == 0, "\(check.errorText)")
    }
    let whole = try runCommand("/usr/bin/sha256sum", ["--quiet", "-c", "manifest-sha256.txt"], folder: folder)
    #expect(whole.status == 0, "\(whole.errorText)")
  }
}
