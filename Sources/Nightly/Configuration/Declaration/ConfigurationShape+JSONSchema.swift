import JSONText

/// The schema of `nightferry.json5` for editors and other validators.
public enum ConfigurationSchema {
  /// The schema as JSON Schema 2020-12, with a line end at its end.
  public static func jsonSchema() -> String {
    var json = JSONWriter(indentation: 2)
    json.beginObject()
    json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
    json.member("title", "nightferry configuration")
    ConfigurationShape.configuration.write(to: &json)
    json.object("$defs") { json in
      for name in ConfigurationShape.Name.allCases where name != .configuration {
        json.object(name.rawValue) { json in ConfigurationShape.named(name).write(to: &json) }
      }
      json.object("reference") { json in
        json.member(
          "description", "A text with ${NAME} or ${NAME:-default}, an environment variable that gives the value.")
        json.member("type", "string")
        json.member("pattern", #"\$\{"#)
      }
    }
    json.endObject()
    json.endLine()
    return json.text
  }
}

extension ConfigurationShape {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("description", summary)
    json.member("type", "object")
    json.object("properties") { json in
      for key in keys {
        json.object(key.name) { json in key.write(to: &json) }
      }
    }
    json.member("additionalProperties", false)
    let required = keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty { json.member("required", required) }
    if isNotEmpty { json.member("minProperties", 1) }
    writeNeeds(to: &json)
    writeOneOf(to: &json)
  }

  private func writeNeeds(to json: inout JSONWriter) {
    guard !needs.isEmpty else { return }
    json.object("dependentRequired") { json in
      for need in needs { json.member(need.key, [need.other]) }
    }
  }

  private func writeOneOf(to json: inout JSONWriter) {
    guard !oneOf.isEmpty else { return }
    json.objects("oneOf", of: oneOf) { json, name in json.member("required", [name]) }
  }
}

extension ConfigurationKey {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("description", summary)
    form.write(to: &json)
    guard let fallback else { return }
    json.key("default")
    json.raw(fallback.utf8.span)
  }
}

extension ConfigurationForm {
  /// The members of the form's schema. Where not every text will do, one with an environment variable does.
  fileprivate func write(to json: inout JSONWriter) {
    guard isRestricted else { return writeMembers(to: &json) }
    let forms = if case .either(let forms) = self { forms } else { [self] }
    json.key("anyOf")
    json.beginArray()
    for form in forms {
      json.beginObject()
      form.writeMembers(to: &json)
      json.endObject()
    }
    json.beginObject()
    json.member("$ref", "#/$defs/reference")
    json.endObject()
    json.endArray()
  }

  /// Whether a value that is written out keeps to narrower rules than the text of a variable.
  private var isRestricted: Bool {
    switch self {
    case .pattern, .boolean, .integer, .words: true
    case .either(let forms): forms.contains(where: \.isRestricted)
    default: false
    }
  }

  private func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .text(let example):
      json.member("type", "string")
      json.member("minLength", 1)
      json.member("examples", [example])
    case .any(let example):
      json.member("type", "string")
      json.member("examples", [example])
    case .pattern(let pattern, let examples):
      json.member("type", "string")
      json.member("pattern", pattern)
      json.member("examples", examples)
    case .boolean: json.member("type", "boolean")
    case .integer(let range):
      json.member("type", "integer")
      json.member("minimum", range.lowerBound)
      json.member("maximum", range.upperBound)
    case .scalar: json.member("type", ["string", "number", "boolean"])
    case .words(let words): json.member("enum", words)
    case .object(let name): json.member("$ref", "#/$defs/\(name.rawValue)")
    case .map(let values): writeMap(values, to: &json)
    case .fields(let fields, let values): writeFields(fields, values, to: &json)
    case .list(let items, let isSet): writeList(items, isSet, to: &json)
    case .either(let forms):
      json.array("anyOf", of: forms) { json, form in form.writeObject(to: &json) }
    }
  }

  private func writeObject(to json: inout JSONWriter) {
    json.beginObject()
    write(to: &json)
    json.endObject()
  }

  private func writeMap(_ values: ConfigurationForm, to json: inout JSONWriter) {
    json.member("type", "object")
    json.key("additionalProperties")
    values.writeObject(to: &json)
  }

  private func writeFields(
    _ fields: [(name: String, summary: String)], _ values: ConfigurationForm, to json: inout JSONWriter
  ) {
    json.member("type", "object")
    json.object("properties") { json in
      for field in fields {
        json.object(field.name) { json in
          json.member("description", field.summary)
          values.write(to: &json)
        }
      }
    }
    json.member("additionalProperties", false)
  }

  private func writeList(_ items: ConfigurationForm, _ isSet: Bool, to json: inout JSONWriter) {
    json.member("type", "array")
    json.key("items")
    items.writeObject(to: &json)
    if isSet { json.member("uniqueItems", true) }
  }
}
