/// Phrases to be looked for together, in one walk over a text.
struct PhraseSet: Sendable {
  /// The phrases, those with the same first byte together.
  let all: [[UInt8]]
  /// For each byte, the first of the phrases that begin with it or a higher one.
  private let firsts: [UInt16]

  /// Phrases separated by `|`.
  init(_ text: String) {
    let phrases = text.split(separator: "|").map { Array($0.utf8) }.filter { !$0.isEmpty }
    all = (0...255).flatMap { byte in phrases.filter { Int($0[0]) == byte } }
    firsts = (0...256).map { byte in UInt16(phrases.count { Int($0[0]) < byte }) }
  }

  private func candidates(_ byte: UInt8) -> Range<Int> { Int(firsts[Int(byte)])..<Int(firsts[Int(byte) + 1]) }

  /// Where a phrase first stands in a text; as a word, one of ASCII letters has none of them beside it.
  func place(in text: [UInt8], asWord: Bool = false) -> Int? {
    for at in text.indices {
      for index in candidates(text[at]) where PhraseSet.stands(all[index], in: text, at: at) {
        if !asWord || PhraseSet.isWord(all[index], in: text, at: at) { return at }
      }
    }
    return nil
  }

  /// Whether a text begins with a phrase.
  func begins(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    return candidates(first).contains { PhraseSet.stands(all[$0], in: text, at: 0) }
  }

  /// Whether a text is one of the phrases.
  func contains(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    return candidates(first).contains { all[$0].count == text.count && text.elementsEqual(all[$0]) }
  }

  private static func stands(_ phrase: [UInt8], in text: [UInt8], at place: Int) -> Bool {
    guard place + phrase.count <= text.count else { return false }
    for index in phrase.indices where text[place + index] != phrase[index] { return false }
    return true
  }

  private static func isWord(_ phrase: [UInt8], in text: [UInt8], at place: Int) -> Bool {
    let end = place + phrase.count
    let isBounded = !phrase[0].isLetter || place == 0 || !text[place - 1].isAlphanumeric
    return isBounded && (end == text.count || !text[end].isLetter)
  }
}
