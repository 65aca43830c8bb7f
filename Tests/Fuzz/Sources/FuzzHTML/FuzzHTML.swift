import Bytes
import HTMLText

/// libFuzzer's entry: the first byte chooses the options, the rest is a mail's HTML or, where it says so, plain text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count >= 1 else { return 0 }
  let mail = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  let choice = Choice(start[0])
  choice.isPlain ? choice.checkPlain(mail) : choice.checkMarkup(mail)
  return 0
}

/// One way of reading a mail.
struct Choice {
  var options = TextOptions()
  var isPlain: Bool

  init(_ byte: UInt8) {
    options.links = TextOptions.Links.allCases[Int(byte & 3) % 3]
    options.headings = byte & 4 != 0 ? .underlined : .plain
    options.marksEmphasis = byte & 8 != 0
    options.keepsHidden = byte & 16 != 0
    options.width = byte & 32 != 0 ? 40 : nil
    if byte & 64 != 0 { options.maximumDepth = 12 }
    isPlain = byte & 128 != 0
  }

  /// The text is valid UTF-8, and the split has every word of it, in order.
  func checkMarkup(_ mail: [UInt8]) {
    do {
      let text = try HTMLText.text(mail.span, options: options)
      precondition(UTF8Check.firstInvalidOffset(in: text.span) == nil, "the text is not UTF-8")
      check(try MailSplitter.split(mail.span, options: options), holds: text)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  func checkPlain(_ mail: [UInt8]) {
    let format = PlainText.Format.flowed(deletesSpace: options.marksEmphasis)
    var text = ByteBuffer()
    do {
      try PlainText.convert(mail.span, format: format, options: options, into: &text)
      precondition(UTF8Check.firstInvalidOffset(in: text.span) == nil, "the text is not UTF-8")
      check(try MailSplitter.splitPlain(mail.span, format: format, options: options), holds: text.span.array())
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// White space and marks of quotation differ between a text and its parts, nothing else.
  private func check(_ split: SplitMail, holds text: [UInt8]) {
    var parts: [UInt8] = []
    for part in split.parts {
      precondition(UTF8Check.firstInvalidOffset(in: part.text.span) == nil, "a part is not UTF-8")
      precondition(part.confidence >= 0 && part.confidence <= 1)
      parts += part.text
    }
    precondition(Choice.visible(parts) == Choice.visible(text), "the split lost something")
  }

  private static func visible(_ text: [UInt8]) -> [UInt8] { text.filter { $0 > 0x20 && $0 != UInt8(ascii: ">") } }
}
