import Bytes
import CXML2

/// What libxml2's callbacks work on: they get a pointer to it.
///
/// libxml2 tells in which order elements begin and end; what they are comes from the tokens. Were it to leave out or to add
/// an element, the tokens would be found again at the next text; no text is ever left out.
@safe
struct ParseSession: ~Copyable {
  private var composer: Composer
  /// The parser, while it runs.
  var context: htmlParserCtxtPtr?
  private let tokens: [MarkupToken]
  private var next = 0
  /// libxml2 hands out one pointer for one name: the tags found lately, by their names' pointers.
  private var knownNames = [UInt](repeating: 0, count: 64)
  private var knownTags = [Tag](repeating: .other, count: 64)

  init(composer: consuming Composer, tokens: [MarkupToken]) {
    self.composer = composer
    self.tokens = tokens
    unsafe context = nil
  }

  consuming func takeComposer() -> Composer { composer }

  /// `startElementSAXFunc`
  static func startElement(_ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) {
    guard let session = unsafe session(user), let name = unsafe name else { return }
    let tag = unsafe session.pointee.tag(name)
    unsafe session.pointee.start(tag)
    unsafe session.pointee.stopIfTooDeep()
  }

  /// `endElementSAXFunc`
  static func endElement(_ user: UnsafeMutableRawPointer?) {
    guard let session = unsafe session(user) else { return }
    unsafe session.pointee.composer.endElement()
  }

  /// `charactersSAXFunc`
  static func characters(_ user: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let session = unsafe session(user), let text = unsafe text else { return }
    for index in 0..<Int(count) { unsafe session.pointee.takeContent(letter: text[index]) }
  }

  /// What is nested too deep is read anew; going on would only make libxml2 search its deep stack for every end tag
  /// (`xmlStopParser`).
  private func stopIfTooDeep() {
    if composer.isTooDeep, let context = unsafe context { unsafe xmlStopParser(context) }
  }

  private static func session(_ user: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<ParseSession>? {
    unsafe user?.assumingMemoryBound(to: ParseSession.self)
  }

  private mutating func tag(_ name: UnsafePointer<xmlChar>) -> Tag {
    let address = UInt(bitPattern: name)
    let slot = Int(truncatingIfNeeded: address >> 2 & 63)
    if knownNames[slot] == address { return knownTags[slot] }
    let tag = unsafe TagTable.shared.tag(UnsafeBufferPointer(start: name, count: strlen(name)).span)
    knownNames[slot] = address
    knownTags[slot] = tag
    return tag
  }

  /// An element begins: the next token, or, were one left out, the next of its kind before any text; else one without a note.
  private mutating func start(_ tag: Tag) {
    var index = next
    while index < tokens.count, tokens[index].kind == .startTag {
      if tokens[index].tag == tag {
        composer.start(tag, note: Int(tokens[index].note))
        next = index + 1
        return
      }
      index += 1
    }
    composer.start(tag, note: -1)
  }

  /// Takes texts and void elements up to the one that a letter stands for, which is the first of them.
  private mutating func takeContent(letter: UInt8) {
    while next < tokens.count {
      let index = next
      takeOne()
      if tokens[index].kind != .startTag, MarkupToken.letter(index) == letter { return }
    }
  }

  /// Takes a text, a void element, or a plain element with all that is in it; passes over a start tag.
  private mutating func takeOne() {
    var depth = 0
    repeat {
      let token = tokens[next]
      next += 1
      switch token.kind {
      case .startTag: break
      case .element:
        composer.start(token.tag, note: Int(token.note))
        depth += 1
      case .endOfElement:
        composer.endElement()
        depth -= 1
      case .void, .text, .rawText: composer.take(token)
      }
    } while depth > 0 && next < tokens.count
  }

  /// Takes what is left at the end, which is nothing unless libxml2 left it out.
  mutating func finish() {
    while next < tokens.count { takeOne() }
  }
}
