import Bytes

/// Finds a tag by its name and writes the name that libxml2 gets.
struct TagTable: Sendable {
  static let shared = TagTable()

  /// A name's first sixteen bytes in lower case, which tell all known names apart.
  struct Name: Hashable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var count = 0

    init(_ bytes: Span<UInt8>) {
      count = bytes.count
      for index in 0..<min(count, 8) { low |= UInt64(bytes[index] | 0x20) << UInt64(index * 8) }
      for index in 8..<max(8, min(count, 16)) { high |= UInt64(bytes[index] | 0x20) << UInt64(index * 8 - 64) }
    }

    /// A slot among 512.
    var slot: Int {
      let mixed = (low ^ high &* 31) &* 0x9E37_79B9_7F4A_7C15
      return Int(mixed >> 55)
    }
  }

  private struct Entry {
    var name: Name
    var tag: Tag
  }

  private var entries = [Entry?](repeating: nil, count: 512)
  private var written: [[UInt8]]

  private init() {
    written = Tag.allCases.map { Array(TagTable.writtenName($0).utf8) }
    for tag in Tag.allCases where tag != .other {
      add("\(tag)", tag)
      if TagTable.writtenName(tag).hasPrefix("x-") { add(TagTable.writtenName(tag), tag) }
    }
  }

  private mutating func add(_ text: String, _ tag: Tag) {
    let name = Name(text.utf8.span)
    var slot = name.slot
    while entries[slot] != nil { slot = (slot + 1) & 511 }
    entries[slot] = Entry(name: name, tag: tag)
  }

  /// The name under which libxml2 sees the tag.
  ///
  /// A link goes under a name of its own, because libxml2 would end it where a table begins, as HTML 4 had it, and mails
  /// put tables into links. What is preformatted goes as `pre`.
  private static func writtenName(_ tag: Tag) -> String {
    switch tag {
    case .other: "x"
    case .a: "x-a"
    case .xmp, .plaintext, .listing: "pre"
    case .textarea: "x-textarea"
    default: "\(tag)"
    }
  }

  /// The tag of a name in any case.
  func tag(_ bytes: Span<UInt8>) -> Tag {
    let name = Name(bytes)
    guard name.count <= 16 else { return .other }
    var slot = name.slot
    while let entry = entries[slot] {
      if entry.name == name { return entry.tag }
      slot = (slot + 1) & 511
    }
    return .other
  }

  /// Writes the tag's name as libxml2 gets it.
  func write(_ tag: Tag, into output: inout ByteBuffer) {
    let name = written[Int(tag.rawValue)]
    output.append(name.span)
  }
}
