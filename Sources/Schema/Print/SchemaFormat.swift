/// The forms in which a schema is printed.
public enum SchemaFormat: String, CaseIterable, Sendable {
  /// Frictionless Table Schema v1, for CSV files.
  case tableSchema = "table-schema"
  /// JSON Schema 2020-12: of the file for JSON lists, of a row as an object for CSV files.
  case jsonSchema = "json-schema"
  /// A page for people.
  case markdown
}

extension FileSchema {
  /// The schema in a form, with a line end at its end; nil where the form does not fit the file, as a table schema for a
  /// JSON list.
  public func printed(as format: SchemaFormat) -> String? {
    switch format {
    case .tableSchema: if case .csv = layout { tableSchema() } else { nil }
    case .jsonSchema: jsonSchema()
    case .markdown: markdown()
    }
  }
}
