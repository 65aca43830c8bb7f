/// One field of a file: a column of a CSV file, or a member of a JSON object.
public struct Field: Sendable {
  /// The name, as the vendor spells it.
  public let name: String
  /// What its values are.
  public let type: FieldType
  /// Whether it must have a value.
  public let presence: Presence
  /// What its values must keep to besides the type.
  public let constraints: Constraints
  /// What it means, in a sentence.
  public let summary: String
  /// A good value as it stands in a CSV cell; JSON for objects and lists.
  public let example: String

  /// Declares a field.
  public init(
    _ name: String, _ type: FieldType, _ presence: Presence = .required, constraints: Constraints = Constraints(),
    summary: String, example: String
  ) {
    self.name = name
    self.type = type
    self.presence = presence
    self.constraints = constraints
    self.summary = summary
    self.example = example
  }

  /// Whether a value must always be there.
  public var isRequired: Bool { presence == .required }

  /// The same field under another name, as nested fields have where they are spoken of from outside (`message.author`).
  public func renamed(_ name: String) -> Field {
    Field(name, type, presence, constraints: constraints, summary: summary, example: example)
  }

  /// The same field with or without the duty to be there.
  public func with(_ presence: Presence) -> Field {
    Field(name, type, presence, constraints: constraints, summary: summary, example: example)
  }
}

/// Whether a field must have a value.
public enum Presence: Hashable, Sendable {
  /// Always.
  case required
  /// Never.
  case optional
  /// Where the field of that name, of the same row or object, has one.
  case requiredWith(String)
}

/// What a field's values are.
public indirect enum FieldType: Sendable {
  /// Text.
  case string
  /// A whole number.
  case integer
  /// A number.
  case number
  /// `true` or `false`.
  case boolean
  /// A day, `2023-11-03`.
  case date
  /// An instant in UTC to the second, `2021-12-19T10:47:55Z`.
  case timestamp
  /// An object with these members; `open` ones may have others too.
  case object([Field], open: Bool = false)
  /// A list whose items are all of one kind; the field's name is not used.
  case list(Field)
}

/// What a field's values must keep to besides its type.
public struct Constraints: Sendable {
  /// A form that texts must have.
  public var text: TextRule?
  /// The fewest characters (Unicode scalar values).
  public var minLength: Int?
  /// The most characters (Unicode scalar values).
  public var maxLength: Int?
  /// The smallest number.
  public var minimum: Double?
  /// The greatest number.
  public var maximum: Double?
  /// The only values that are allowed, as they stand in a CSV cell.
  public var values: [String]?
  /// Whether no two rows of a file may have the same value.
  public var isUnique: Bool
  /// The file kind and field among whose values this one must be, as in `affiliates.external_affiliate_id`.
  public var references: String?
  /// Whether all rows of a file must have the same value, byte for byte.
  public var isSameInEveryRow: Bool
  /// Whether a row's value may not be before the one of the row above it.
  public var isSorted: Bool

  /// Creates constraints; by default there are none.
  public init(
    text: TextRule? = nil, minLength: Int? = nil, maxLength: Int? = nil, minimum: Double? = nil,
    maximum: Double? = nil, values: [String]? = nil, isUnique: Bool = false, references: String? = nil,
    isSameInEveryRow: Bool = false,
    isSorted: Bool = false
  ) {
    self.text = text
    self.minLength = minLength
    self.maxLength = maxLength
    self.minimum = minimum
    self.maximum = maximum
    self.values = values
    self.isUnique = isUnique
    self.references = references
    self.isSameInEveryRow = isSameInEveryRow
    self.isSorted = isSorted
  }
}
