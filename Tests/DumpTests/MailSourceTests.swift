import Bytes
import Dump
import TestSupport
import Testing

/// Mail as a table: folders of messages and mailboxes.
@Suite(.enabled(if: MailLibrary.isInstalled, MailLibrary.absence))
struct MailSourceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func message(_ id: String?, _ headers: String..., body: String = "text") -> String {
    let own = id.map { ["Message-ID: <\($0)>"] } ?? []
    return (own + ["From: Jane Doe <jane@Example.com>"] + headers + ["", body, ""]).joined(separator: "\n")
  }

  /// The records of a table as dictionaries, a fault's rule under `!`.
  private func read(_ table: String = "mails") throws -> [[String: String]] {
    let source = try Dump(path: folder.path).source(table: table)
    var record = Record()
    var rows: [[String: String]] = []
    while true {
      let outcome = try source.next(into: &record)
      if outcome == .end { return rows }
      var row = [
        "line": "\(record.line)", "file": source.files[record.file].split(separator: "/").last.map(String.init) ?? "",
      ]
      for (index, name) in source.columns.enumerated() where record.kind(index) != .missing {
        row[name] = String(repairing: record[index])
      }
      if case .broken(let fault) = outcome { row["!"] = fault.rule }
      rows.append(row)
    }
  }

  @Test func folderOfMessages_isATable() throws {
    try folder.write(
      message(
        "1@example.com", "To: a@example.com, \"B, C\" <b@example.net>", "Cc: friends: c@example.com;",
        "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Date: Mon, 16 Mar 2026 09:15:00 +0100", body: "Hello"),
      to: "mails/b.eml")
    try folder.write("not a mail table", to: "mails/readme")
    #expect(try Dump(path: folder.path).tables() == ["mails"])
    let row = try #require(try read().first)
    #expect(row["message_id"] == "1@example.com" && row["thread_id"] == "1@example.com")
    #expect(row["subject"] == "Grüße" && row["date"] == "2026-03-16T08:15:00Z")
    #expect(row["from"] == "jane@Example.com" && row["from_name"] == "Jane Doe" && row["from_domain"] == "example.com")
    #expect(row["to"] == "a@example.com;b@example.net" && row["cc"] == "c@example.com")
    #expect(row["text"] == "Hello" && row["html"] == nil && row["in_reply_to"] == nil)
  }

  @Test func threads_holdTogetherInAnyOrder() throws {
    let mails = [
      message("1@x", "Subject: a"), message("2@x", "In-Reply-To: <1@x>", "References: <1@x>"),
      message("3@x", "In-Reply-To: <2@x>"), message("4@x", "References: <1@x> <2@x> <3@x>"),
      message("5@x", "References: <3@x> <4@x>"), message("6@x", "References: <gone@x> <lost@x>"),
      message("7@x", "In-Reply-To: <lost@x>"), message("8@x"),
    ]
    let expected = ["1@x", "1@x", "1@x", "1@x", "1@x", "gone@x", "gone@x", "8@x"]
    for order in [Array(0..<8), Array((0..<8).reversed()), [3, 6, 0, 4, 1, 7, 5, 2]] {
      try folder.write(order.map { "From x\n" + mails[$0] + "\n" }.joined(), to: "mails.mbox")
      #expect(try read().map { $0["thread_id"] ?? "" } == order.map { expected[$0] }, "\(order)")
    }
  }

  @Test func loopOfReferences_ends() throws {
    try folder.write(message("1@x", "References: <2@x>"), to: "mails/1.eml")
    try folder.write(message("2@x", "References: <1@x>"), to: "mails/2.eml")
    try folder.write(message("3@x", "References: <3@x>"), to: "mails/3.eml")
    let threads = try read().map { $0["thread_id"] ?? "" }
    #expect(threads[0] == threads[1] && threads[2] == "3@x")
  }

  @Test func mbox_isCutAtItsSeparators_withPlacesAndQuotedOnes() throws {
    let text = """
      From jane@example.com Mon Mar 16 09:15:00 2026
      \(message("1@x", body: "one\n\n>From here on\n>>From there\nFrom the middle"))
      From jane@example.com Mon Mar 16 09:16:00 2026
      \(message("2@x", body: "two"))
      """
    try folder.write(text, to: "mails.mbox")
    let rows = try read()
    #expect(rows.map { $0["message_id"] } == ["1@x", "2@x"])
    #expect(rows[0]["text"] == "one\n\nFrom here on\n> From there\nFrom the middle")
    #expect(rows.map { $0["line"] } == ["2", "12"])
  }

  @Test func ids_canBeFileNames() throws {
    try folder.write(message("a/b%c@x"), to: "mails/1.eml")
    try folder.write(message(nil, "Subject: none"), to: "mails/2.eml")
    try folder.write(message(String(repeating: "x", count: 300)), to: "mails/3.eml")
    let rows = try read()
    #expect(rows[0]["thread_id"]?.hasPrefix("a%2Fb%25c@x") == true)
    #expect(rows[1]["message_id"]?.hasPrefix("sha256-") == true && rows[1]["thread_id"] == rows[1]["message_id"])
    #expect(rows[2]["thread_id"]?.hasPrefix("sha256-") == true)
    #expect(try read().map { $0["thread_id"] } == rows.map { $0["thread_id"] })
  }

  @Test func characterSets_areReadWhateverTheyClaim() throws {
    let head = "From: a@example.com\nMIME-Version: 1.0\n"
    try folder.write(
      Array("\(head)Content-Type: text/html; charset=iso-8859-1\n\n<p>5 ".utf8) + [0x80], to: "mails/1.eml")
    try folder.write(Array("\(head)Content-Type: text/plain; charset=us-ascii\n\nGrüße".utf8), to: "mails/2.eml")
    let rows = try read()
    #expect(rows[0]["html"] == "<p>5 €")
    #expect(rows[1]["text"] == "Grüße")
  }

  @Test func partsInSeveralCharacterSets_areAllRead() throws {
    func part(_ type: String, _ text: [UInt8]) -> [UInt8] {
      Array("--o\nContent-Type: \(type)\n\n".utf8) + text + [0x0A]
    }
    let head = Array("From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n".utf8)
    let plain =
      part("text/plain; charset=utf-8", Array("Grüße".utf8)) + part("text/plain; charset=windows-1251", [0xC4, 0xE0])
      + part("text/plain; charset=utf-8; format=flowed", Array("one \nline".utf8))
    let html =
      part("text/html; charset=iso-8859-1", Array("<p>5 ".utf8) + [0x80])
      + part("text/html; charset=utf-8", Array("<p>ß".utf8))
    try folder.write(head + plain + Array("--o--\n".utf8), to: "mails/1.eml")
    try folder.write(head + html + Array("--o--\n".utf8), to: "mails/2.eml")
    let rows = try read()
    #expect(rows[0]["text"] == "Grüße\nДа\none line")
    #expect(rows[1]["html"] == "<p>5 €\n<p></p>\n<p>ß")
  }

  @Test func htmlThatShowsNothing_isLeftOut_besidePlainText() throws {
    let parts = { (html: String) in
      "--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html\n\n\(html)\n--b--"
    }
    let type = "Content-Type: multipart/alternative; boundary=b"
    try folder.write(message("a", type, body: parts("<p><br></p>")), to: "mails/1.eml")
    try folder.write(message("b", type, body: parts("<p>html</p>")), to: "mails/2.eml")
    let rows = try read()
    #expect(rows.map { $0["html"] } == [nil, "<p>html</p>"])
    #expect(rows.allSatisfy { $0["text"] == "plain" }, "\(rows)")
  }

  @Test func attachedMessages_areNoText() throws {
    let text = """
      From: a@example.com
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=o

      --o
      Content-Type: text/plain

      mine
      --o
      Content-Type: message/rfc822

      From: b@example.com
      Content-Type: text/html

      <p>theirs</p>
      --o--
      """
    try folder.write(text, to: "mails/1.eml")
    let row = try #require(try read().first)
    #expect(row["text"] == "mine" && row["html"] == nil)
  }
}
