import Bytes

/// A schema's fields, nested ones too, as a flat table that a check walks without touching text or reference counts.
public final class SchemaPlan: Sendable {
  enum Shape: UInt8, Sendable {
    case string, integer, number, boolean, date, timestamp, object, list
  }

  /// One field. The members of an object, or the item of a list, are the nodes `children`.
  struct Node: Sendable {
    var shape: Shape
    var isRequired: Bool
    var isOpen = false
    /// Whether a text must keep to a rule, a greatest length or a list of values.
    var limitsText: Bool
    /// The fewest characters of a text; 0 for no limit.
    var leastLength: Int
    var limitsNumber: Bool
    var isSorted: Bool
    var isUnique: Bool
    var isReference: Bool
    var isSameInEveryRow: Bool
    var children = 0..<0
    /// The node that makes this one required by having a value, or -1.
    var companion = -1
  }

  let nodes: [Node]
  /// The fields as they were declared, one for each node.
  public let fields: [Field]
  /// The fields' names behind each other, and where each node's stands: an array for each name would cost a reference
  /// count for each key that is looked up.
  private let keyBytes: [UInt8]
  private let keyRanges: [Range<Int>]
  /// The fields' full names, one for each node: `message.is_inbound`, `message.recipients[]`.
  public let paths: [String]
  /// The number of fields that are not within another; they are the first nodes.
  public let fieldCount: Int
  /// The node whose value must not fall from row to row, if there is one.
  let sortedNode: Int?
  /// Whether a field's presence hangs on another's.
  let hasCompanions: Bool

  /// Lays out the fields of a schema.
  public convenience init(_ schema: FileSchema) {
    self.init(schema.fields)
  }

  /// Lays out some fields.
  public init(_ declared: [Field]) {
    var fields = declared
    var paths = declared.map(\.name)
    var nodes = SchemaPlan.nodes(declared, offset: 0)
    var next = 0
    while next < nodes.count {
      let children = fields[next].children
      nodes[next].children = nodes.count..<(nodes.count + children.count)
      let path = paths[next]
      paths += children.map { fields[next].isList ? path + "[]" : path.isEmpty ? $0.name : "\(path).\($0.name)" }
      nodes += SchemaPlan.nodes(children, offset: nodes.count)
      fields += children
      next += 1
    }
    self.nodes = nodes
    self.fields = fields
    self.paths = paths
    keyBytes = fields.flatMap { Array($0.name.utf8) }
    var end = 0
    keyRanges = fields.map { field in
      defer { end += field.name.utf8.count }
      return end..<(end + field.name.utf8.count)
    }
    fieldCount = declared.count
    sortedNode = nodes.firstIndex { $0.isSorted }
    hasCompanions = nodes.prefix(declared.count).contains { $0.companion >= 0 }
  }

  /// A field's full name, or what stands for it where the item itself is meant.
  func label(_ node: Int) -> String {
    paths[node].isEmpty ? "the item" : paths[node]
  }

  private func isKey(_ key: Span<UInt8>, _ node: Int) -> Bool {
    let all = keyBytes
    let range = keyRanges[node]
    return range.count == key.count && all.span.extracting(range).isEqual(to: key)
  }

  private static func nodes(_ siblings: [Field], offset: Int) -> [Node] {
    precondition(siblings.count <= 64, "an object of more than 64 declared members")
    return siblings.map { field in
      var node = Node(field)
      if case .requiredWith(let name) = field.presence, let place = siblings.firstIndex(where: { $0.name == name }) {
        node.companion = offset + place
      }
      return node
    }
  }

  /// The node of an object's member with this key; `guess` is tried first, as files keep to one order.
  func member(_ key: Span<UInt8>, of parent: Int, guess: Int) -> Int? {
    let children = nodes[parent].children
    if children.contains(guess), isKey(key, guess) { return guess }
    for child in children where isKey(key, child) { return child }
    return nil
  }
}

extension SchemaPlan.Node {
  /// Whether a text has so few bytes that its characters must be counted; one has at most four.
  @inline(__always)
  func isTooShortPerhaps(_ text: Span<UInt8>) -> Bool {
    leastLength == 1 ? text.isEmpty : text.count < 4 * leastLength
  }

  fileprivate init(_ field: Field) {
    let constraints = field.constraints
    shape =
      switch field.type {
      case .string: .string
      case .integer: .integer
      case .number: .number
      case .boolean: .boolean
      case .date: .date
      case .timestamp: .timestamp
      case .object: .object
      case .list: .list
      }
    if case .object(_, let open) = field.type { isOpen = open }
    isRequired = field.isRequired
    limitsText = constraints.text != nil || constraints.maxLength != nil || constraints.values != nil
    leastLength = constraints.minLength ?? 0
    limitsNumber = constraints.minimum != nil || constraints.maximum != nil
    isSorted = constraints.isSorted
    isUnique = constraints.isUnique
    isReference = constraints.references != nil
    isSameInEveryRow = constraints.isSameInEveryRow
  }
}

extension Field {
  /// An object's members, or a list's item.
  var children: [Field] {
    switch type {
    case .object(let members, _): members
    case .list(let item): [item]
    default: []
    }
  }

  var isList: Bool {
    if case .list = type { true } else { false }
  }
}
