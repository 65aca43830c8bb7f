import HTMLText
import Testing

/// The kinds of HTML that mail corpora hold, each as its makers write it.
@Suite struct MailClassTests {
  /// A name, HTML, and the text that a reader sees.
  static let cases: [(name: String, html: String, text: String)] = [
    (
      "Word: empty o:p paragraphs, conditionals, and a list of symbols",
      """
      <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if gte mso 9]><xml><o:shapedefaults/></xml>\
      <![endif]--><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=EN-GB link=blue><div \
      class=WordSection1><p class=MsoNormal>Dear all,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p \
      class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span \
      style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; \
      </span></span></span><![endif]>first point<o:p></o:p></p><p class=MsoNormal>Regards<o:p></o:p></p></div></body></html>
      """, "Dear all,\n\n·   first point\n\nRegards"
    ),
    (
      "Outlook: content for other clients than Word's",
      "<!--[if mso]><p>WORD</p><![endif]--><!--[if !mso]><!--><p>others</p><!--<![endif]--><![if !mso]>web<![endif]>",
      "others\n\nweb"
    ),
    (
      "Outlook: shapes and their fallback",
      "<p>before<!--[if gte vml 1]><v:shape id=a><v:imagedata src=x/></v:shape><![endif]--><![if !vml]><img alt=\"Logo\" "
        + "width=90 height=40><![endif]>after</p>", "before Logo after"
    ),
    (
      "plain HTML of the nineties",
      "<HTML>\n<BODY BGCOLOR=#FFFFFF><FONT FACE=\"Arial\">Jane,<P>Call me at 555 0100.<BR>Thanks<P>Max</FONT></BODY></HTML>",
      "Jane,\n\nCall me at 555 0100.\nThanks\n\nMax"
    ),
    (
      "Exchange's converted plain text",
      "<!-- Converted from text/plain format --><P><FONT SIZE=2>One line<BR>\nanother line<BR>\n<BR>\n&gt; quoted<BR>\n"
        + "</FONT>\n</P>", "One line\nanother line\n\n> quoted"
    ),
    (
      "a newsletter's layout of tables",
      """
      <table width="100%"><tr><td align="center"><table width="600"><tr><td><h1 style="margin:0">News</h1></td></tr>\
      <tr><td><table><tr><td>Left story</td></tr></table></td><td><table><tr><td>Right story</td></tr></table></td></tr>\
      </table></td></tr></table>
      """, "News\nLeft story\nRight story"
    ),
    (
      "a preheader with its padding, and a pixel",
      """
      <div style="display:none;max-height:0">Look inside &#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div><p>Hello</p><img \
      src="https://example.com/o.gif" width="1" height="1" alt="track">
      """, "Hello"
    ),
    (
      "a button that is a table in a link",
      "<table><tr><td><a href=\"https://example.com/go\"><table><tr><td>Start now</td></tr></table></a></td></tr></table>",
      "Start now <https://example.com/go>"
    ),
    (
      "a button for Outlook beside the one for others",
      "<div><!--[if mso]><v:roundrect href=\"https://example.com\">WORD<w:anchorlock/></v:roundrect><![endif]--><a "
        + "href=\"https://example.com\" style=\"mso-hide:all\">Go</a></div>", "Go <https://example.com>"
    ),
    (
      "columns that only telephones show",
      "<style>@media (max-width:600px){.m{display:block!important}} .m{display:none}</style><p class=m>small</p>big",
      "big"
    ),
    (
      "an order as a table of data",
      """
      <table border="1"><tr><th>Item</th><th align="right">Price</th></tr><tr><td>Tea</td><td align="right">4.50</td>\
      </tr><tr><td>Biscuits</td><td align="right">12.00</td></tr></table>
      """, "Item      Price\nTea        4.50\nBiscuits  12.00"
    ),
    (
      "Gmail's paragraphs of div and br",
      "<div dir=\"ltr\">Hi,<div><br></div><div>one</div><div>two</div><div><br></div></div>", "Hi,\n\none\ntwo"
    ),
    (
      "Apple Mail's break in a paragraph of its own",
      "<body style=\"word-wrap: break-word;\">Hi<div><br></div><div>there<br class=\"\"></div></body>", "Hi\n\nthere"
    ),
    (
      "Thunderbird's text that is preformatted",
      "<div class=\"moz-text-plain\" wrap=true><pre class=\"moz-quote-pre\" wrap=\"\">a  b\n  c &amp;\n</pre></div>",
      "a  b\n  c &"
    ),
    (
      "Yahoo's ids and nested spans", "<div id=\"yui_1\"><span><span>one</span></span><span> two</span></div>",
      "one two"
    ),
    (
      "Notes: font tags around breaks", "<font size=2 face=\"sans-serif\">a</font>\n<br>\n<br><font size=2>b</font>",
      "a\n\nb"
    ),
    (
      "a list that nests without end tags", "<ul><li>one<ul><li>inner<li>inner two</ul><li>two</ul>",
      "* one\n  * inner\n  * inner two\n* two"
    ),
    (
      "two links in one sentence",
      "<p>See <a href='https://example.com/a'>this</a>, or <a href='mailto:a@example.com'>a@example.com</a>.</p>",
      "See this <https://example.com/a>, or a@example.com."
    ),
    ("right-to-left with marks", "<p dir=rtl>\u{200F}שלום&rlm; (123)</p>", "\u{200F}שלום\u{200F} (123)"),
    ("soft hyphens and joiners", "co&shy;oper&#8203;ate 👩&zwj;🔬 &zwnj;x", "cooperate 👩\u{200D}🔬 x"),
    ("end tags that end nothing", "</div></td>a</p>b</br>c", "a\n\nb\nc"),
    ("an attribute without its closing quote", "<p>a</p><a href=\"x>b</a><p>c</p>", "a\n\nb <x>\n\nc"),
    ("text between the rows of a table", "<table><tr><td>a</td></tr>lost?<tr><td>b</td></tr></table>", "a\nlost?\nb"),
    ("a comment with dashes", "a<!-- x -- y --->b<!-->c<!--->d", "abcd"),
    ("a style sheet that never ends", "<style>.a{color:red}<p>kept</p>", ".a{color:red}\n\nkept"),
  ]

  @Test(arguments: cases.map(\.name))
  func everyClass_isReadAsItShows(_ name: String) throws {
    let mail = try #require(MailClassTests.cases.first { $0.name == name })
    #expect(try converted(mail.html) == mail.text)
  }

  @Test(arguments: [
    (
      "&gt; Subject: Test<br>&gt; From: jane@example.com<br>&gt; To: max@example.com<br>&gt;<br>&gt; Hi", "header-block"
    ),
    ("On 3 Mar 2026, Jane Doe wrote:<br>&gt; Hi<br>&gt; there", "attribution"),
  ])
  func marksOfQuotationAsText_areQuotation(_ quoted: String, _ rule: String) throws {
    let mail = try MailSplitter.split("<p>Hello</p>\(quoted)".utf8.span)
    #expect(string(mail.newest) == "Hello")
    #expect(mail.history.map(\.rule) == [rule])
    #expect(string(mail.history.first?.text)?.contains("Hi") == true)
  }
}
