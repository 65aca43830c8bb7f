public import Bytes
import Delivery

/// A folder's name on the server with the day in it: `voice/{yyyy}/{MM}/{dd}`.
///
/// The letters are `{yyyy}`, `{MM}`, `{dd}` and `{HH}`, of the delivery's beginning in UTC.
public struct FolderTemplate: Hashable, Sendable {
  private let text: String

  /// Reads a template; nil where it has other braces than these, or leads out of the destination's folder.
  public init?(_ text: String) {
    self.text = text
    let sample = FolderTemplate.filled(text, CivilTime(Timestamp(seconds: 0)))
    if sample.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) { return nil }
    if !sample.isEmpty, !SlashPath.isContained(sample) { return nil }
  }

  /// The folder at a time.
  public func folder(at time: Timestamp) -> String { FolderTemplate.filled(text, CivilTime(time)) }

  private static func filled(_ text: String, _ time: CivilTime) -> String {
    var rest = text[...]
    var filled = ""
    let parts = [("{yyyy}", time.year, 4), ("{MM}", time.month, 2), ("{dd}", time.day, 2), ("{HH}", time.hour, 2)]
    while !rest.isEmpty {
      if let part = parts.first(where: { rest.utf8.starts(with: $0.0.utf8) }) {
        let digits = String(part.1)
        filled += String(repeating: "0", count: max(0, part.2 - digits.utf8.count)) + digits
        rest = rest.dropFirst(part.0.count)
      } else {
        filled.unicodeScalars.append(rest.unicodeScalars.removeFirst())
      }
    }
    return filled
  }
}
