import Bytes
import Files
import Foundation
import TestSupport

/// A dump of two tables with its configuration, a server, and the program.
final class ListWork {
  /// The servers that lists are sent to.
  enum Server: String, CaseIterable {
    case sshd, aws

    static var available: [Server] {
      allCases.filter { $0 == .sshd ? PrivateSSHD.program != nil : AWSStandIn.isInstalled }
    }
  }

  let folder: TemporaryFolder
  /// The folder on the server's disk that the destination's address means.
  let area: String
  private let server: AnyObject
  private let url: String
  private let files: SSHDFiles

  init(_ kind: Server, lists: String = "{}") throws {
    folder = try TemporaryFolder()
    switch kind {
    case .sshd:
      let sshd = try PrivateSSHD()
      (server, files, area) = (sshd, sshd.files, sshd.area)
      url = "sftp://\(sshd.user)@\(sshd.host):\(sshd.port)\(sshd.area)"
    case .aws:
      let aws = try AWSStandIn()
      (server, files, area) = (aws, aws.files, aws.area)
      url = "sftp://company@\(aws.host):\(aws.port)/"
    }
    try configure(lists)
    try write(affiliates: 10)
  }

  func configure(_ lists: String, dump: String = "\"dump\"") throws {
    let text = """
      {
        dump: \(dump), outbox: "work/outbox", ledger: "work/ledger.sqlite", reports: "work/reports",
        rejects: "work/rejects", lists: \(lists),
        exports: {
          affiliates: { from: "affiliates", columns: {
            external_affiliate_id: "id", affiliate_name: "name", affiliate_manager: "manager",
            registration_country: "country", regulations: { column: "regulations", split: ";" },
            scanning_frequency: { constant: "@daily" } } },
          properties: { from: "properties", columns: {
            url: "url", channel: "channel", scanning_frequency: { constant: "@daily" },
            external_affiliate_id_reference: "affiliate", external_property_id: "id" } },
        },
        destinations: { vendor: { url: "\(url)", identity: "\(files.userKey)", knownHosts: "\(files.knownHosts)" } },
      }
      """
    try folder.write(text, to: "nightferry.json5")
  }

  /// Puts a destination in front of the others.
  func addDestination(_ name: String, url: String) throws {
    let text = String(decoding: try folder.read("nightferry.json5"), as: UTF8.self)
    let entry = "\(name): { url: \"\(url)\", identity: \"\(files.userKey)\", knownHosts: \"\(files.knownHosts)\" }"
    try folder.write(
      text.replacingOccurrences(of: "destinations: {", with: "destinations: { \(entry),"), to: "nightferry.json5")
  }

  /// Writes both tables: affiliates with these numbers, and two properties of each.
  func write(affiliates count: Int, from first: Int = 1) throws {
    try write(numbers: Array(first..<(first + count)))
  }

  func write(numbers: [Int]) throws {
    try Folder.make(folder.file("dump"))
    var affiliates = "id,name,manager,country,regulations\n"
    var properties = "id,url,channel,affiliate\n"
    for number in numbers {
      let regulations = number % 2 == 0 ? "FCA;Cysec" : "FCA"
      affiliates += "A\(number),Example \(number) Ltd,Kim Example,France,\(regulations)\n"
      properties += "P\(number)a,https://www\(number).example.com/,Website,A\(number)\n"
      properties += "P\(number)b,https://social.example.com/u\(number),Instagram,A\(number)\n"
    }
    try folder.write(affiliates, to: "dump/affiliates.csv")
    try folder.write(properties, to: "dump/properties.csv")
  }

  func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = String(decoding: try folder.read("dump/\(name)"), as: UTF8.self)
    try folder.write(text.replacingOccurrences(of: old, with: new), to: "dump/\(name)")
  }

  func nightferry(_ arguments: String...) throws -> CommandResult {
    try runCommand(
      builtProgram("nightferry"), arguments, environment: ["SSH_AUTH_SOCK": nil, "NF_PASSWORD": nil],
      folder: folder.path)
  }

  /// A list on the server.
  func list(_ name: String) throws -> [[String: Any]] {
    let data = Data(try FileDescriptor.contents(of: "\(area)/\(name)"))
    return try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
  }

  /// The names, sizes, times and inodes of all files on the server.
  func remoteState() throws -> [String] {
    let listing = try runCommand("/usr/bin/find", [area, "-type", "f", "-printf", "%P %s %T@ %i\n"]).text
    return listing.split(separator: "\n").map(String.init).sorted()
  }

  func json(_ arguments: String...) throws -> [String: Any] {
    let result = try runCommand(
      builtProgram("nightferry"), arguments + ["--format", "json"], environment: ["SSH_AUTH_SOCK": nil],
      folder: folder.path)
    return try JSONSerialization.jsonObject(with: result.output) as? [String: Any] ?? [:]
  }
}
