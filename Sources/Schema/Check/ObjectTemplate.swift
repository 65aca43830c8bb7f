import Bytes
import JSONText

/// An object as one writer writes it: what stands before, between and behind its values.
///
/// The next object of the same writer mostly has the same text there, so that its keys are compared all at once and only
/// its values are looked at.
final class ObjectTemplate: Sendable {
  /// A value: the text before it, up to `end` in `text`, and the node that it is judged by.
  struct Part: Sendable {
    let end: Int
    let node: Int
  }

  private let text: [UInt8]
  let parts: [Part]

  /// Learns from an object that was found to be good; nil where it has a key that the plan does not know.
  init?(_ object: Span<UInt8>, node: Int, plan: SchemaPlan) {
    var scanner = JSONScanner(object, checksKeys: false, isValidUTF8: true)
    var text: [UInt8] = []
    var parts: [Part] = []
    var passed = 0
    do {
      guard try scanner.next() == .objectStart else { return nil }
      while try scanner.next() == .key {
        guard !scanner.hasEscapes, let member = plan.member(scanner.stringContents, of: node, guess: node) else {
          return nil
        }
        let token = try scanner.next()
        text += scanner.slice(passed, scanner.tokenStart).array()
        try scanner.skip(token)
        passed = scanner.offset
        parts.append(Part(end: text.count, node: member))
      }
    } catch {
      return nil
    }
    self.text = text + object.extracting(passed...).array()
    self.parts = parts
  }

  /// The number of bytes behind the last value.
  var tailCount: Int { text.count - (parts.last?.end ?? 0) }

  /// Whether the text before value `part`, or behind the last one, stands at `place`.
  func hasText(_ part: Int, in object: Span<UInt8>, at place: Int) -> Bool {
    let range = (part == 0 ? 0 : parts[part - 1].end)..<(part == parts.count ? text.count : parts[part].end)
    guard place + range.count <= object.count else { return false }
    let text = text
    return object.extracting(place..<(place + range.count)).isEqual(to: text.span.extracting(range))
  }

  /// The length of the text before value `part`.
  func textCount(_ part: Int) -> Int {
    parts[part].end - (part == 0 ? 0 : parts[part - 1].end)
  }
}
