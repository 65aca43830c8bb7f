import Bytes
import CXML2

/// What libxml2's callbacks work on: they get a pointer to it.
@safe
struct ParseSession: ~Copyable {
  var composer: Composer
  var context: htmlParserCtxtPtr?
  /// libxml2 hands out one pointer for one name: the tags found lately, by their names' pointers.
  private var knownNames = [UInt](repeating: 0, count: 64)
  private var knownTags = [Tag](repeating: .other, count: 64)

  init(composer: consuming Composer) {
    self.composer = composer
    unsafe context = nil
  }

  consuming func takeComposer() -> Composer { composer }

  /// `startElementSAXFunc`
  static func startElement(
    _ user: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard let session = unsafe session(user), let name = unsafe name else { return }
    let tag = unsafe session.pointee.tag(name)
    unsafe session.pointee.notePlace()
    unsafe session.pointee.composer.start(tag, note: noteNumber(attributes))
  }

  /// `endElementSAXFunc`
  static func endElement(_ user: UnsafeMutableRawPointer?) {
    guard let session = unsafe session(user) else { return }
    unsafe session.pointee.notePlace()
    unsafe session.pointee.composer.endElement()
  }

  /// `charactersSAXFunc`
  static func characters(_ user: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let session = unsafe session(user), let text = unsafe text, count > 0 else { return }
    let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(count)).span
    unsafe session.pointee.composer.text(bytes)
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

  /// The number in the one attribute that the mender writes, or -1.
  private static func noteNumber(_ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> Int {
    guard let attributes = unsafe attributes, let name = unsafe attributes[0], let value = unsafe attributes[1],
      unsafe name[0] == UInt8(ascii: "n")
    else { return -1 }
    var number = 0
    var at = 0
    while let digit = unsafe value[at].decimalValue {
      number = number * 10 + digit
      at += 1
    }
    return number
  }

  /// Tells the composer where the parser stands (`xmlByteConsumed`).
  private mutating func notePlace() {
    guard composer.keepsMarks, let context = unsafe context else { return }
    composer.place = Int32(clamping: unsafe xmlByteConsumed(context))
  }
}
