import JSONText

extension FileSchema {
  /// The schema as JSON Schema 2020-12.
  func jsonSchema() -> String {
    var json = JSONWriter(indentation: 2)
    json.beginObject()
    json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
    json.member("title", title)
    json.member("description", summary)
    json.member("$comment", "Source: \(source)")
    if layout == .jsonList {
      json.member("type", "array")
      json.object("items") { json in writeObject(fields, open: false, to: &json) }
    } else {
      writeObject(fields, open: false, to: &json)
    }
    json.endObject()
    json.endLine()
    return json.text
  }
}

/// The members that an object's schema has.
func writeObject(_ members: [Field], open: Bool, to json: inout JSONWriter) {
  json.member("type", "object")
  if !members.isEmpty {
    json.object("properties") { json in
      for member in members {
        json.object(member.name) { json in member.writeJSONSchema(to: &json) }
      }
    }
  }
  let required = members.filter(\.isRequired).map(\.name)
  if !required.isEmpty { json.member("required", required) }
  writeDependencies(members, to: &json)
  if !open { json.member("additionalProperties", false) }
}

private func writeDependencies(_ members: [Field], to json: inout JSONWriter) {
  let dependent = members.compactMap { member -> (String, String)? in
    if case .requiredWith(let other) = member.presence { (other, member.name) } else { nil }
  }
  guard !dependent.isEmpty else { return }
  json.object("dependentRequired") { json in
    for (other, name) in dependent { json.member(other, [name]) }
  }
}

extension Field {
  /// The members of this field's schema.
  func writeJSONSchema(to json: inout JSONWriter) {
    json.member("description", summary)
    switch type {
    case .string: json.member("type", "string")
    case .integer: json.member("type", "integer")
    case .number: json.member("type", "number")
    case .boolean: json.member("type", "boolean")
    case .date: writeText(format: "date", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", to: &json)
    case .timestamp:
      writeText(
        format: "date-time", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", to: &json)
    case .object(let members, let open): writeObject(members, open: open, to: &json)
    case .list(let item):
      json.member("type", "array")
      json.object("items") { json in item.writeJSONSchema(to: &json) }
    }
    writeConstraints(to: &json)
    writeExample(to: &json)
  }

  private func writeText(format: String, pattern: String, to json: inout JSONWriter) {
    json.member("type", "string")
    json.member("format", format)
    json.member("pattern", pattern)
  }

  private func writeConstraints(to json: inout JSONWriter) {
    if let rule = constraints.text, rule.severity == .error {
      if let format = rule.format { json.member("format", format) }
      if let pattern = rule.pattern { json.member("pattern", pattern) }
    }
    writeLimits(to: &json)
  }

  /// Lengths, range and values, which JSON Schema and Table Schema name alike.
  func writeLimits(to json: inout JSONWriter) {
    if let least = constraints.minLength { json.member("minLength", least) }
    if let most = constraints.maxLength { json.member("maxLength", most) }
    if let least = constraints.minimum { json.member("minimum", least) }
    if let most = constraints.maximum { json.member("maximum", most) }
    if let values = constraints.values { json.member("enum", values) }
  }

  private func writeExample(to json: inout JSONWriter) {
    guard !example.isEmpty else { return }
    json.key("examples")
    json.beginArray()
    switch type {
    case .string, .date, .timestamp: json.string(example)
    case .integer, .number, .boolean, .object, .list: json.raw(example.utf8.span)
    }
    json.endArray()
  }
}
