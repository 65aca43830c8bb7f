/// A text of a message and what it is written in.
public struct MailText: Sendable {
  /// Whether it is HTML, else plain text.
  public let isHTML: Bool
  /// The text.
  public let part: MailPart
}

/// Where a message's texts stand, by the paths that libgmime gives its parts: `2.1` is the first part of the second.
struct MailStructure {
  private var attached: [String] = []
  private var alternatives: [(path: String, hasPlain: Bool)] = []
  private var paths: [String] = []
  /// The texts in their order.
  private(set) var texts: [MailText] = []

  mutating func sawMessage(_ path: String) { attached.append(path) }

  /// Notes that a part is one of some alternatives.
  mutating func sawAlternative(above path: String) {
    let outer = path.lastIndex(of: ".").map { String(path[..<$0]) } ?? ""
    if !alternatives.contains(where: { $0.path == outer }) { alternatives.append((outer, false)) }
  }

  mutating func sawText(_ path: String, isHTML: Bool, _ part: MailPart) {
    if !isHTML {
      for place in alternatives.indices where MailStructure.isIn(path, alternatives[place].path) {
        alternatives[place].hasPlain = true
      }
    }
    paths.append(path)
    texts.append(MailText(isHTML: isHTML, part: part))
  }

  /// Whether a part belongs to an attached message.
  func isAttached(_ path: String) -> Bool { attached.contains { MailStructure.isIn(path, $0) } }

  /// Whether plain text stands outside alternatives.
  var hasPlainAlone: Bool {
    texts.indices.contains { place in
      !texts[place].isHTML && !alternatives.contains { MailStructure.isIn(paths[place], $0.path) }
    }
  }

  /// Plain texts, and HTML that no plain text is an alternative to, where there are both.
  var mixture: [MailText] {
    let kept = texts.indices.filter { place in
      !texts[place].isHTML || !alternatives.contains { $0.hasPlain && MailStructure.isIn(paths[place], $0.path) }
    }
    let mixture = kept.map { texts[$0] }
    return mixture.contains(where: \.isHTML) && mixture.contains { !$0.isHTML } ? mixture : []
  }

  private static func isIn(_ path: String, _ outer: String) -> Bool { outer.isEmpty || path.hasPrefix("\(outer).") }
}
