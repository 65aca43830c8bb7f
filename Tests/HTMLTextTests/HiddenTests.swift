import HTMLText
import Testing

/// What a reader does not see.
@Suite struct HiddenTests {
  static let inline = [
    "display:none", "DISPLAY : NONE", "display:none !important", "color:red;display:none", "visibility:hidden",
    "visibility: collapse", "font-size:0", "font-size:0px;line-height:0", "font-size:1px", "opacity:0",
    "opacity: 0.0", "max-height:0;overflow:hidden", "height:0px; overflow:hidden", "width:0;overflow:hidden",
    "color:transparent", "color: rgba(1,2,3,0)", "text-indent:-9999px", "position:absolute;left:-10000px",
    "background:url('a;b');display:none", "display:none;max-height:0px;overflow:hidden;mso-hide:all",
  ]

  @Test(arguments: inline)
  func inlineStyle_hides(_ style: String) throws {
    for tag in ["div", "span", "p", "td", "a", "font"] {
      let html = "a<table><tr><\(tag) style=\"\(style)\">HIDDEN <b>deep</b></\(tag)></tr></table>b"
      #expect(try !converted(html).contains("HIDDEN"), "\(tag) \(style)")
      #expect(try !converted(html).contains("deep"), "\(tag) \(style)")
      var options = TextOptions()
      options.keepsHidden = true
      #expect(try converted(html, options).contains("HIDDEN"), "\(tag) \(style)")
    }
  }

  @Test(arguments: [
    "display:block", "font-size:10px", "font-size:0.9em", "visibility:visible", "opacity:1", "opacity:.5", "height:0",
    "max-height:20px;overflow:hidden", "color:#fff", "mso-hide:all", "text-indent:-18pt", "overflow:hidden", "width:0",
    "display:inherit", "left:-1px",
  ])
  func otherStyles_doNotHide(_ style: String) throws {
    #expect(try converted("<div style=\"\(style)\">SEEN</div>") == "SEEN")
  }

  @Test(arguments: [
    ("<p hidden>x</p>a", "a"), ("<p hidden style='display:block'>x</p>", "x"),
    ("<div style='font-size:0'>no<span style='font-size:12px'>yes</span>no</div>", "yes"),
    ("<div style='visibility:hidden'>no<b style='visibility:visible'>yes</b></div>", "yes"),
    ("<div style='display:none'>no<b style='display:block'>no</b></div>", ""),
    ("<div style='color:transparent'>no<b style='color:red'>yes</b></div>", "yes"),
    ("<div style='display:none;display:block'>yes</div>", "yes"),
    ("<div style='display:none !important;display:block'>no</div>", ""),
    ("a<script>b<p>c</p></script>d<style>e</style>f", "adf"),
    ("a<title>b</title><noscript>c</noscript><template>d</template><iframe>e</iframe>", "ac"),
    ("a<script>'</scr' + 'ipt>'</script>b", "ab"),
    ("<table><tr><td>a</td><template><td>b</td></template><td>c</td></tr></table>d", "a  c\n\nd"),
    ("<table><tr><td>a<template><tr><td>b</template></td></tr></table>c", "a\nc"),
    ("a<template>b<template>c</template>d</template>e", "ae"), ("a<TEMPLATE x=y>b</Template >c", "ac"),
    ("a<template>b", "ab"), ("a<templates>b</templates>c", "abc"), ("a</template>b", "ab"),
    ("a<template>b<style>.k{display:none}</style></template><p class=k>c</p>", "a\n\nc"),
    ("a<!-- b -->c<!-->d<!--->e<!-- x --!>f", "acdef"),
    ("a<!--[if mso]>b<![endif]-->c", "ac"), ("a<![if !mso]>b<![endif]>c", "abc"),
    ("a<!--[if !mso]><!-->b<!--<![endif]-->c", "abc"), ("a<!--[if gte mso 9]><xml>x</xml><![endif]-->b", "ab"),
    ("a<?xml:namespace prefix = o />b<!DOCTYPE x>c</ d>e", "abce"), ("a<o:p>b</o:p>c", "abc"),
  ])
  func markup(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }

  @Test(arguments: [
    (".a{display:none}", "<p class=a>x</p>", false), ("#b{display:none}", "<p id=b>x</p>", false),
    (".a{display:none}", "<p class='z a'>x</p>", false), (".a{display:none}", "<p class=A>x</p>", true),
    ("p.a{display:none}", "<p class=a>x</p>", false), ("p.a{display:none}", "<div class=a>x</div>", true),
    (".a.b{display:none}", "<p class=a>x</p>", true), (".a.b{display:none}", "<p class='b a'>x</p>", false),
    ("span{display:none}", "<span>x</span>", false), ("*.a{display:none}", "<b class=a>x</b>", false),
    ("p, .q ,.a{display:none}", "<b class=q>x</b>", false), (".o .a{display:none}", "<i class=a>x</i>", true),
    (".o .a{display:none}", "<i class=o><b><u class=a>x</u></b></i>", false),
    (".o > .a{display:none}", "<i class=o><u class=a>x</u></i>", false),
    (".o > .a{display:none}", "<div class=o><p class=n><u class=a>x</u></p></div>", true),
    (".o .n > .a{display:none}", "<div class=o><div><p class=n><u class=a>x</u></p></div></div>", false),
    ("div.o > span{display:none}", "<div class=o><b><span>x</span></b></div>", true),
    ("div.o > span{display:none}", "<div class=o><span>x</span></div>", false),
    ("div.o>b>span{display:none}", "<div class=o><b><span>x</span></b></div>", false),
    ("div.o>b>span{display:none}", "<div class=o><b><i><span>x</span></i></b></div>", true),
    ("table>tr{display:none}", "<table><tr><td>x</table>", true),
    ("table tr{display:none}", "<table><tr><td>x</table>", false),
    ("table>tbody{display:none}", "<table><tbody><tr><td>x</table>", false),
    ("b .a{display:none}", "<b><u class=a>x</u></b>", false), ("b .a{display:none}", "<i><u class=a>x</u></i>", true),
    ("[class~=\"h\"]{display:none}", "<p class='g h'>x</p>", false),
    ("[class~='h']{display:none}", "<p class='gh'>x</p>", true), ("[class]{display:none}", "<b class=q>x</b>", false),
    ("[class]{display:none}", "<b>x</b>", true), ("p[class=h]{display:none}", "<p class=h>x</p>", false),
    ("p[class=h]{display:none}", "<p class='h g'>x</p>", true),
    ("*[class=\"h g\"]{display:none}", "<td class='h g'>x</td>", false),
    ("[class*=id]{display:none}", "<p class='hide'>x</p>", false),
    ("[class*=id]{display:none}", "<p class='i d'>x</p>", true),
    ("[class^=hi]{display:none}", "<p class='hide'>x</p>", false),
    ("[class^=de]{display:none}", "<p class=hide>x</p>", true),
    ("[class$=de]{display:none}", "<p class='hide'>x</p>", false),
    ("[class$=hi]{display:none}", "<p class=hide>x</p>", true),
    ("[class|=hi]{display:none}", "<p class='hi-de'>x</p>", false),
    ("[class|=hi]{display:none}", "<p class=hide>x</p>", true),
    ("[class=HIDE]{display:none}", "<p class=hide>x</p>", true),
    ("[CLASS=HIDE I]{display:none}", "<p class=hide>x</p>", false),
    ("[id=\"a,b>c d\"], .z{display:none}", "<p id='a,b>c d'>x</p>", false),
    ("[id='q]q'] b{display:none}", "<p id='q]q'><b>x</b></p>", false),
    ("a[href]{display:none}", "<a href='#'>x</a>", false), ("a[href]{display:none}", "<a name=q>x</a>", true),
    (
      "a[href^='https://t.example.com/?a=1&b']{display:none}", "<a href='https://t.example.com/?a=1&amp;b=2'>x</a>",
      false
    ),
    ("div[class=o] > .a{display:none}", "<div class=o><u class=a>x</u></div>", false),
    ("div[class=o] > .a{display:none}", "<div class=p><u class=a>x</u></div>", true),
    ("[class=a]{display:none}.a{display:block}", "<p class=a>x</p>", true),
    ("[class=a]{display:none}p{display:block}", "<p class=a>x</p>", false),
    ("#b{display:block}[id=b]{display:none}", "<p id=b>x</p>", true),
    ("[class*='']{display:none}", "<p class=a>x</p>", true),
    ("[data-q]{display:none}", "<p data-q=1>x</p>", true), ("[class=a{display:none}", "<p class=b>x</p>", true),
    ("[]{display:none}", "<p class=b>x</p>", true), ("[class~]{display:none}", "<p class=b>x</p>", true),
    (".a{/* c */display:none}", "<p class=a>x</p>", false),
    (".a{color:red;/*;*/ display/**/:none}", "<p class=a>x</p>", false),
    (".a{/*display:none}*/}", "<p class=a>x</p>", true), (".a{}", "<p style='/*y*/display:none'>x</p>", false),
    ("/* c */ .a /* d */ {display:none}", "<p class=a>x</p>", false),
    ("<!-- .a{display:none} -->", "<p class=a>x</p>", false),
    ("@media print{.a{display:none}}", "<p class=a>x</p>", true),
    ("@media screen{.a{display:none}}", "<p class=a>x</p>", false),
    ("@media only screen and (max-width:600px){.a{display:none}}", "<p class=a>x</p>", true),
    ("@media (prefers-color-scheme:dark){.a{display:none}}.b{display:none}", "<p class=b>x</p>", false),
    ("@import url(x.css);.a{display:none}", "<p class=a>x</p>", false),
    ("@font-face{font-family:x}.a{display:none}", "<p class=a>x</p>", false),
    (".a{display:none}.a{display:block}", "<p class=a>x</p>", true),
    (".a{display:none!important}.a{display:block}", "<p class=a>x</p>", false),
    (".a{display:none}", "<p class=a style='display:block'>x</p>", true),
    (".a{display:none !important}", "<p class=a style='display:block'>x</p>", false),
    ("#b{display:none}.a{display:block}", "<p class=a id=b>x</p>", false),
    (".a:hover{display:none}", "<p class=a>x</p>", true), (".a{mso-hide:all}", "<p class=a>x</p>", true),
    (".a{font-size:0;line-height:0}", "<p class=a>x</p>", false), (".a{display:none}", "<body class=a>x</body>", true),
    (".a{display:none", "<p class=a>x</p>", false), ("}.a{display:none}", "<p class=a>x</p>", false),
  ])
  func ownStyleSheet(_ css: String, _ html: String, _ isSeen: Bool) throws {
    for page in [
      "<style>\(css)</style>\(html)y", "<head><STYLE type='text/css'>\(css)</STYLE></head><body>\(html)y",
      "\(html)y<style>\(css)</style>",
    ] {
      let text = try converted(page)
      #expect(text.contains("x") == isSeen, "\(page)")
      #expect(text.contains("y"), "\(page)")
    }
  }

  @Test(arguments: [
    ("print", true), ("screen", false), ("all", false), ("", false), ("screen, print", false),
    ("(max-width:600px)", true), ("only screen and (max-device-width: 480px)", true),
  ])
  func sheetsForOtherMedia_doNotCount(_ media: String, _ isSeen: Bool) throws {
    let sheet = "<style type='text/css' media=\"\(media)\">.a{display:none}</style>"
    #expect(try converted("\(sheet)<p class=a>x</p>y").contains("x") == isSeen)
  }

  @Test func rulesInConditionals_doNotCount() throws {
    #expect(try converted("<!--[if mso]><style>.a{display:none}</style><![endif]--><p class=a>x</p>") == "x")
  }

  @Test func preheaderPadding_isDropped() throws {
    let padding = String(repeating: "&nbsp;&zwnj;&#847;&#8199;&shy;&#65279;", count: 60)
    #expect(try converted("<div>Preview\(padding)</div><p>Body</p>") == "Preview\n\nBody")
    #expect(try converted("<div>\(padding)</div><p>Body</p>") == "Body")
  }
}
