import Bytes
import HTMLText
import Testing

@Suite struct ConvertTests {
  @Test(arguments: [
    ("<p>Hello <b>world</b></p><p>Second</p>", "Hello world\n\nSecond")
  ])
  func html_becomesText(_ html: String, _ expected: String) throws {
    let text = try HTMLText.text(html.utf8.span)
    #expect(String(decoding: text, as: UTF8.self) == expected)
  }
}
