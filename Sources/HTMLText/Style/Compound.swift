import Bytes

extension StyleSheet {
  /// `td.a.b#c`: all must hold.
  struct Compound: Sendable, Hashable {
    /// What the element that a compound tells is to the element of the next one.
    enum Link: Sendable {
      case ancestor, parent, previous, earlier
    }

    var tag: Tag?
    var classes: [UInt64] = []
    var id: UInt64?
    var attributes: [AttributeTest] = []
    /// What it must not be: `:not(…)`.
    var negations: [Compound] = []
    /// Whether nothing may stand before it in its parent: `:first-child`.
    var isFirst = false
    var link = Link.ancestor

    /// Whether any element is one.
    var isUniversal: Bool { tag == nil && isBare }
    /// Whether its element's name, if it has one, is all that it asks for.
    var isBare: Bool { classes.isEmpty && id == nil && attributes.isEmpty && negations.isEmpty && !isFirst }
    var specificity: Int {
      let own = (id == nil ? 0 : 10_000) + (classes.count + attributes.count + (isFirst ? 1 : 0)) * 100
      return own + (tag == nil ? 0 : 1) + (negations.map(\.specificity).max() ?? 0)
    }
  }
}
