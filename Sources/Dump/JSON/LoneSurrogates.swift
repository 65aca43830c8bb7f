import Bytes

/// A JSON text with `\ufffd` for each escape that is half of a surrogate pair, which a program writes that cuts a text within an
/// emoji.
func withoutLoneSurrogates(_ text: Span<UInt8>) -> [UInt8] {
  var whole: [UInt8] = []
  whole.reserveCapacity(text.count)
  var at = 0
  while at < text.count {
    var end = at + 1
    if text[at] == UInt8(ascii: "\\") {
      end = min(at + 2, text.count)
      if let unit = codeUnit(text, at), unit & 0xF800 == 0xD800 {
        let isPair = unit < 0xDC00 && codeUnit(text, at + 6).map { $0 & 0xFC00 == 0xDC00 } == true
        if !isPair {
          whole += "\\ufffd".utf8
          at += 6
          continue
        }
        end = at + 12
      }
    }
    for place in at..<end { whole.append(text[place]) }
    at = end
  }
  return whole
}

/// The value of the `\u` escape at `start`; nil where there is none.
private func codeUnit(_ text: Span<UInt8>, _ start: Int) -> UInt32? {
  guard start + 6 <= text.count, text[start] == UInt8(ascii: "\\"), text[start + 1] == UInt8(ascii: "u") else {
    return nil
  }
  let digits = text.extracting((start + 2)..<(start + 6))
  return UInt32(String(repairing: digits), radix: 16)
}
