import JSONText

extension FileSchema {
  /// The schema as a Frictionless Table Schema (specs.frictionlessdata.io, version 1).
  ///
  /// What a cell of JSON holds is in `x-jsonSchema`, a property of ours that validators pass over: the standard has no
  /// place for it.
  func tableSchema() -> String {
    var json = JSONWriter(indentation: 2)
    json.beginObject()
    json.member("name", name)
    json.member("title", title)
    json.member("description", summary)
    json.member("x-source", source)
    json.array("fields", of: fields) { json, field in field.writeTableField(to: &json) }
    json.member("missingValues", [""])
    json.endObject()
    json.endLine()
    return json.text
  }
}

extension Field {
  fileprivate func writeTableField(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", name)
    json.member("type", tableType.name)
    if let format = tableType.format { json.member("format", format) }
    json.member("description", summary)
    if !example.isEmpty { json.member("example", example) }
    writeTableConstraints(to: &json)
    if constraints.isSameInEveryRow { json.member("x-sameInEveryRow", true) }
    if case .object(let members, let open) = type, !members.isEmpty {
      json.object("x-jsonSchema") { json in writeObject(members, open: open, to: &json) }
    }
    json.endObject()
  }

  private var tableType: (name: String, format: String?) {
    switch type {
    case .string: ("string", nil)
    case .integer: ("integer", nil)
    case .number: ("number", nil)
    case .boolean: ("boolean", nil)
    case .date: ("date", "default")
    case .timestamp: ("datetime", "%Y-%m-%dT%H:%M:%SZ")
    case .object: ("object", nil)
    case .list: ("array", nil)
    }
  }

  private func writeTableConstraints(to json: inout JSONWriter) {
    json.object("constraints") { json in
      json.member("required", isRequired)
      if let pattern = constraints.text?.pattern, constraints.text?.severity == .error {
        json.member("pattern", pattern)
      }
      writeLimits(to: &json)
      if constraints.isUnique { json.member("unique", true) }
    }
  }
}
