import Foundation
import TestSupport
import Testing

private let browser = findProgram("chromium")

/// `report.html` as a browser sees it, beside `report.json`.
@Suite(.enabled(if: browser != nil, "Chromium is not installed (Debian's package chromium)"))
struct ReportPageTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs the example night into a local folder, and returns its report.
  private func night() throws -> [String: Any] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let sshd = try PrivateSSHD()
    let result = try runCommand(
      builtProgram("nightferry"), ["run", "--config", "\(root)/examples/nightferry.json5"],
      environment: [
        "NF_WORK": folder.path, "NF_URL": "sftp://\(sshd.user)@\(sshd.host):\(sshd.port)\(sshd.area)",
        "NF_IDENTITY": sshd.files.userKey, "NF_KNOWN_HOSTS": sshd.files.knownHosts, "NF_PASSWORD": nil,
        "SSH_AUTH_SOCK": nil,
      ])
    #expect(result.status == 3, "\(result.errorText)")
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.file("reports/report.json")))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The page's elements after it was loaded, and what the browser logged of it.
  private func load() throws -> (dom: String, log: String) {
    let result = try runCommand(
      try #require(browser),
      [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--user-data-dir=\(folder.file("profile"))", "--enable-logging=stderr",
        "--dump-dom", "file://\(folder.file("reports/report.html"))",
      ], environment: ["HOME": folder.path])
    return (result.text, result.errorText)
  }

  private func text(_ dom: String, id: String) -> String? {
    guard let start = dom.range(of: "id=\"\(id)\">"), let end = dom[start.upperBound...].firstIndex(of: "<") else {
      return nil
    }
    return String(dom[start.upperBound..<end])
  }

  @Test func page_showsTheFiguresOfTheReport_withoutConsoleErrors() throws {
    let report = try night()
    let (dom, log) = try load()
    let records = try #require((report["total"] as? [String: Any])?["records"] as? [String: Int])
    for name in ["read", "exported", "rejected", "skipped", "delivered", "pending"] {
      #expect(text(dom, id: name) == records[name].map { "\($0)" }, "\(name)")
    }
    #expect(text(dom, id: "exit-code") == "\(try #require(report["exit_code"] as? Int))")
    let destination = try #require((report["destinations"] as? [[String: Any]])?.first)
    let server = try #require(destination["server"] as? [String: Any])
    for name in ["banner", "host_key", "transport"] {
      let shown = try #require(server[name] as? String)
      #expect(!shown.isEmpty && dom.contains(shown), "\(name)")
    }
    for parcel in try #require(destination["slowest"] as? [[String: Any]]) {
      #expect(dom.contains("\(parcel["kind"] ?? "")/\(parcel["id"] ?? "")<"))
    }
    let points = try #require(destination["throughput"] as? [[String: Any]])
    #expect(points.last?["bytes"] as? Int == destination["bytes_sent"] as? Int)
    #expect(dom.contains("class=\"rate\"") && dom.contains("class=\"sent\""))
    #expect(!log.contains(":CONSOLE"), "\(log)")
    #expect(!dom.contains("<script") && !dom.contains("src=") && !dom.contains("http://") && !dom.contains("https://"))
  }
}
