import HTMLText
import Testing

@Suite struct ListTests {
  @Test(arguments: [
    ("<ul><li>a<li>b</ul>", "* a\n* b"),
    ("<ul><li>a<ul><li>b<ul><li>c</ul></ul><li>d</ul>", "* a\n  * b\n    * c\n* d"),
    ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
    ("<ol start=5><li>x<li value=9>y<li>z</ol>", "5. x\n9. y\n10. z"),
    ("<ol type=a><li>x<li>y</ol>", "a. x\nb. y"),
    ("<ol type=A start=26><li>x<li>y</ol>", "Z. x\nAA. y"),
    ("<ol type=I start=4><li>x</ol>", "IV. x"),
    ("<ol style='list-style-type:lower-alpha'><li>x<ol><li>y</ol><li>z</ol>", "a. x\n   1. y\nb. z"),
    ("<ol style='list-style:upper-roman inside'><li>x</ol>", "I. x"),
    ("<ol type=a style='list-style-type:decimal'><li>x</ol>", "1. x"),
    ("<ol><li style='list-style-type:lower-roman'>x<li>y</ol>", "i. x\n2. y"),
    ("<style>.l{list-style-type:upper-latin}</style><ol class=l start=3><li>x<li>y</ol>", "C. x\nD. y"),
    ("<ul style='list-style-type:square'><li>x</ul>", "* x"),
    ("<ol type=i><li>x<li>y</ol>", "i. x\nii. y"),
    ("<ol reversed><li>x<li>y<li>z</ol>", "3. x\n2. y\n1. z"),
    ("<ol reversed start=10><li>x<li>y</ol>", "10. x\n9. y"),
    ("<ol><li>a<ol><li>b</ol><li>c</ol>", "1. a\n   1. b\n2. c"),
    ("<ol start=-1><li>a<li>b</ol>", "-1. a\n0. b"),
    ("<ul style='list-style:none'><li>a<li>b</ul>", "a\nb"),
    ("<ul style='list-style-type: none'><li>a</ul>", "a"),
    ("<ul><li></li><li>b</ul>", "* b"),
    ("<ul><li><p>a</p><p>b</p></ul>", "* a\n\n  b"),
    ("<ul><li><span style='color:red'>a<li>b</ul>", "* a\n* b"),
    ("<li>stray", "* stray"),
    ("<dl><dt>T<dd>D<dd>E<dt>U<dd>F</dl>", "T\n    D\n    E\nU\n    F"),
    ("x<ul><li>a</ul>y", "x\n\n* a\n\ny"),
    ("<menu><li>a</menu>", "* a"),
  ])
  func lists(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }
}

@Suite struct TableTests {
  @Test(arguments: [
    ("<table><tr><th>Name<th>Qty<tr><td>Apple<td>12<tr><td>日本<td>3</table>", "Name   Qty\nApple  12\n日本   3"),
    ("<table><tr><td>a<td align=right>1<tr><td>b<td align=right>100</table>", "a    1\nb  100"),
    ("<table><tr><td colspan=2>Wide<tr><td>a<td>b<tr><td>c<td>d</table>", "Wide\na  b\nc  d"),
    ("<table><tr><td rowspan=2>r<td>c<tr><td>d<tr><td>e<td>f</table>", "r  c\n   d\ne  f"),
    ("<table><tr><td>one<td>two</table>", "one  two"),
    ("<table><tr><td>only</table>", "only"),
    ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\nb"),
    ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", "a\nb\nc\nd"),
    ("<table><tr><td><table><tr><td>a<td>b</table><td>c<tr><td>d<td>e</table>", "a  b\n\nc\nd\ne"),
    ("<table><caption>Cap</caption><tr><td>a<td>b<tr><td>c<td>d</table>", "Cap\na\nb\nc\nd"),
    (
      "<table><tbody><tr><td>a</td><td>b<br>c</td></tr><tr><td>d</td><td>e</td></tr></tbody></table>",
      "a  b\n   c\nd  e"
    ),
    ("<p>x</p><table><tr><td>a<td>b<tr><td>c<td>d</table><p>y</p>", "x\n\na  b\nc  d\n\ny"),
    ("<table><tr><td>a<td></td><td>b<tr><td>c<td></td><td>d</table>", "a  b\nc  d"),
    ("<blockquote><table><tr><td>a<td>b<tr><td>c<td>d</table></blockquote>", "> a  b\n> c  d"),
    ("<td>cell</td> after", "cell\nafter"),
    ("<table><tr><td>a", "a"),
  ])
  func tables(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }

  @Test func wideTables_areFlowed() throws {
    let long = String(repeating: "word ", count: 20)
    let text = try converted("<table><tr><td>\(long)<td>\(long)<tr><td>a<td>b</table>")
    #expect(text.split(separator: "\n").count == 4)
  }
}

@Suite struct LinkTests {
  @Test(arguments: [
    ("<a href='https://example.com/a'>Go</a>", "Go <https://example.com/a>"),
    ("<a href='https://example.com/a'>https://example.com/a</a>", "https://example.com/a"),
    ("<a href='http://example.com/'>example.com</a>", "example.com"),
    ("<a href='https://www.example.com'>Example.com</a>", "Example.com"),
    ("<a href='mailto:a@example.com'>a@example.com</a>", "a@example.com"),
    ("<a href='mailto:a@example.com?subject=x'>Jane</a>", "Jane <a@example.com>"),
    ("<a href='tel:+15550100'>+1 (555) 0100</a>", "+1 (555) 0100"),
    ("<a href='tel:+15550100'>Call</a>", "Call <+15550100>"),
    ("<a href='#top'>Top</a> <a href='javascript:x()'>js</a>", "Top js"),
    ("<a name=x>anchor</a>", "anchor"),
    ("<a href='https://e.com/?a=1&amp;b=2&copy=3'>x</a>", "x <https://e.com/?a=1&b=2&copy=3>"),
    ("<a href=' https://e.com/a\n b '>x</a>", "x <https://e.com/ab>"),
    ("<a href='https://e.com'><img src=x alt=Logo></a>", "Logo <https://e.com>"),
    ("<a href='https://e.com'><img src=x></a>end", "end"),
    ("<a href='https://e.com/b'><div>Block</div></a><p>after</p>", "Block <https://e.com/b>\n\nafter"),
    ("<a href='https://e.com/t'><table><tr><td>Button</td></tr></table></a>", "Button <https://e.com/t>"),
    ("<a href='https://e.com/1'>a<a href='https://e.com/2'>b</a>", "a <https://e.com/1> b <https://e.com/2>"),
    ("see <a href='https://e.com'>this</a>, please", "see this <https://e.com>, please"),
    ("<a href='https://e.com'>a b</a> c", "a b <https://e.com> c"),
  ])
  func addresses(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }

  @Test func footnotes_standAtTheEnd() throws {
    var options = TextOptions()
    options.links = .footnotes
    let text = try converted(
      "<p><a href='https://e.com/1'>a</a></p><blockquote><a href='https://e.com/2'>b</a></blockquote>", options)
    #expect(text == "a [1]\n\n> b [2]\n\n[1] https://e.com/1\n[2] https://e.com/2")
  }

  @Test func none_leavesAddressesOut() throws {
    var options = TextOptions()
    options.links = .none
    #expect(try converted("<a href='https://e.com/1'>a</a>", options) == "a")
  }

  @Test(arguments: [
    ("<img alt='A &amp; B'>", "A & B"), ("x<img alt=pic>y", "x pic y"), ("<img alt=''>", ""), ("<img src=x>", ""),
    ("<img alt=pixel width=1 height=1>", ""), ("<img alt=pixel style='width:1px;height:1px'>", ""),
    ("<img alt=pixel height=0>", ""), ("<img alt=wide width='1%'>", "wide"), ("<img alt=ok width=100>", "ok"),
  ])
  func images(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }
}
