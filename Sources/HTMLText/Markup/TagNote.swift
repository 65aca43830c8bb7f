import Bytes

/// What a start tag says beside its name, kept while libxml2 sees only the name.
struct TagNote: Sendable {
  /// The attributes that matter, as a range of `MendedMarkup.attributes`.
  var firstAttribute: Int32
  var attributeCount: Int32
  /// The `style` attribute, read.
  var style = Declarations()
  /// Where the tag's `<` stands in the source.
  var sourceOffset: Int32
  /// For a reversed list, how many items it has.
  var itemCount: Int32 = 0
}

/// One attribute's value, as a range of the source, quotes taken off and references not yet decoded.
struct AttributeRange: Sendable {
  var kind: Attribute
  var start: Int32
  var count: Int32
}

/// The attributes that change what a reader sees or tell who wrote what.
enum Attribute: UInt8 {
  case `class`, id, href, alt, width, height, hidden, start, value, type, reversed, colspan, rowspan, align, name
  case checked, role, dataMarker, smartMail, cite

  /// The attribute of a name in any case, or nil for all others.
  init?(_ name: Span<UInt8>) {
    switch name.count {
    case 2 where name.isWord("id"): self = .id
    case 3 where name.isWord("alt"): self = .alt
    case 4: guard let kind = Attribute(fourLetters: name) else { return nil }; self = kind
    case 5: guard let kind = Attribute(fiveLetters: name) else { return nil }; self = kind
    case 6 where name.isWord("height"): self = .height
    case 6 where name.isWord("hidden"): self = .hidden
    case 7 where name.isWord("colspan"): self = .colspan
    case 7 where name.isWord("rowspan"): self = .rowspan
    case 7 where name.isWord("checked"): self = .checked
    case 8 where name.isWord("reversed"): self = .reversed
    case 11 where name.isWord("data-marker"): self = .dataMarker
    case 14 where name.isWord("data-smartmail"): self = .smartMail
    default: return nil
    }
  }

  private init?(fourLetters name: Span<UInt8>) {
    if name.isWord("href") {
      self = .href
    } else if name.isWord("type") {
      self = .type
    } else if name.isWord("name") {
      self = .name
    } else if name.isWord("role") {
      self = .role
    } else if name.isWord("cite") {
      self = .cite
    } else {
      return nil
    }
  }

  private init?(fiveLetters name: Span<UInt8>) {
    if name.isWord("class") {
      self = .class
    } else if name.isWord("width") {
      self = .width
    } else if name.isWord("start") {
      self = .start
    } else if name.isWord("value") {
      self = .value
    } else if name.isWord("align") {
      self = .align
    } else {
      return nil
    }
  }
}

extension Attribute {
  /// Whether the attribute can matter on an element; most of a newsletter's cannot.
  ///
  /// - Parameters:
  ///   - hasRules: Whether classes and ids may be in a style sheet.
  ///   - hasMarks: Whether it is asked who wrote what.
  func matters(on tag: Tag, value: Span<UInt8>, hasRules: Bool, hasMarks: Bool) -> Bool {
    switch self {
    case .class, .id: hasRules || hasMarks
    case .href: tag == .a
    case .alt: tag == .img || tag == .input
    case .width, .height: tag == .img
    case .hidden: true
    case .start, .reversed: tag == .ol
    case .value: tag == .li || tag == .input
    case .type: tag == .input || tag == .ol || tag == .ul || tag == .li || hasMarks && tag == .blockquote
    case .colspan, .rowspan: (tag == .td || tag == .th) && !value.isWord("1")
    case .align: (tag == .td || tag == .th) && value.isWord("right")
    case .checked: tag == .input
    case .role: tag == .table
    case .name, .dataMarker, .smartMail: hasMarks
    case .cite: hasMarks && tag == .blockquote
    }
  }
}
