import HTMLText
import Testing

/// Blocks, line breaks and white space.
@Suite struct BlockTests {
  @Test(arguments: [
    ("", ""),
    ("   \n\t ", ""),
    ("text", "text"),
    ("<p>a</p><p>b</p>", "a\n\nb"),
    ("<p>a<p>b", "a\n\nb"),
    ("<p>a</p>text<p>b</p>", "a\n\ntext\n\nb"),
    ("<div>a</div><div>b</div>", "a\nb"),
    ("<div>a<div>b</div>c</div>", "a\nb\nc"),
    ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
    ("<div>a</div><div>&nbsp;</div><div>b</div>", "a\n\nb"),
    ("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb"),
    ("<p>a</p><br><p>b</p>", "a\n\nb"),
    ("a<br>b", "a\nb"),
    ("a<br/>b<BR />c", "a\nb\nc"),
    ("a<br><br>b", "a\n\nb"),
    ("a<br><br><br><br><br>b", "a\n\n\nb"),
    ("<br><br>a<br><br>", "a"),
    ("a<br></div>b", "a\nb"),
    ("a</br>b", "a\nb"),
    ("a</p>b", "a\n\nb"),
    ("a<hr>b", "a\n\(String(repeating: "-", count: 40))\nb"),
    ("<h1>T</h1><h2>S</h2>x", "T\n\nS\n\nx"),
    ("<center>a</center><address>b</address>c", "a\nb\nc"),
    ("<section>a</section><article>b</article><footer>c</footer>", "a\nb\nc"),
    ("<figure><img alt=pic><figcaption>cap</figcaption></figure>", "pic\ncap"),
    ("<span style='display:block'>a</span><span style='display:block'>b</span>", "a\nb"),
    ("<div style='display:inline'>a</div> <div style='display:inline-block'>b</div>", "a b"),
    ("<div style='display:inline-block'>a</div><div style='display:inline-block'>b</div>", "a b"),
    ("<span style='display:inline-block'>a</span><span style='display:inline-block'>b</span>", "ab"),
    ("<a style='padding:0 10px'>a</a><a style='padding:0 10px'>b</a>", "a b"),
    ("a<span style='padding-left:1em'>b</span>c", "a bc"), ("<b style='margin-right:4pt'>a</b>b<i>c</i>", "a bc"),
    ("<b style='margin-right:1px'>a</b>b", "ab"), ("<b style='padding:5px 0'>a</b>b", "ab"),
    ("a<button>b</button><button>c</button>d", "a b c d"),
    ("<b style='float:left'>a</b>b", "a\nb"), ("a<b style='position:absolute'>b</b>c", "a\nb\nc"),
    ("<img style='float:left' alt=a>b", "a b"), ("<td style='float:left'>a</td>b", "a\nb"),
    ("<div style='display:flex'><b>a</b><i>b</i> <u>c</u></div>d", "a\nb\nc\nd"),
    ("<div style='display:flex'><b>a<i>b</i></b></div>", "ab"),
    ("<style>.f{display:flex}</style><div class=f><b>a</b><i>b</i></div>", "a\nb"),
    ("<style>.c{display:table-cell}</style><b class=c>a</b><b class=c>b</b>", "a b"),
    ("<p style='margin:0'>a</p><p style='margin:0in 0in 0.0001pt'>b</p><p>c</p>", "a\nb\n\nc"),
    ("<p style='margin-bottom:0'>a</p><p style='margin-top:0px'>b</p>", "a\nb"),
    ("<style>p.MsoNormal, li.MsoNormal {margin:0in}</style><p class=MsoNormal>a</p><p class=MsoNormal>b</p>", "a\nb"),
    ("<body><head><title>T</title></head>a</body>", "a"),
    ("<p>no close<p>second<div>third<span>fourth</div>fifth", "no close\n\nsecond\n\nthirdfourth\nfifth"),
    ("<p>three<div>four</p>five</div>six", "three\n\nfour\n\nfive\nsix"),
    ("<p>three<span style='font-size:9pt'>3<div>four</p>five</div></span>six", "three3\n\nfour\n\nfive\nsix"),
    ("<p>a<ul><li>b</ul></p>c", "a\n\n* b\n\nc"), ("<p>a<p>b</p>c</p>d", "a\n\nb\n\nc\n\nd"),
    ("<div><p>a<h2>b</h2>c</p>d</div>e", "a\n\nb\n\nc\n\nd\ne"),
    ("<p>a<table><tr><td>b<p>c</td></tr></table>d</p>e", "a\n\nb\n\nc\n\nd\n\ne"),
    ("<p>a<b>b</b></p>c", "ab\n\nc"), ("<p><a href=#>a<div>b</p>c</div></a>", "a\nb\n\nc"),
    ("<fieldset><legend>L</legend>x</fieldset>", "L\nx"),
    ("<details><summary>S</summary>D</details>", "S\nD"),
    // What was left open in a block ends with it.
    ("<blockquote><div>a</blockquote>b", "> a\n\nb"), ("<blockquote><div><div><b>a</blockquote>b</div>c", "> a\n\nbc"),
    ("<ul><li><div>a</ul>b", "* a\n\nb"), ("<ul><li><div>a</li><li>b</ul>c", "* a\n* b\n\nc"),
    ("<ul style='display:none'><li><div>a</ul>b", "b"), ("<center style='display:none'><div>a</center>b", "b"),
    ("<div><section style='display:none'><div>a</section>b</div>c", "b\nc"),
    ("<dl style='display:none'><dt><div>a<dd>b</dl>c", "c"), ("<h1 style='display:none'><div>a</h1>b", "b"),
    ("<h2>a</h3>b", "a\n\nb"), ("<h1 style='display:none'>a</h2>b", "b"),
    ("<h1 style='display:none'>a<h2>b</h2>c", "b\n\nc"),
    ("<div style='font-size:0'><button>a</button>b</div>c", "a\nc"),
  ])
  func blocks(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }

  @Test(arguments: [
    ("a  b\n\t c", "a b c"),
    ("<b>a </b> b", "a b"),
    ("<b>a</b> <i>b</i>", "a b"),
    ("<b>a</b>\n<i>b</i>", "a b"),
    ("one <b>two</b><i>three</i> four", "one twothree four"),
    ("a <br> b", "a\nb"),
    ("<p> a </p>", "a"),
    ("a&nbsp;b", "a b"),
    ("a&nbsp;&nbsp;b", "a  b"),
    ("a&nbsp; b", "a  b"),
    ("a &nbsp; b", "a   b"),
    ("&nbsp;&nbsp;a&nbsp;", "  a"),
    ("a&#8203;b&shy;c&#xFEFF;d&#x2060;e", "abcde"),
    ("a&thinsp;b&emsp;c", "a b c"),
    ("a\u{2028}b", "a b"),
    ("a\u{0}b\u{1}c\u{7F}d", "abcd"),
    ("مرحبا &rlm;(x)&lrm;", "مرحبا \u{200F}(x)\u{200E}"),
    ("\u{202B}בתאריך\u{202C} x", "\u{202B}בתאריך\u{202C} x"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("👨\u{200D}👩\u{200D}👧 ok", "👨\u{200D}👩\u{200D}👧 ok"),
    ("a&zwnj;b &zwj;c", "ab c"),
    ("日本\n語", "日本 語"),
    ("<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\n\nd"),
    ("<pre>\na\r\nb\rc</pre>", "a\nb\nc"),
    ("<pre>a\tb</pre>", "a       b"),
    ("<pre>a <b>b</b>  c</pre>", "a b  c"),
    ("<div style='white-space:pre-wrap'>a  b\n c</div>d", "a  b\n c\nd"),
    ("<div style='white-space: pre-line'>a  b\n c</div>", "a b\nc"),
    ("<pre style='white-space:normal'>a  b\nc</pre>", "a b c"),
    ("<xmp>a <b> &amp;\nc</xmp>d", "a <b> &amp;\nc\n\nd"),
    ("<textarea>a\n <b>&lt;</textarea>c", "a\n <b><\nc"),
    ("a<wbr>b", "ab"),
    ("<tt>a</tt><code>b</code>", "ab"),
  ])
  func whiteSpace(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }

  @Test(arguments: [
    ("<blockquote>a</blockquote>b", "> a\n\nb"),
    ("<blockquote>a<blockquote>b</blockquote>c</blockquote>d", "> a\n>\n> > b\n>\n> c\n\nd"),
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    ("a<blockquote>b<br>c</blockquote>", "a\n\n> b\n> c"),
    ("<blockquote><ul><li>a<li>b</ul></blockquote>", "> * a\n> * b"),
  ])
  func quotations(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }

  @Test(arguments: [
    ("<label>Name <input value=Jane></label>", "Name Jane"),
    ("<input type=checkbox checked> yes <input type=checkbox> no", "[x] yes [ ] no"),
    ("<input type=radio checked> yes", "(x) yes"),
    ("<input type=hidden value=x><input type=password value=y>", ""),
    ("<input type=submit value=Go><button>Send</button>", "Go Send"),
    ("<select><option>A<option>B</select>", "A\nB"),
    ("x<sup>2</sup> H<sub>2</sub>O", "x2 H2O"),
    ("<q>a</q>", "“a”"),
    ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
    ("<del>a</del> <ins>b</ins>", "a b"),
  ])
  func formsAndPhrases(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }

  @Test func headings_areUnderlinedOnRequest() throws {
    var options = TextOptions()
    options.headings = .underlined
    #expect(try converted("<h1>Über 日本</h1><h2>b</h2>c", options) == "Über 日本\n=========\n\nb\n-\n\nc")
  }

  @Test(arguments: [
    ("<b>a</b> <i>b</i>", "*a* _b_"), ("<strong></strong>x<em> </em>y", "x y"), ("a<b> b</b>c", "a *b*c"),
    ("<b><i>a</i></b>", "*_a_*"),
  ])
  func emphasis_isMarkedOnRequest(_ html: String, _ expected: String) throws {
    var options = TextOptions()
    options.marksEmphasis = true
    #expect(try converted(html, options) == expected)
  }

  @Test(arguments: [
    ("aaa bbb ccc", 7, "aaa bbb\nccc"),
    ("aaaaaaaaaaaa bbb", 8, "aaaaaaaaaaaa\nbbb"),
    ("<ul><li>aaa bbb ccc</ul>", 10, "* aaa bbb\n  ccc"),
    ("<blockquote>aaa bbb ccc</blockquote>", 10, "> aaa bbb\n> ccc"),
    ("日本語日本語 日本語", 14, "日本語日本語\n日本語"),
    ("<pre>aaa bbb ccc ddd</pre>", 8, "aaa bbb ccc ddd"),
  ])
  func width_foldsAtSpaces(_ html: String, _ width: Int, _ expected: String) throws {
    var options = TextOptions()
    options.width = width
    #expect(try converted(html, options) == expected)
  }
}
