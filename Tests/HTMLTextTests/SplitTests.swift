import Bytes
import HTMLText
import Testing

@Suite struct SplitTests {
  @Test func gmailReply_isCutAtItsQuotation() throws {
    let html = """
      <div dir="ltr">Hi Jane,<div><br></div><div>Thanks.</div><div><br clear="all"><div><div dir="ltr" \
      class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">John Roe<div>+1 555 0100</div></div></div>\
      </div></div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Mar 3, 2026 at 10:00 AM \
      Jane Doe &lt;<a href="mailto:jane@example.com">jane@example.com</a>&gt; wrote:<br></div><blockquote \
      class="gmail_quote"><div dir="ltr">Dear John,<div>first mail</div></div></blockquote></div>
      """
    let mail = try MailSplitter.split(html.utf8.span)
    #expect(String(decoding: mail.newest, as: UTF8.self) == "Hi Jane,\n\nThanks.")
    #expect(String(decoding: mail.signatureText, as: UTF8.self) == "John Roe\n+1 555 0100")
    #expect(mail.history.map { String(decoding: $0.text, as: UTF8.self) } == ["Dear John,\nfirst mail"])
    #expect(mail.history.first?.author.map { String(decoding: $0, as: UTF8.self) } == "Jane Doe <jane@example.com>")
  }
}
