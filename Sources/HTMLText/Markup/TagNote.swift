import Bytes

/// What a start tag says beside its name, kept while libxml2 sees only the note's number.
struct TagNote: Sendable {
  /// The attributes that matter, as a range of `Notes.attributes`.
  var firstAttribute: Int32
  var attributeCount: Int32
  /// The `style` attribute, read.
  var style = Declarations()
  /// Where the tag's `<` stands in the source.
  var sourceOffset: Int32
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
  case checked, role, selected, open, dataMarker, smartMail, cite, label

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
    case 8 where name.isWord("selected"): self = .selected
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
    } else if name.isWord("open") {
      self = .open
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
    } else if name.isWord("label") {
      self = .label
    } else {
      return nil
    }
  }
}
