import Bytes
import Testing

@testable import HTMLText

/// What the mender takes for plain nesting must be what libxml2 makes of it, in every version.
@Suite struct NestingTests {
  static let tags = [
    "a", "b", "blockquote", "center", "dd", "div", "dl", "dt", "em", "font", "footer", "h1", "h3", "hr", "i", "label",
    "li", "ol", "p", "pre", "section", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul", "unknown",
  ]

  /// The text with every element judged by libxml2, and with plain ones kept from it.
  private func texts(_ html: String) throws -> (judged: String, collapsed: String) {
    func text(_ collapses: Bool) throws -> String {
      var options = TextOptions()
      options.marksEmphasis = true
      let composition = try MarkupParser.compose(html.utf8.span, options: options, collapses: collapses)
      var output = ByteBuffer()
      composition.page.render(0..<composition.page.lines.count, into: &output)
      return String(repairing: output.span)
    }
    return (try text(false), try text(true))
  }

  @Test(arguments: tags)
  func everyPairOfElements_nestsAsLibxml2HasIt(_ outer: String) throws {
    for middle in NestingTests.tags {
      for inner in ["b", "p", "div", "td", "li", "table", "blockquote", "hr"] {
        let html = [
          "x<\(outer)>1<\(middle) style='display:block'>2<\(inner) style='visibility:hidden'>3</\(inner)>4</\(middle)>5",
          "</\(outer)>6<b>7</b>",
        ].joined()
        let whole = try texts(html)
        #expect(whole.judged == whole.collapsed, "\(html)")
        let unclosed = try texts("<\(outer)>1<\(middle)>2<\(inner)>3</\(outer)>4<p>5</\(middle)>6<div>7</div>8")
        #expect(unclosed.judged == unclosed.collapsed, "\(outer) \(middle) \(inner) unclosed")
      }
    }
  }

  @Test(arguments: 0..<20)
  func randomNesting_isAsLibxml2HasIt(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    for _ in 0..<100 {
      var html = ""
      for index in 0..<Int(random.next() % 40) {
        let tag = NestingTests.tags[Int(random.next() % UInt64(NestingTests.tags.count))]
        switch random.next() % 5 {
        case 0, 1: html += "<\(tag)>"
        case 2, 3: html += "</\(tag)>"
        default: html += " t\(index) "
        }
      }
      let result = try texts(html)
      #expect(result.judged == result.collapsed, "\(html)")
    }
  }

  /// A text that libxml2 never reports is on the page all the same.
  @Test func lettersThatGoMissing_loseNoText() throws {
    let html = "<p>one<table><tr>two<td>three</table>four<select><option>five</select>six"
    #expect(words(try texts(html).collapsed) == ["one", "two", "three", "four", "five", "six"])
  }
}
