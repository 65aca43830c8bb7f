import Bytes
import Foundation
import JSONText
import Testing

@Suite struct JSONWriterTests {
  @Test func nesting_isPutTogetherWithCommas() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("a", 1)
    writer.member("b", ["x", "y/z"])
    writer.key("c")
    writer.beginArray()
    writer.beginObject()
    writer.endObject()
    writer.null()
    writer.bool(true)
    writer.number(2.5)
    writer.number(Double.nan)
    writer.raw("[0]".utf8.span)
    writer.endArray()
    writer.endObject()
    #expect(writer.text == "{\"a\":1,\"b\":[\"x\",\"y/z\"],\"c\":[{},null,true,2.5,null,[0]]}")
  }

  @Test func indentation_putsEveryMemberOnItsLine() {
    var writer = JSONWriter(indentation: 2)
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.number(1)
    writer.endArray()
    writer.key("b")
    writer.beginObject()
    writer.endObject()
    writer.endObject()
    #expect(writer.text == "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}")
  }

  @Test func blocks_areClosedWhereTheyEnd() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.object("a") { writer in
      writer.object("b") { _ in }
      writer.array("c", of: [1, 2]) { writer, number in writer.number(number) }
    }
    writer.objects("d", of: ["x", "y"]) { writer, text in writer.member("e", text) }
    writer.array("f", of: [String]()) { writer, text in writer.string(text) }
    writer.endObject()
    #expect(writer.text == "{\"a\":{\"b\":{},\"c\":[1,2]},\"d\":[{\"e\":\"x\"},{\"e\":\"y\"}],\"f\":[]}")
  }

  /// Every byte below 128 and some beyond, written and read back by Foundation and by the scanner.
  @Test func strings_readBackTheSame() throws {
    let text = String(String.UnicodeScalarView((0..<128).compactMap { Unicode.Scalar($0) })) + "é日本😀\u{2028}"
    var writer = JSONWriter()
    writer.string(text)
    let decoded = try JSONDecoder().decode(String.self, from: Data(writer.text.utf8))
    #expect(decoded.utf8.elementsEqual(text.utf8))
    var scanner = JSONScanner(writer.span)
    _ = try scanner.next()
    var buffer = ByteBuffer()
    scanner.appendString(to: &buffer)
    let bytes = buffer.span.array()
    #expect(bytes == Array(text.utf8))
  }
}
