import Foundation
import TestSupport
import Testing

/// `nightferry text` as a process.
@Suite struct TextCommandTests {
  let nightferry = builtProgram("nightferry")
  let folder: TemporaryFolder
  static let reply = """
    <div dir="ltr">Hi Jane,<div>yes.</div><span style="display:none">SECRET</span></div><div class="gmail_quote"><div \
    class="gmail_attr">On Tue, Mar 3, 2026 at 10:00 AM Jane Doe &lt;jane@example.com&gt; wrote:<br></div><blockquote \
    class="gmail_quote">Is it <a href="https://example.com/x">done</a>?</blockquote></div>
    """

  init() throws {
    folder = try TemporaryFolder()
  }

  private func text(_ options: String..., input: String = TextCommandTests.reply) throws -> CommandResult {
    let path = try folder.write(input, to: "mail.html")
    return try runCommand(nightferry, ["text", path] + options)
  }

  @Test func html_becomesText() throws {
    let result = try text()
    #expect(result.status == 0)
    let quoted = "> Is it done <https://example.com/x>?\n"
    #expect(result.text.hasPrefix("Hi Jane,\nyes.\n"))
    #expect(result.text.hasSuffix(quoted))
    #expect(!result.text.contains("SECRET"))
    #expect(result.errorText.isEmpty)
  }

  @Test func keepHidden_showsAll() throws {
    #expect(try text("--keep-hidden").text.contains("SECRET"))
  }

  @Test func links_goWhereTheyAreAskedTo() throws {
    #expect(try text("--links", "none").text.hasSuffix("> Is it done?\n"))
    #expect(try text("--links", "footnotes").text.hasSuffix("> Is it done [1]?\n\n[1] https://example.com/x\n"))
  }

  @Test func width_foldsLines() throws {
    let result = try text("--width", "20", input: "<p>one two three four five six seven</p>")
    #expect(result.text == "one two three four\nfive six seven\n")
  }

  @Test func split_tellsThePartsApart() throws {
    let result = try text("--split")
    #expect(result.text.contains("=== newest ===\nHi Jane,\nyes.\n"))
    #expect(result.text.contains("=== history 1, Jane Doe <jane@example.com>, Mar 3, 2026 at 10:00 AM ===\nIs it"))
    #expect(try text("--explain").text.contains("=== history 1, by gmail-quote, 99 % ==="))
  }

  @Test func json_holdsTheParts() throws {
    let result = try text("--split", "--explain", "--format", "json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [String: Any])
    #expect(json["newest"] as? String == "Hi Jane,\nyes.")
    #expect((json["history"] as? [[String: Any]])?.first?["author"] as? String == "Jane Doe <jane@example.com>")
    #expect((json["parts"] as? [[String: Any]])?.map { $0["kind"] as? String } == ["newest", "history"])
    let plain = try text("--format", "json", input: "<p>\u{1}a</p>")
    #expect(plain.text.contains("\"text\": \"a\""))
  }

  @Test func standardInput_isReadWithoutAName() throws {
    let path = try folder.write("<p>piped</p>", to: "in")
    let result = try runCommand(
      "/bin/sh", ["-c", "'\(nightferry)' text < '\(path)'; '\(nightferry)' text - < '\(path)'"])
    #expect(result.text == "piped\npiped\n")
    #expect(result.status == 0)
  }

  @Test func plainText_passesThrough() throws {
    let path = try folder.write("Hello,\n\n> quoted\n>> deeper\nbye\n", to: "mail.txt")
    #expect(try runCommand(nightferry, ["text", path]).text == "Hello,\n\n> quoted\n> > deeper\nbye\n")
  }

  @Test func damage_isSaidOnStandardError() throws {
    let path = folder.path + "/bad.html"
    try Data(Array("<p>caf".utf8) + [0xE2, 0x82] + Array(" é ü</p>".utf8)).write(to: URL(fileURLWithPath: path))
    let result = try runCommand(nightferry, ["text", path])
    #expect(result.status == 0)
    #expect(result.errorText.contains("bad.html: some bytes were not text"))
  }

  @Test func mistakes_exit2() throws {
    #expect(try runCommand(nightferry, ["text", folder.path + "/none.html"]).status == 2)
    #expect(try text("--width", "x").status == 2)
    #expect(try text("--links", "sideways").status == 2)
  }

  @Test func message_isReadWithItsHeader() throws {
    let path = try folder.write(
      """
      From: Jane Doe <jane@example.com>
      Subject: x
      MIME-Version: 1.0
      Content-Type: multipart/alternative; boundary=b

      --b
      Content-Type: text/plain

      plain
      --b
      Content-Type: text/html; charset=windows-1252
      Content-Transfer-Encoding: quoted-printable

      <p>caf=E9 =80 5</p>
      --b--

      """, to: "m.eml")
    let result = try runCommand(nightferry, ["text", path])
    if result.errorText.contains("libgmime") {
      #expect(result.status == 2)
    } else {
      #expect(result.text == "café € 5\n")
      #expect(result.status == 0)
    }
  }

  /// Where HTML and plain text stand side by side, all is read, as an export takes it.
  @Test(arguments: [
    (
      ["text/plain;One, that is longer than the HTML below", "text/html;<p>two</p>"],
      "One, that is longer than the HTML below\ntwo"
    ),
    (["text/html;<p>The mail itself</p>", "text/plain;a list's footer"], "The mail itself\na list's footer"),
    (["text/plain;one", "text/plain; charset=iso-8859-1;two"], "one\ntwo"),
    (["text/html;<p>one</p>", "text/html;<p>two</p>", "text/plain;three"], "one\ntwo\nthree"),
    (["text/html;<p>shown</p>", "text/plain;"], "shown"),
  ])
  func messageOfSeveralTexts_isReadWhole(_ parts: [String], _ expected: String) throws {
    let bodies = parts.map { part in
      let cut = part.lastIndex(of: ";") ?? part.endIndex
      return "--b\nContent-Type: \(part[..<cut])\n\n\(part[cut...].dropFirst())\n"
    }
    let path = try folder.write(
      "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\(bodies.joined())--b--\n",
      to: "m.eml")
    let result = try runCommand(nightferry, ["text", path])
    if result.errorText.contains("libgmime") { return }
    #expect(result.text == expected + "\n")
    let split = try runCommand(nightferry, ["text", "--split", "--format", "json", path])
    let json = try #require(try JSONSerialization.jsonObject(with: Data(split.text.utf8)) as? [String: Any])
    #expect(json["newest"] as? String == expected)
  }
}
