import Mail
import TestSupport
import Testing

private let hasLibrary: Bool = {
  do throws(MailError) {
    _ = try MailMessage(Array("From: a@example.com\n\nx".utf8))
    return true
  } catch {
    return error != .noLibrary
  }
}()

/// Whole messages, as mail programs and gateways make and break them.
@Suite(.enabled(if: hasLibrary, "libgmime-3.0-0 is not installed"))
struct MailMessageTests {
  private func message(_ lines: String...) throws -> MailMessage {
    try MailMessage(Array(lines.joined(separator: "\r\n").utf8))
  }

  private func body(_ message: MailMessage) -> String { String(decoding: message.parts[0].bytes, as: UTF8.self) }

  @Test func plainMessage_isItsBody() throws {
    let mail = try message("From: Jane Doe <jane@example.com>", "Subject: x", "", "Hello", "there")
    #expect(body(mail) == "Hello\r\nthere")
    #expect(!mail.isHTML && !mail.parts[0].isFlowed && mail.parts[0].charset == nil)
    #expect(mail.senderName == "Jane Doe")
  }

  @Test(arguments: [
    ("=?UTF-8?Q?J=C3=A4ne_Doe?= <jane@example.com>", "Jäne Doe"),
    ("=?utf-8?b?SsOkbmU=?=\r\n =?utf-8?q?_Doe?= <jane@example.com>", "Jäne Doe"),
    ("=?ISO-8859-1?Q?J=E4ne?= Doe <jane@example.com>", "Jäne Doe"),
    ("\"Doe, Jane\" <jane@example.com>", "Doe, Jane"),
  ])
  func senderName_isDecoded(_ header: String, _ name: String) throws {
    #expect(try message("From: \(header)", "", "x").senderName == name)
  }

  @Test func sender_withoutName_isNil() throws {
    #expect(try message("From: jane@example.com", "", "x").senderName == nil)
    #expect(try message("Subject: x", "", "x").senderName == nil)
  }

  @Test func alternative_givesTheHTML() throws {
    let mail = try message(
      "From: a@example.com", "MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=b", "", "--b",
      "Content-Type: text/plain", "", "plain", "--b", "Content-Type: text/html; charset=ISO-8859-1", "", "<p>html</p>",
      "--b--", "")
    #expect(mail.isHTML && mail.parts[0].charset == "ISO-8859-1")
    #expect(body(mail) == "<p>html</p>")
  }

  @Test func attachments_areNoBody() throws {
    let mail = try message(
      "From: a@example.com", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=o", "", "--o",
      "Content-Type: text/html; name=a.html", "Content-Disposition: attachment; filename=a.html", "", "<p>attached</p>",
      "--o", "Content-Type: multipart/related; boundary=i", "", "--i", "Content-Type: text/html", "", "<p>body</p>",
      "--i", "Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-ID: <a>", "", "aGVsbG8=", "--i--",
      "--o--", "")
    #expect(body(mail) == "<p>body</p>")
  }

  @Test(arguments: [
    ("quoted-printable", "J=C3=A4ne =\r\nDoe", "Jäne Doe"), ("quoted-printable", "a=ZZb=3D", "a=ZZb="),
    ("base64", "SsOkbmU=", "Jäne"), ("base64", "SsOk\r\nbm*U=", "Jäne"), ("base64", "SsOkbm", "Jän"),
    ("8bit", "Jäne", "Jäne"), ("x-unheard-of", "Jäne", "Jäne"),
  ])
  func transferEncoding_isTakenOff_damageIsHarmless(_ name: String, _ encoded: String, _ text: String) throws {
    let mail = try message("From: a@example.com", "Content-Transfer-Encoding: \(name)", "", encoded)
    #expect(body(mail).hasPrefix(text.prefix(2)), "\(body(mail))")
    #expect(body(mail) == text || name == "base64", "\(body(mail))")
  }

  @Test func flowed_isSeen() throws {
    let mail = try message("From: a@example.com", "Content-Type: text/plain; format=Flowed; DelSp=Yes", "", "a ", "b")
    #expect(mail.parts[0].isFlowed && mail.parts[0].deletesSpace)
  }

  @Test func truncatedMultipart_givesWhatIsThere() throws {
    let mail = try message(
      "From: a@example.com", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=o", "", "--o",
      "Content-Type: text/html", "", "<p>cut of")
    #expect(body(mail) == "<p>cut of")
  }

  /// HTML that shows nothing says nothing: the plain text beside it counts, if there is one.
  @Test(arguments: [
    ("", "plain", false),
    ("<html><head><style>p{margin:0}</style></head><body><br>&nbsp;</body></html>", "plain", false),
    ("<div style='display:none'>\(String(repeating: "hidden ", count: 20))</div>", "plain", false),
    ("<!-- \(String(repeating: "note ", count: 200)) --><p></p>", "plain", false),
    ("<STYLE>\(String(repeating: ".a{b:c}", count: 200))</STYLE><p>&#8203;</p>", "plain", false),
    ("<img src='cid:1' width=1 height=1>", "plain", false), ("<img src='cid:1' alt='Logo'>", "plain", true),
    ("<p>.</p>", "plain", true), ("<p>short</p>", "plain", true), ("<p></p>", "  ", true),
    ("<p>\(String(repeating: "long ", count: 200))</p>", "plain", true),
  ])
  func htmlThatShowsNothing_givesWayToPlainText(_ html: String, _ plain: String, _ isHTML: Bool) throws {
    for inner in [["plain", "html"], ["html", "plain"]] {
      let mail = try message(
        "From: a@example.com", "MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=b", "", "--b",
        "Content-Type: text/\(inner[0]); charset=utf-8", "", inner[0] == "html" ? html : plain, "--b",
        "Content-Type: text/\(inner[1]); charset=utf-8", "", inner[1] == "html" ? html : plain, "--b--", "")
      #expect(mail.isHTML == isHTML, "\(html.prefix(40))")
      #expect(body(mail).hasPrefix(isHTML ? html : plain), "\(body(mail))")
    }
  }

  @Test func noText_isAnError() throws {
    #expect(throws: MailError.noText) {
      try message("From: a@example.com", "Content-Type: image/png", "Content-Transfer-Encoding: base64", "", "aGVsbG8=")
    }
    #expect(try body(message("From: a@example.com", "", "")).isEmpty)
  }

  /// Whatever bytes come, there is a message or an error.
  @Test func everyCutOfAMessage_isHarmless() throws {
    let whole = Array(
      [
        "From: =?utf-8?q?J=C3=A4ne?= <jane@example.com>", "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=\"o\"", "", "--o", "Content-Type: multipart/alternative; boundary=i",
        "",
        "--i", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "", "SsOkbmU=", "--i",
        "Content-Type: text/html", "Content-Transfer-Encoding: quoted-printable", "", "<p>J=C3=A4ne</p>", "--i--",
        "--o--",
      ].joined(separator: "\r\n").utf8)
    for end in whole.indices {
      _ = try? MailMessage(Array(whole[..<end]))
      var damaged = whole
      damaged[end] ^= 0x55
      _ = try? MailMessage(damaged)
    }
  }
}
