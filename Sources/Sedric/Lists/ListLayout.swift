import Bytes

/// How the objects of a list stand in their file.
public enum ListLayout: String, CaseIterable, Sendable {
  /// A JSON array, an object a line.
  case array
  /// The one object by itself, for lists that never have more.
  case object
  /// JSON Lines: an object a line, and nothing else.
  case jsonLines = "json-lines"

  /// A file with these objects; nil where the layout has no room for them.
  public func file(_ items: [[UInt8]]) -> [UInt8]? {
    var file = ByteBuffer(capacity: items.reduce(16) { $0 + $1.count + 4 })
    switch self {
    case .array:
      file.append(UInt8(ascii: "["))
      for (place, item) in items.enumerated() {
        file.append(place > 0 ? ",\n  " : "\n  ")
        file.append(item.span)
      }
      file.append(items.isEmpty ? "]\n" : "\n]\n")
    case .object, .jsonLines:
      if self == .object, items.count != 1 { return nil }
      for item in items {
        file.append(item.span)
        file.append(0x0A)
      }
    }
    return file.span.array()
  }
}
