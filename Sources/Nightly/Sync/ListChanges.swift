import Bytes
import Sedric

/// What differs between a list and its next version.
public struct ListChanges: Sendable {
  /// An object that is new or gone.
  public struct Entry: Hashable, Sendable {
    /// The id, or the address where it has none.
    public var name: String
    /// What it says.
    public var fields: [ListField]
  }

  /// A field that says something else.
  public struct FieldChange: Hashable, Sendable {
    /// The field's name.
    public var field: String
    /// The JSON before; nil where it was not there.
    public var before: String?
    /// The JSON now; nil where it is gone.
    public var after: String?
  }

  /// The file kind.
  public var kind: String
  /// How many objects there were.
  public var before: Int
  /// How many there are.
  public var after: Int
  /// New objects.
  public var added: [Entry] = []
  /// Objects that are gone.
  public var removed: [Entry] = []
  /// Objects that say something else, with each such field.
  public var changed: [(name: String, fields: [FieldChange])] = []

  /// Whether both say the same, in whatever order.
  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  /// Compares two versions. Objects are the same by their ids, and properties that got or lost an id by their address.
  init(_ kind: FileKind, from old: [ListItem], to new: [ListItem]) {
    self.kind = kind.rawValue
    let before = ListChanges.distinct(old)
    let after = ListChanges.distinct(new)
    self.before = before.count
    self.after = after.count
    let known = Dictionary(before.map { ($0.key, $0) }) { first, _ in first }
    var kept: Set<[UInt8]> = []
    var unmatched: [ListItem] = []
    for item in after {
      if let earlier = known[item.key] {
        kept.insert(item.key)
        note(item, earlier)
      } else {
        unmatched.append(item)
      }
    }
    var byAddress = Dictionary(
      before.filter { !kept.contains($0.key) }.compactMap { item in item.address(kind).map { ($0, item) } }
    ) { first, _ in first }
    for item in unmatched {
      if let address = item.address(kind), let earlier = byAddress.removeValue(forKey: address) {
        kept.insert(earlier.key)
        note(item, earlier)
      } else {
        added.append(Entry(name: item.name, fields: item.fields))
      }
    }
    removed = before.filter { !kept.contains($0.key) }.map { Entry(name: $0.name, fields: $0.fields) }
  }

  /// The items without those that stand in a second file as well.
  private static func distinct(_ items: [ListItem]) -> [ListItem] {
    var seen: Set<[UInt8]> = []
    return items.filter { seen.insert($0.key).inserted }
  }

  private mutating func note(_ item: ListItem, _ earlier: ListItem) {
    var fields: [FieldChange] = []
    for field in item.fields {
      let before = earlier.fields.first { $0.name == field.name }?.value
      if before?.utf8.elementsEqual(field.value.utf8) != true {
        fields.append(FieldChange(field: field.name, before: before, after: field.value))
      }
    }
    for field in earlier.fields where !item.fields.contains(where: { $0.name == field.name }) {
      fields.append(FieldChange(field: field.name, before: field.value, after: nil))
    }
    if !fields.isEmpty { changed.append((item.name, fields)) }
  }
}

extension ListItem {
  /// A property's address in the form that all its spellings share.
  fileprivate func address(_ kind: FileKind) -> WebAddressKey? {
    kind == .properties ? text("url").map { WebAddressKey($0.span) } : nil
  }
}

extension RejectLimit {
  /// Whether more than this much of a list vanishes with `changes`.
  func isExceeded(by changes: ListChanges) -> Bool {
    changes.before > 0 && !changes.removed.isEmpty && isExceeded(rejected: changes.removed.count, read: changes.before)
  }
}
