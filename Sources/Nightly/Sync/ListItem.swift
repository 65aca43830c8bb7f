import Bytes
import JSONText
import Sedric

/// One affiliate or property.
struct ListItem: Sendable {
  /// What tells it from others; an id that begins with `url:` is an address in its common form.
  let key: [UInt8]
  /// The object as it is written.
  let json: [UInt8]
  /// Its members in order, each value as JSON in one spelling.
  let fields: [ListField]
  /// Where it comes from, for messages: `affiliates.csv line 12`.
  var place = ""

  /// Reads an object; nil for one that no list has.
  init?(_ kind: FileKind, _ json: [UInt8]) {
    guard let fields = ListField.fields(of: json) else { return nil }
    self.json = json
    self.fields = fields
    func text(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.text }
    if kind == .affiliates {
      guard let id = text("external_affiliate_id") else { return nil }
      key = id
    } else if let id = text("external_property_id"), !id.isEmpty {
      key = id
    } else {
      guard let url = text("url") else { return nil }
      key = Array("url:".utf8) + WebAddressKey(url.span).bytes
    }
  }

  /// A member's text; nil where it is missing or no text.
  func text(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.text }

  /// The texts of a member that is a list of them, or the one text that it is.
  func texts(_ name: String) -> [[UInt8]] {
    guard let field = fields.first(where: { $0.name == name }) else { return [] }
    return field.text.map { [$0] } ?? field.items
  }

  /// What a person knows it by: the id, or the address where it has none.
  var name: String {
    String(decoding: key.starts(with: "url:".utf8) ? text("url") ?? key : key, as: UTF8.self)
  }
}

/// A member of an object of a list.
public struct ListField: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its value as compact JSON, strings escaped in one way only.
  public let value: String
  /// The text that it is.
  let text: [UInt8]?
  /// The texts of the list that it is.
  let items: [[UInt8]]

  /// The members of an object; nil for text that is no JSON object.
  static func fields(of json: [UInt8]) -> [ListField]? {
    var scanner = JSONScanner(json.span)
    var fields: [ListField] = []
    do throws(JSONError) {
      guard try scanner.next() == .objectStart else { return nil }
      while true {
        switch try scanner.next() {
        case .key:
          var name = ByteBuffer()
          scanner.appendString(to: &name)
          fields.append(try field(String(repairing: name.span), &scanner))
        default: return fields
        }
      }
    } catch {
      return nil
    }
  }

  private static func field(_ name: String, _ scanner: inout JSONScanner) throws(JSONError) -> ListField {
    var value = JSONWriter()
    var texts: [[UInt8]] = []
    let first = try scanner.next()
    try copy(first, from: &scanner, to: &value, &texts)
    return ListField(
      name: name, value: value.text, text: first == .string ? texts.first : nil,
      items: first == .arrayStart ? texts : [])
  }

  private static func copy(
    _ token: JSONToken, from scanner: inout JSONScanner, to writer: inout JSONWriter, _ texts: inout [[UInt8]]
  ) throws(JSONError) {
    switch token {
    case .string:
      var text = ByteBuffer()
      scanner.appendString(to: &text)
      writer.string(text.span)
      texts.append(text.span.array())
    case .objectStart, .arrayStart:
      token == .objectStart ? writer.beginObject() : writer.beginArray()
      while true {
        let next = try scanner.next()
        if next == .objectEnd || next == .arrayEnd { break }
        try copy(next, from: &scanner, to: &writer, &texts)
      }
      token == .objectStart ? writer.endObject() : writer.endArray()
    case .key:
      var name = ByteBuffer()
      scanner.appendString(to: &name)
      writer.key(name.span)
    default: writer.raw(scanner.tokenBytes)
    }
  }
}
