import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// `nightferry sync` as a process, against a real sshd and against AWS's rules.
@Suite struct SyncTests {
  @Test(arguments: ListWork.Server.available)
  func lists_arriveWhole_andNothingIsSentWhereNothingChanged(_ server: ListWork.Server) throws {
    let work = try ListWork(server)
    let first = try work.nightferry("sync")
    #expect(first.status == 0, "\(first.text)\(first.errorText)")
    #expect(try work.list("affiliates/affiliates.json").count == 10)
    let properties = try work.list("properties/properties.json")
    #expect(properties.first?["url"] as? String == "https://www1.example.com/")
    #expect(properties.count == 20)
    let check = try work.nightferry("validate", work.area)
    #expect(check.status == 0, "\(check.text)\(check.errorText)")
    let before = try work.remoteState()
    let second = try work.nightferry("sync")
    #expect(second.status == 0)
    #expect(second.text.contains("Nothing has changed"), "\(second.text)")
    #expect(try work.remoteState() == before)
  }

  @Test(arguments: ListWork.Server.available)
  func dryRun_showsEachFieldBeforeAndAfter_andSendsNothing(_ server: ListWork.Server) throws {
    let work = try ListWork(server)
    _ = try work.nightferry("sync")
    let before = try work.remoteState()
    try work.edit("affiliates.csv", "Example 3 Ltd", "Example Three Ltd")
    try work.edit("affiliates.csv", "A10,Example 10 Ltd,Kim Example,France,FCA;Cysec\n", "")
    try work.edit("properties.csv", "P10a,https://www10.example.com/,Website,A10\n", "")
    try work.edit(
      "properties.csv", "P10b,https://social.example.com/u10,Instagram,A10\n", "PX,https://x.example.com,X,A1\n")
    let dry = try work.nightferry("sync", "--dry-run")
    #expect(dry.status == 0, "\(dry.text)\(dry.errorText)")
    for line in [
      "~ affiliates A3", "affiliate_name: \"Example 3 Ltd\" -> \"Example Three Ltd\"", "- affiliates A10",
      "- properties P10a", "+ properties PX", "compared with the server's files",
    ] {
      #expect(dry.text.contains(line), "\(line)\n\(dry.text)")
    }
    let report = try work.json("sync", "--dry-run")
    let destinations = report["destinations"] as? [[String: Any]]
    let lists = destinations?.first?["lists"] as? [[String: Any]]
    #expect((lists?.first?["changed"] as? [[String: Any]])?.first?["id"] as? String == "A3")
    #expect((lists?.last?["added"] as? [Any])?.count == 1 && (lists?.last?["removed"] as? [Any])?.count == 2)
    #expect(try work.remoteState() == before)
    let sent = try work.nightferry("sync")
    #expect(sent.status == 0, "\(sent.text)\(sent.errorText)")
    // What runs at night names ids, and no values.
    #expect(!sent.text.contains("Three") && sent.text.contains("A3"), "\(sent.text)")
    #expect(try work.list("affiliates/affiliates.json").count == 9)
    #expect(try work.list("properties/properties.json").count == 19)
  }

  @Test func listThatShrinksTooMuch_isRefused_unlessAllowed() throws {
    let work = try ListWork(.sshd)
    _ = try work.nightferry("sync")
    let before = try work.remoteState()
    // 20 % is allowed, more is not.
    try work.write(affiliates: 7)
    let refused = try work.nightferry("sync")
    #expect(refused.status == 3)
    #expect(refused.text.contains("3 of 10 affiliates would vanish"), "\(refused.text)")
    #expect(try work.remoteState() == before)
    #expect(try work.nightferry("sync", "--allow-removals").status == 0)
    #expect(try work.list("affiliates/affiliates.json").count == 7)
    try work.configure("{ maxRemoved: \"50%\" }")
    try work.write(affiliates: 4)
    #expect(try work.nightferry("sync").status == 0)
    // An export that broke off is no reason to empty the vendor's list.
    try work.write(affiliates: 0)
    #expect(try work.nightferry("sync").status == 3)
    #expect(try work.list("affiliates/affiliates.json").count == 4)
  }

  /// What stands in a list's place and cannot be read is no reason to say that nothing has changed.
  @Test func folderInAListsPlace_isSeen_andEndsWith4() throws {
    let work = try ListWork(.sshd)
    _ = try work.nightferry("sync")
    let list = "\(work.area)/affiliates/affiliates.json"
    try Folder.removeFile(list)
    try Folder.make(list)
    let blocked = try work.nightferry("sync")
    #expect(blocked.status == 4 && blocked.text.contains("is a folder now"), "\(blocked.text)\(blocked.errorText)")
    try Folder.removeTree(list)
    #expect(try work.nightferry("sync").status == 0)
    #expect(try work.list("affiliates/affiliates.json").count == 10)
  }

  @Test func mistakes_keepEverythingBack_withBothPlaces() throws {
    let work = try ListWork(.sshd)
    _ = try work.nightferry("sync")
    let before = try work.remoteState()
    let rows = """
      P21,HTTPS://WWW1.Example.COM:443,Website,A1
      P22,https://bücher.example.com/,Website,A2
      P23,https://xn--bcher-kva.example.com,Website,A2
      P24,https://stranger.example.com,Website,A99
      P1a,https://again.example.com,Website,A1
      P26,ftp://files.example.com,Website,A1
      P27,https://tube.example.com,Yuotube,A1

      """
    try work.folder.write(
      String(decoding: try work.folder.read("dump/properties.csv"), as: UTF8.self) + rows, to: "dump/properties.csv")
    try work.edit(
      "affiliates.csv", "A10,Example 10 Ltd,Kim Example,France,FCA;Cysec\n",
      "A10,Example 10 Ltd,Kim Example,France,FCA;Cysec\nA4,Twice Ltd,Kim Example,France,FCA\n")
    let result = try work.nightferry("sync")
    #expect(result.status == 3)
    #expect(try work.remoteState() == before)
    for words in [
      "dump/affiliates.csv line 12: external_affiliate_id is the same as in dump/affiliates.csv line 5",
      "dump/properties.csv line 22: url: The property has the address of the one in dump/properties.csv line 2,",
      "dump/properties.csv line 24: url: The property has the address of the one in dump/properties.csv line 23,",
      "dump/properties.csv line 25: external_affiliate_id_reference: The property names the affiliate A99",
      "dump/properties.csv line 26: external_property_id is the same as in dump/properties.csv line 2.",
      "dump/properties.csv line 27: url is not a web address",
      "warning: dump/properties.csv line 28: channel: The channel \"Yuotube\" is none of those known here. "
        + "Did you mean \"Youtube\"?",
    ] {
      #expect(result.text.contains(words), "\(words)\n\(result.text)")
    }
    let problems = try work.json("sync")["problems"] as? [[String: Any]]
    #expect(problems?.count == 7)
    #expect(problems?.contains { $0["other_place"] as? String == "dump/properties.csv line 23" } == true)
  }

  @Test(arguments: ListWork.Server.available)
  func fileThatSomebodyChangedOrRemoved_isSentAgain(_ server: ListWork.Server) throws {
    let work = try ListWork(server)
    _ = try work.nightferry("sync")
    let list = "\(work.area)/affiliates/affiliates.json"
    let good = try FileDescriptor.contents(of: list)
    // Of the same size, so that only the contents tell.
    var changed = good
    changed.replace(Array("Example 3".utf8), with: Array("Exemple 3".utf8))
    for bytes in [changed, Array("[{".utf8), nil] as [[UInt8]?] {
      if let bytes { try AtomicFile.write(bytes.span, to: list) } else { try Folder.removeFile(list) }
      let result = try work.nightferry("sync")
      #expect(result.status == 0, "\(result.text)\(result.errorText)")
      #expect(try FileDescriptor.contents(of: list) == good, "\(result.text)")
    }
  }

  /// Lists out of a database, by table and by SQL.
  @Test(.enabled(if: PrivatePostgres.isInstalled, Comment(rawValue: PrivatePostgres.absence)))
  func listsOfPostgreSQL_arriveAsThoseOfFilesDo() throws {
    let work = try ListWork(.sshd)
    #expect(try work.nightferry("sync").status == 0)
    let before = try work.remoteState()
    let database = try PrivatePostgres()
    try database.run(
      """
      CREATE TABLE affiliates (id text PRIMARY KEY, name text, manager text, country text, regulations text);
      CREATE TABLE properties (id text PRIMARY KEY, url text, channel text, affiliate text REFERENCES affiliates);
      \\copy affiliates from '\(work.folder.file("dump/affiliates.csv"))' csv header
      \\copy properties from '\(work.folder.file("dump/properties.csv"))' csv header
      """)
    try work.configure("{}", dump: "{ postgres: \"\(database.address())\" }")
    // The same records are the same list, wherever they come from.
    let same = try work.nightferry("sync")
    #expect(same.status == 0 && same.text.contains("Nothing has changed"), "\(same.text)\(same.errorText)")
    #expect(try work.remoteState() == before)
    try database.run(
      """
      UPDATE affiliates SET name = 'Société "Ünicode", 10' WHERE id = 'A10';
      DELETE FROM properties WHERE id = 'P9b';
      INSERT INTO properties VALUES ('PX', 'https://x.example.com', 'X', 'A1');
      """)
    let dry = try work.nightferry("sync", "--dry-run")
    for words in ["~ affiliates A10", "- properties P9b", "+ properties PX"] {
      #expect(dry.text.contains(words), "\(dry.text)\(dry.errorText)")
    }
    #expect(try work.nightferry("sync").status == 0)
    #expect(try work.list("affiliates/affiliates.json").last?["affiliate_name"] as? String == "Société \"Ünicode\", 10")
    #expect(try work.list("properties/properties.json").count == 20)
    // What the database would allow and the vendor not keeps everything back, with the table and the rule.
    try database.run("INSERT INTO properties VALUES ('PY', 'HTTPS://X.example.com:443/', 'X', 'A1')")
    let standing = try work.remoteState()
    let refused = try work.nightferry("sync")
    #expect(refused.status == 3 && refused.text.contains("has the address of the one in"), "\(refused.text)")
    #expect(try work.remoteState() == standing)
  }

  /// Killed at random instants between two versions of which each adds and removes affiliates: at every instant both files
  /// are whole lists, and no property names an affiliate that is not up.
  @Test(arguments: ListWork.Server.available)
  func killedAtAnyInstant_noPropertyIsWithoutItsAffiliate(_ server: ListWork.Server) throws {
    let work = try ListWork(server, lists: "{ maxRemoved: \"100%\" }")
    #expect(try work.nightferry("sync").status == 0)
    var length = 0.3
    for round in 1...8 {
      try work.write(affiliates: 10, from: 1 + round * 4)
      let begun = Date()
      let child = try ChildProcess(
        "/usr/bin/env",
        [
          "-C", work.folder.path, "timeout", "-s", "KILL", "\(Double.random(in: 0.02...length))",
          builtProgram("nightferry"), "sync", "--progress", "none",
        ])
      child.wait()
      length = max(length, min(1, Date().timeIntervalSince(begun)))
      // AWS stores what a dropped connection had sent; a list may be torn there until the next run, as the server has it.
      if server == .sshd { try checkReferences(work) }
      let result = try work.nightferry("sync")
      #expect(result.status == 0, "\(result.text)\(result.errorText)")
      try checkReferences(work)
      let first = try work.list("affiliates/affiliates.json").first
      #expect(first?["external_affiliate_id"] as? String == "A\(1 + round * 4)")
    }
  }

  private func checkReferences(_ work: ListWork) throws {
    let known = Set(try work.list("affiliates/affiliates.json").compactMap { $0["external_affiliate_id"] as? String })
    for property in try work.list("properties/properties.json") {
      let reference = property["external_affiliate_id_reference"] as? String ?? ""
      #expect(known.contains(reference))
    }
  }
}
