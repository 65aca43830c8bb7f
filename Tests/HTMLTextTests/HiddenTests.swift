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
    "font:0/0 a", "font: italic 700 0px/1.2 Arial, sans-serif", "color:#00000000", "color:#fff0",
    "color:rgb(1 2 3 / 0)",
    "color:hsla(1,2%,3%,0.0)", "position:fixed;top:-9999px", "position:relative;left:-9999px", "margin-left:-9999px",
    "margin:0 0 0 -9999px",
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
    "display:inherit", "left:-1px", "left:-9999px", "top:-9999px;position:static", "font:12px Arial",
    "font:bold 1.5em/0 a", "color:#000000", "color:#f00f", "color:rgb(0,0,0)", "color:rgb(1 2 3 / 0.5)",
    "height:0;overflow:hidden;padding-bottom:56%", "height:0;overflow:hidden;padding:8px 0",
    "max-height:0;overflow:hidden;min-height:20px",
  ])
  func otherStyles_doNotHide(_ style: String) throws {
    #expect(try converted("<div style=\"\(style)\">SEEN</div>") == "SEEN")
  }

  @Test(arguments: [
    ("<p hidden>x</p>a", "a"), ("<p hidden style='display:block'>x</p>", "x"),
    ("<div style='font-size:0'>no<span style='font-size:12px'>yes</span>no</div>", "yes"),
    ("<div style='visibility:hidden'>no<b style='visibility:visible'>yes</b></div>", "yes"),
    ("<div style='font-size:0'>no<span style='font:12px Arial'>yes</span>no</div>", "yes"),
    ("<div style='font-size:0'>no<b style='font-size:1em'>no</b><b style='font-size:120%'>no</b></div>y", "y"),
    ("<div style='font-size:0'>no<b style='font-size:inherit'>no</b><b style='font-size:2rem'>yes</b></div>", "yes"),
    ("<div style='visibility:hidden'>no<b style='visibility:inherit'>no</b></div>y", "y"),
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
    (".a .b{display:none}", "<p class='a b'>x</p>", true), (".a .a{display:none}", "<p class=a>x</p>", true),
    (".a:not(.b){display:none}", "<p class=a>x</p>", false), (".a:not(.b){display:none}", "<p class='b a'>x</p>", true),
    (".a:not(.b,#c){display:none}", "<p class=a id=c>x</p>", true),
    ("p:not([class]){display:none}", "<p>x</p>", false), (".a:not(:hover){display:none}", "<p class=a>x</p>", true),
    (":root .a{display:none}", "<p class=a>x</p>", false), (":root{--q:1}.a{display:none}", "<p class=a>x</p>", false),
    (".h+.a{display:none}", "<b class=h>z</b> <b class=a>x</b>", false),
    (".h+.a{display:none}", "<b class=h>z</b><i>z</i><b class=a>x</b>", true),
    ("h1 + p{display:none}", "<h1>z</h1><p>x</p>", false),
    ("h1+p{display:none}", "<div><h1>z</h1></div><p>x</p>", true),
    (".h~.a{display:none}", "<b class=h>z</b><i>z</i><b class=a>x</b>", false),
    (".h~.a b{display:none}", "<b class=h>z</b><i>z</i><p class=a>z<b>x</b>", false),
    (".h~.a{display:none}", "<b class=a>x</b><b class=h>z</b>", true),
    (".w .h+.a{display:none}", "<div class=w><br class=h><b class=a>x</b></div>", false),
    (".w>.h+.a{display:none}", "<div class=w><p><b class=h>z</b><b class=a>x</b></p></div>", true),
    ("u+.k .a{display:none}", "<body class=k><p class=a>x</p>", true),
    ("p:first-child{display:none}", "<div><p>x</p><p>z</p></div>", false),
    ("p:first-child{display:none}", "<div><p>z</p><p>x</p></div>", true),
    (".w *{display:none}", "<div class=w>z<b>x</b></div>", false), (".w>*{display:none}", "<div class=w>x</div>", true),
    ("*{margin:0}.a{display:none}", "<p class=a>x</p>", false),
    ("body.k .a{display:none}", "<body><p class=a>x</p>", true),
    (".md\\:a{display:none}", "<p class='md:a'>x</p>", false),
    (".\\61 b, .z{display:none}", "<p class=z>x</p>", false),
    ("@media screen and (min-width:600px){.a{display:none}}", "<p class=a>x</p>", false),
    (".a{display:none}@media (min-width:601px){.a{display:block!important}}", "<p class=a>x</p>", true),
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
    ("(max-width:600px)", true), ("only screen and (max-device-width: 480px)", true), ("(min-width:600px)", false),
    ("print, screen and (min-width: 37.5em)", false), ("not print", false), ("not screen", true),
    ("not all and (max-width:600px)", false), ("(width >= 600px)", false), ("(400px <= width < 700px)", true),
    ("(700px<width) and (height>100px)", false), ("(prefers-color-scheme: dark)", true),
    ("(prefers-color-scheme:light)", false), ("(max-width:600px) or (orientation:landscape)", false),
    ("screen and (-webkit-min-device-pixel-ratio:0)", false), ("(-webkit-min-device-pixel-ratio:2)", true),
    ("all and (-ms-high-contrast:none)", true), ("(not (max-width:600px))", false), ("(color)", false),
    ("(min-width:0\\0)", true), ("yahoo", true), ("screen (", true), ("(", true), ("()", true), ("not", true),
    (",", true),
  ])
  func sheetsForOtherMedia_doNotCount(_ media: String, _ isSeen: Bool) throws {
    let sheet = "<style type='text/css' media=\"\(media)\">.a{display:none}</style>"
    #expect(try converted("\(sheet)<p class=a>x</p>y").contains("x") == isSeen)
  }

  /// The root's and the body's classes count for what is in them.
  @Test(arguments: [
    ("body.k .a", false), (".k .a", false), ("#m .a", false), ("html.r .a", false), (".r > .k > .a", false),
    ("body > .a", false), ("body.z .a", true), ("#k .a", true), ("html.k .a", true), (".k .k", true),
    (".r:not(.z) .a", false),
  ])
  func classesOfTheBody_areAskedFor(_ selector: String, _ isSeen: Bool) throws {
    let sheet = "<style>\(selector){display:none}</style>"
    let page = "<html class=r>\(sheet)<body id=m class='q k'><p class=a>x</p>y<body class=z>"
    #expect(try converted(page).contains("x") == isSeen, "\(page)")
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
