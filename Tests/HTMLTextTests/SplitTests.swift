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

  /// Programs break an attribution where the line is full.
  @Test(arguments: [
    "On Tue, Mar 3, 2026 at 10:00 AM Jane Doe <jane@example.com> wrote:",
    "Am Di., 3. März 2026 um 10:00 Uhr schrieb Jane Doe <jane@example.com>:",
    "Le mar. 3 mars 2026 à 10:00, Jane Doe <jane@example.com> a écrit :",
    "El mar, 3 mar 2026 a las 10:00, Jane Doe (<jane@example.com>) escribió:",
    "No dia 3 de março de 2026, às 10:00, Jane Doe <jane@example.com> escreveu:",
    "Il giorno mar 3 mar 2026 alle ore 10:00 Jane Doe <jane@example.com> ha scritto:",
    "wt., 3 mar 2026 o 10:00 Jane Doe <jane@example.com> napisał(a):",
    "ut 3. 3. 2026 o 10:00 Jane Doe <jane@example.com> napísal(a):",
    "3 Mar 2026 Sal, 10:00 tarihinde Jane Doe <jane@example.com> şunu yazdı:",
    "3 марта 2026 г., в 10:00, Jane Doe <jane@example.com> написал(а):",
    "на 3 март 2026 г. в 10:00 Jane Doe <jane@example.com> написа:",
    "dana uto, 3. ožu 2026. u 10:00 Jane Doe <jane@example.com> napisao je:",
    "Vào Th 3, 3 thg 3, 2026 vào lúc 10:00 Jane Doe <jane@example.com> đã viết:",
    "Pada Sel, 3 Mar 2026 pukul 10.00 Jane Doe <jane@example.com> menulis:",
    "Jane Doe <jane@example.com> schrieb am Di., 3. März 2026, 10:00:",
    "2026年3月3日(火) 10:00 Jane Doe <jane@example.com>:",
  ])
  func attribution_isReadWhereverItIsBroken(_ line: String) throws {
    let words = line.split(separator: " ")
    for cut in words.indices.dropFirst() where words[..<cut].joined(separator: " ").count >= 30 {
      let header = words[..<cut].joined(separator: " ") + "\n" + words[cut...].joined(separator: " ")
      let mail = try MailSplitter.splitPlain("New.\n\n\(header)\n\n> old\n".utf8.span)
      #expect(string(mail.newest) == "New.", "\(header)")
      #expect(mail.history.map { string($0.text) } == ["old"], "\(header)")
      #expect(string(mail.history.first?.header) == header)
    }
  }

  /// What stands above an attribution without being its beginning is the sender's.
  @Test(arguments: [
    "We met on 3 March 2026.\nJane Doe wrote:", "On 3 March 2026 we agreed.\nOn 4 March 2026, Jane Doe wrote:",
    "Mail me at max@example.com before 10:00.\nJane <jane@example.com> wrote:",
  ])
  func lineAboveAnAttribution_isNoneOfIt(_ lines: String) throws {
    let mail = try MailSplitter.splitPlain("\(lines)\n> old\n".utf8.span)
    #expect(string(mail.newest) == lines.split(separator: "\n").first.map(String.init))
    #expect(mail.history.map { string($0.text) } == ["old"])
  }

  /// Blocks of headers as Outlook writes them, in capitals beyond Latin-1 too.
  @Test(arguments: [
    "Από:|Στάλθηκε:|Προς:|Θέμα:", "Lähettäjä:|Päiväys:|Vastaanottaja:|Aihe:", "Od:|Odoslané:|Komu:|Predmet:",
    "Изпратено от:|Изпратено:|До:|Относно:", "Gönderen:|Gönderme Tarihi:|Kime:|Konu:", "發件人:|日期:|收件人:|主旨:",
    "Šalje:|Poslano:|Prima:|Predmet:", "Od:|Poslano:|Za:|Zadeva:", "Nuo:|Išsiųsta:|Kam:|Tema:",
    "Saatja:|Saadetud:|Adressaat:|Teema:", "De:|Enviat el:|Per a:|Assumpte:", "Từ:|Đã gửi:|Đến:|Chủ đề:",
    "Dari:|Dikirim:|Kepada:|Perihal:", "จาก:|ส่ง:|ถึง:|เรื่อง:",
  ])
  func blockOfHeaders_isReadInManyLanguages(_ names: String) throws {
    let values = [
      "Jane Doe <jane@example.com>", "Tuesday, 3 March 2026 10:00", "Max Roe <max@example.com>", "Re: Offer",
    ]
    let block = zip(names.split(separator: "|"), values).map { "\($0) \($1)" }.joined(separator: "\n")
    let mail = try MailSplitter.splitPlain("New.\n\n\(block)\n\nold\n".utf8.span)
    #expect(string(mail.newest) == "New.")
    #expect(mail.history.map { string($0.text) } == ["old"])
    #expect(string(mail.history.first?.author) == values[0])
  }

  @Test func formWithANumber_isNoBlockOfHeaders() throws {
    let mail = try MailSplitter.splitPlain("See below.\n\nNo: 17\nDate: 3 March 2026\nSubject: Offer\n".utf8.span)
    #expect(mail.history.isEmpty)
  }

  /// Quotations that answers stand between are the newest mail's, and no history of nothing beside.
  @Test func interleavedAnswers_leaveNoEmptyHistory() throws {
    let html = "<blockquote type=cite>q1</blockquote><p>a1</p><blockquote type=cite>q2</blockquote><p>a2</p>"
    let mail = try MailSplitter.split(html.utf8.span)
    #expect(string(mail.newest) == "> q1\n\na1\n\n> q2\n\na2")
    #expect(mail.history.isEmpty)
  }
}
