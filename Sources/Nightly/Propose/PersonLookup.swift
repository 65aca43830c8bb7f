/// A person's address, name or unit, found in another table by the key that a record has.
struct PersonLookup {
  /// The members of the value's object.
  let members: String
  /// Why.
  let why: String

  private static let names = [
    "full name", "name", "display name", "agent name", "user name", "contact name", "customer name",
  ]
  private static let units = ["unit", "unit id", "team", "department", "group"]

  /// Nil where the column has the thing itself, or no table knows its values.
  init?(_ facet: PersonFacet, _ column: ColumnSurvey, _ table: TableSurvey, _ tables: [TableSurvey]) {
    if facet == .email, ColumnLook.email.fits(column) { return nil }
    let wanted = column.distinct
    if wanted.isEmpty { return nil }
    for other in tables where other.name != table.name {
      guard let value = PersonLookup.column(facet, other), let key = PersonLookup.key(of: wanted, in: other),
        key.name != value.name
      else { continue }
      members =
        "column: \(json5Quoted(column.name)), lookup: { table: \(json5Quoted(other.name)), key: \(json5Quoted(key.name)), "
        + "value: \(json5Quoted(value.name)) }"
      why = "\(column.name) is a key of \(other.name)"
      return
    }
    return nil
  }

  private static func column(_ facet: PersonFacet, _ table: TableSurvey) -> ColumnSurvey? {
    switch facet {
    case .email: address(table)
    case .name: named(names, table)
    case .unit: named(units, table)
    }
  }

  /// A login name may look like an address that nobody reads; a column that is named for mail comes first.
  private static func address(_ table: TableSurvey) -> ColumnSurvey? {
    let columns = table.columns.filter { ColumnLook.email.fits($0) }
    return columns.first { $0.words.contains("mail") } ?? columns.first
  }

  private static func named(_ names: [String], _ table: TableSurvey) -> ColumnSurvey? {
    for name in names {
      if let column = table.columns.first(where: { ($0.isNamed(name) || $0.bareWords == name) && !$0.present.isEmpty })
      {
        return column
      }
    }
    return nil
  }

  /// A column without repetitions that has nine of ten of the values; a table longer than was looked at needs the half.
  static func key(of wanted: Set<String>, in table: TableSurvey) -> ColumnSurvey? {
    table.columns.first { column in
      guard ColumnLook.unique.fits(column) else { return false }
      let known = wanted.count { column.distinct.contains($0) }
      return known * 10 >= wanted.count * (table.rowCount < 500 ? 9 : 5)
    }
  }
}
