import Bytes

/// The rules of a mail's own `<style>` elements that bear on whether and how text shows.
///
/// Rules are found by the hash of one class, id or element name of their last compound selector, so that matching an
/// element costs a look-up for each of its classes however long the sheet is.
struct StyleSheet: Sendable {
  /// One selector with its declarations.
  struct Rule: Sendable {
    var declarations: Declarations
    var specificity: Int
    var order: Int
    /// What else the element must be, besides the key that the rule is found by.
    var compound: Compound
    /// Compounds that ancestors or siblings must match, the nearest last.
    var context: [Compound]
  }

  var rules: [UInt64: [Rule]] = [:]
  /// The elements that rules are found by, or look for among the ancestors.
  private(set) var ruledTags = TagSet()
  /// Whether rules ask for a parent or a sibling, or concern any element, so that none may be passed over.
  private(set) var needsAllElements = false
  /// Whether rules ask what stands before an element.
  private(set) var needsSiblings = false
  /// Whether rules concern elements that have no attribute.
  private(set) var hasUniversalRules = false
  /// Attributes that rules ask for.
  private(set) var ruledAttributes: UInt32 = 0
  /// All that the rules declare.
  private(set) var declared: Style = []
  private(set) var count = 0
  /// Rules that were left out because there were too many.
  private(set) var dropped = 0

  /// More rules than this are left out; the largest newsletters have some hundreds.
  static let most = 4096
  /// Rules with the same key, other than repeats.
  static let mostPerKey = 64

  var isEmpty: Bool { count == 0 }
  /// One bit of 1 024 is set for each key; most classes of a mail are in no rule that is kept.
  private var filter = [UInt64](repeating: 0, count: 16)

  /// Whether a class or an id may be in a rule.
  func mayRule(_ key: UInt64) -> Bool { filter[Int(key >> 6 & 15)] >> (key & 63) & 1 == 1 }

  /// Adds a rule; a repeat of a selector with nothing else is merged into the first.
  mutating func add(_ compound: Compound, context: [Compound], _ declarations: Declarations) {
    let key = StyleSheet.key(compound)
    let order = count
    if let tag = compound.tag, compound.classes.isEmpty, compound.id == nil { ruledTags.insert(tag) }
    if key == StyleSheet.anyKey, compound.attributes.isEmpty {
      hasUniversalRules = true
      needsAllElements = true
    }
    note(compound)
    for other in context {
      if let tag = other.tag { ruledTags.insert(tag) }
      if other.link != .ancestor { needsAllElements = true }
      if other.link == .previous || other.link == .earlier { needsSiblings = true }
      note(other)
    }
    declared.formUnion(declarations.plain.union(declarations.important))
    if let last = rules[key]?.indices.last, let known = rules[key]?[last], known.compound == compound,
      known.context == context
    {
      rules[key]?[last].declarations.overlay(declarations)
      return
    }
    guard count < StyleSheet.most, (rules[key]?.count ?? 0) < StyleSheet.mostPerKey else {
      dropped += 1
      return
    }
    let specificity = context.reduce(compound.specificity) { $0 + $1.specificity }
    rules[key, default: []].append(
      Rule(
        declarations: declarations, specificity: specificity, order: order, compound: compound, context: context))
    count += 1
    filter[Int(key >> 6 & 15)] |= 1 << (key & 63)
  }

  /// Notes what a compound has to be told of elements.
  private mutating func note(_ compound: Compound) {
    for test in compound.attributes { ruledAttributes |= test.name.bit }
    if compound.isFirst {
      needsSiblings = true
      needsAllElements = true
    }
    for other in compound.negations { note(other) }
  }

  /// The key that a rule is filed under: its id, else its first class, else its element, else that of rules which any
  /// element with the right attributes obeys.
  private static func key(_ compound: Compound) -> UInt64 {
    if let id = compound.id { return id }
    if let first = compound.classes.first { return first }
    return compound.tag.map(key) ?? anyKey
  }

  /// The key of rules for any element.
  static let anyKey: UInt64 = 0

  static func key(_ tag: Tag) -> UInt64 { UInt64(tag.rawValue) + 1 }

  /// The hash of a class name. Classes and ids are compared by 64-bit hashes, classes in one half, ids in the other.
  static func classKey(_ name: Span<UInt8>) -> UInt64 { hash(name) | 1 << 63 }

  /// The hash of an id.
  static func idKey(_ name: Span<UInt8>) -> UInt64 { hash(name) & ~(1 << 63) | 1 << 62 }

  private static func hash(_ name: Span<UInt8>) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in name.indices { value = (value ^ UInt64(name[index])) &* 0x100_0000_01B3 }
    return value ^ value >> 29
  }
}
