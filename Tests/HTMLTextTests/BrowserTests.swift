import Foundation
import HTMLText
import TestSupport
import Testing

private let browser = findProgram("chromium")

/// Mail's text beside what Chromium says that a page's text is (`innerText`), where both should say the same.
@Suite(.enabled(if: browser != nil, "Chromium is not installed (Debian's package chromium)"))
struct BrowserTests {
  private static let pages = [
    // Where a paragraph ends.
    "<p>three<div>four</p>five</div>six", "<p>three<span style='font-size:9pt'>3<div>four</p>five</div></span>six",
    "<p>a<p>b</p>c</p>d", "<p>a<p>b<p>c", "<p>a<b>b</b></p>c", "a</p>b", "<div><p>a</div>b</p>c",
    "<p>a<table><tr><td>b<p>c</td></tr></table>d</p>e",
    "<p>a<section>b</section>c</p>d",
    // Where what is left open ends.
    "<section style='display:none'><div>a</section>b", "<ul style='display:none'><li><div>a</ul>b",
    "<nav style='display:none'><ul><li><div><div>a</nav>b", "<h1 style='display:none'>a</h2>b",
    "<div><center style='display:none'><div>a</center>b</div>c",
    // Templates are no part of the page.
    "<table><tr><td>a<template><tr><td>b</template></td></tr></table>c",
    "a<template>b<template>c</template>d</template>e",
    "<table><tr><template><td>b</td></template><td>a</td></tr></table>",
    // What stands beside the line.
    "<span style='float:left'>a</span><span>b</span>", "a<span style='position:absolute;left:50px'>b</span>c",
    "<b style='float:none'>a</b>b", "<div style='display:flex'><span>a</span><b>b</b></div>c",
    "<div style='display:grid'><a href='#'>a</a><a href='#'>b</a></div>",
    "<span style='display:inline-block'>a</span>b", "<span style='display:table'>a</span>b",
    // What Outlook alone obeys.
    "<div><!--[if mso]><v:roundrect>WORD</v:roundrect><![endif]--><span style='mso-hide:all'>Go</span></div>",
  ]

  private static let rules = [
    ("div.o>span", "<div class=o><b><span>x</span></b></div>"), ("div.o>span", "<div class=o><span>x</span></div>"),
    ("div.o>b>span", "<div class=o><b><i><span>x</span></i></b></div>"), ("b .a", "<b><u class=a>x</u></b>"),
    ("i .a", "<b><u class=a>x</u></b>"), ("table>tr", "<table><tr><td>x</table>"),
    ("table tr", "<table><tr><td>x</table>"), ("tbody>tr", "<table><tbody><tr><td>x</table>"),
    ("[class]", "<b class=q>x</b>"), ("[class]", "<b>x</b>"), ("[class~='h']", "<b class='g h'>x</b>"),
    ("[class~='h']", "<b class=gh>x</b>"), ("[class~='g h']", "<b class='g h'>x</b>"),
    ("p[class=h]", "<p class=h>x</p>"),
    ("p[class=h]", "<p class='h g'>x</p>"), ("*[class=\"h g\"]", "<b class='h g'>x</b>"),
    ("[class*=id]", "<b class=hide>x</b>"),
    ("[class*='']", "<b class=hide>x</b>"), ("[class^=hi]", "<b class=hide>x</b>"),
    ("[class^='']", "<b class=hide>x</b>"),
    ("[class$=de]", "<b class=hide>x</b>"), ("[class$='']", "<b class=hide>x</b>"),
    ("[class|=hi]", "<b class=hi-de>x</b>"),
    ("[class|=hi]", "<b class=hide>x</b>"), ("[class|='']", "<b class=hide>x</b>"), ("[class='']", "<b class=''>x</b>"),
    ("[class=HIDE]", "<b class=hide>x</b>"), ("[class=HIDE i]", "<b class=hide>x</b>"),
    ("[CLASS='HIDE'I]", "<b class=hide>x</b>"), ("[ class = hide ]", "<b class=hide>x</b>"),
    ("[class=\"a,b>c d\"]", "<b class='a,b>c d'>x</b>"), ("[class=']']", "<b class=']'>x</b>"),
    ("[class=h][id=i]", "<b class=h id=i>x</b>"), ("[class=h][id=i]", "<b class=h>x</b>"),
    ("[class=h", "<b class=q>x</b>"),
    ("[]", "<b class=q>x</b>"), ("[class~]", "<b class=q>x</b>"), ("[class==q]", "<b class=q>x</b>"),
    ("a[href]", "<a href='#'>x</a>"), ("a[href]", "<a name=q>x</a>"),
    ("a[href^='https://t.example.com/?a=1&b']", "<a href='https://t.example.com/?a=1&amp;b=2'>x</a>"),
    ("[class=o] > .a", "<div class=o><u class=a>x</u></div>"),
    ("[class=o] > .a", "<div class=p><u class=a>x</u></div>"),
    ("[class=o] .a, .q", "<div class=o><p><u class=a>x</u></p></div>"),
    (".a .b", "<b class='a b'>x</b>"), ("b:not(.a)", "<b>x</b>"), ("b:not(.a)", "<b class=a>x</b>"),
    ("b:not(.a, [id])", "<b id=q>x</b>"), (":root b", "<b>x</b>"), ("u+b", "<u>z</u> z <b>x</b>"),
    ("u+b", "<u>z</u><i>z</i><b>x</b>"), ("u~b", "<u>z</u><i>z</i><b>x</b>"), ("u~b", "<b>x</b><u>z</u>"),
    ("u + i > b", "<u>z</u><i>z<b>x</b></i>"), ("u~.a .b", "<u>z</u><p class=a><i>z<b class=b>x</b></i></p>"),
    (".o *", "<p class=o>z<b>x</b></p>"), (".o>*", "<p class=o>x</p>"), ("b:first-child", "<i>z</i><b>x</b>"),
    ("b:first-child", "<p><b>x</b></p>"), ("body>b", "<b>x</b>"), ("html > body b", "<b>x</b>"),
    (".q\\:r", "<b class=q:r>x</b>"),
    ("td:first-child", "<table><tr><td>x<td>z</table>"), ("td + td", "<table><tr><td>z<td>x</table>"),
  ]

  @Test func pages_readAsInABrowser() throws {
    for (page, wanted) in zip(BrowserTests.pages, try texts(BrowserTests.pages)) {
      #expect(try converted(page) == wanted, "\(page)")
    }
  }

  @Test func rules_hideWhatTheyHideInABrowser() throws {
    let pages = BrowserTests.rules.map { "<style>\($0){display:none}</style><div>y</div><div>\($1)</div>" }
    var hidden = 0
    for (page, wanted) in zip(pages, try texts(pages)) {
      if !wanted.contains("x") { hidden += 1 }
      #expect(try converted(page).contains("x") == wanted.contains("x"), "\(page)")
    }
    #expect((25..<45).contains(hidden))
  }

  /// What Chromium shows of each page, in a document of its own.
  private func texts(_ pages: [String]) throws -> [String] {
    let folder = try TemporaryFolder()
    let json = String(decoding: try JSONEncoder().encode(pages), as: UTF8.self).replacing("</", with: "<\\/")
    let script = """
      <!DOCTYPE html><body><pre id=out></pre><script>
      const texts = [];
      for (const page of \(json)) {
        const frame = document.body.appendChild(document.createElement('iframe'));
        frame.contentDocument.write('<!DOCTYPE html>' + page);
        frame.contentDocument.close();
        texts.push(frame.contentDocument.body.innerText);
        frame.remove();
      }
      document.getElementById('out').textContent = btoa(unescape(encodeURIComponent(JSON.stringify(texts))));
      </script>
      """
    let page = try folder.write(script, to: "page.html")
    let result = try runCommand(
      browser ?? "",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.file("profile"))", "--dump-dom",
        "file://\(page)",
      ], timeLimit: 60)
    let encoded = result.text.components(separatedBy: "id=\"out\">").last?.prefix { $0 != "<" } ?? ""
    let data = try #require(Data(base64Encoded: String(encoded)), "\(result.errorText)")
    let texts = try JSONDecoder().decode([String].self, from: data)
    try #require(texts.count == pages.count)
    return texts
  }
}
