import CByteScan
import Testing

@testable import CSV

/// Each kernel beside the plainest code that does the same, over texts that put everything on every border.
@Suite struct KernelTests {
  /// Text of few, special bytes: what random text never has.
  static func text(_ dice: inout Dice, _ length: Int) -> [UInt8] {
    let alphabet = Array("aaaa,,\"\"\n\r é".utf8)
    return (0..<length).map { _ in alphabet[dice.roll(alphabet.count)] }
  }

  @Test(arguments: kernels)
  func unescape_takesEachSecondQuoteOut(_ kernel: Kernel) {
    var dice = Dice(11)
    for length in 0..<300 {
      let plain = (0..<length).map { _ in UInt8(dice.roll(3) == 0 ? 0x22 : 0x61 + dice.roll(20)) }
      let escaped = plain.flatMap { $0 == 0x22 ? [$0, $0] : [$0] }
      var target = [UInt8](repeating: 0xEE, count: escaped.count + 8)
      let count = unsafe nf_csv_unescape(kernel.level, &target, escaped, escaped.count, 0x22)
      #expect(Array(target[..<count]) == plain)
      #expect(target[escaped.count...].allSatisfy { $0 == 0xEE }, "wrote behind \(escaped.count) bytes")
    }
  }

  @Test(arguments: kernels)
  func put_quotesWhatMustBe(_ kernel: Kernel) {
    var dice = Dice(12)
    for round in 0..<2000 {
      var field = (0..<dice.roll(200)).map { _ in UInt8(0x61 + dice.roll(20)) }
      if !field.isEmpty, round % 3 > 0 {
        for _ in 0..<1 + dice.roll(3) { field[dice.roll(field.count)] = Array(",\"\n\r".utf8)[dice.roll(4)] }
      }
      let must = field.contains { [0x2C, 0x22, 0x0A, 0x0D].contains($0) } || round % 7 == 0
      let doubled = field.flatMap { $0 == 0x22 ? [$0, $0] : [$0] }
      var target = [UInt8](repeating: 0, count: field.count * 2 + 2 + Int(NF_PADDING))
      let count = unsafe nf_csv_put(kernel.level, &target, field, field.count, 0x2C, 0x22, round % 7 == 0)
      #expect(Array(target[..<count]) == (must ? [0x22] + doubled + [0x22] : field))
    }
  }

  @Test(arguments: kernels)
  func validPrefix_endsAtTheFirstBrokenByte(_ kernel: Kernel) {
    var dice = Dice(13)
    let characters = ["a", "é", "ࠀ", "퟿", "", "￿", "𐀀", "\u{10FFFF}", "😀", "bcdefgh"].map { Array($0.utf8) }
    let broken: [[UInt8]] = [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
      [0xF8, 0x88, 0x80, 0x80, 0x80],
    ]
    for round in 0..<6000 {
      var text = (0..<dice.roll(120)).flatMap { _ in characters[dice.roll(round % 3 == 0 ? 10 : 2)] }
      let good = text.count
      if round % 5 > 0 {
        text += broken[dice.roll(broken.count)]
        if round % 2 == 0 { text += (0..<dice.roll(200)).map { _ in 0x61 } }
      }
      let expected = round % 5 > 0 ? good : text.count
      let found = unsafe nf_utf8_valid_prefix(kernel.level, text, text.count)
      #expect(found == expected, "\(text.map { String($0, radix: 16) }.joined(separator: " "))")
    }
  }

  @Test func lineFeeds_areCounted() {
    var dice = Dice(14)
    for length in 0..<300 {
      let text = KernelTests.text(&dice, length)
      #expect(unsafe nf_count_line_feeds(text, text.count) == text.count { $0 == 0x0A })
    }
  }

  /// All kernels find the same index, or the same violation, whatever the text and wherever it is cut.
  @Test func index_isTheSameOnAllKernels() {
    var dice = Dice(15)
    for round in 0..<3000 {
      let text = round % 2 == 0 ? KernelTests.text(&dice, dice.roll(400)) : KernelTests.wellFormed(&dice)
      let cut = dice.roll(text.count / 64 + 1) * 64
      let results = kernels.map { KernelTests.index(text, cut, $0) }
      for result in results {
        #expect(result == results[0], "\(String(decoding: text, as: UTF8.self).debugDescription)")
      }
    }
  }

  static func wellFormed(_ dice: inout Dice) -> [UInt8] {
    (0..<dice.roll(60)).flatMap { _ -> [UInt8] in
      let field = (0..<dice.roll(20)).map { _ in UInt8(0x61 + dice.roll(20)) }
      let quoted: [UInt8] = [0x22] + field + (dice.roll(3) == 0 ? [0x22, 0x22, 0x2C, 0x0A, 0x0D] : []) + [0x22]
      return (dice.roll(2) == 0 ? field : quoted) + [[0x2C], [0x0A], [0x0D, 0x0A]][dice.roll(3)]
    }
  }

  private static func index(_ text: [UInt8], _ cut: Int, _ kernel: Kernel) -> [UInt64] {
    var dialect = nf_csv_dialect(delimiter: 0x2C, quote: 0x22, has_quote: true, crlf_only: false)
    var state = nf_csv_state()
    state.at_start = 1
    let padded = text + [UInt8](repeating: 0, count: Int(NF_PADDING))
    var fields = [UInt32](repeating: 0, count: text.count + 64)
    var records = [UInt32](repeating: 0, count: text.count + 64)
    var result = unsafe nf_csv_index(kernel.level, &dialect, &state, padded, 0, cut, &fields, 0, &records, 0)
    if !result.violation {
      result = unsafe nf_csv_index(
        kernel.level, &dialect, &state, padded, cut, text.count, &fields, result.field_count, &records,
        result.record_count)
    }
    var summary: [UInt64] = [UInt64(result.consumed), result.line_feeds, result.violation ? 1 : 0]
    summary += [result.saw_nul ? 1 : 0, result.saw_non_ascii ? 1 : 0]
    summary += [state.in_quote, state.after_quote, state.after_return, state.at_start, state.escaped]
    summary += fields[..<result.field_count].map(UInt64.init)
    return summary + records[..<result.record_count].map(UInt64.init)
  }
}
