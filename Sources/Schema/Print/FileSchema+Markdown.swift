extension FileSchema {
  /// The schema as a page for people.
  func markdown() -> String {
    var page = "# \(title) (`\(name)`)\n\n\(summary)\n\n"
    page += "Source: \(source).\n\n"
    switch layout {
    case .csv(let rows):
      let count = rows.upperBound == 1 ? "exactly one row" : "one row or more"
      page += "CSV (RFC 4180): UTF-8 without byte order mark, commas, CRLF, a header, then \(count)."
    case .jsonObject: page += "JSON: a UTF-8 file with one object."
    case .jsonList: page += "JSON: a UTF-8 file with an array of objects."
    }
    if let identity { page += " The file's name is the `\(identity)` in it." }
    page += "\n\n| field | type | needed | rules | meaning | example |\n| --- | --- | --- | --- | --- | --- |\n"
    for field in fields { page += field.lines(prefix: "") }
    return page
  }
}

extension Field {
  /// The field's line in a table, and those of its members below it.
  fileprivate func lines(prefix: String) -> String {
    let path = prefix + name
    let cells = ["`\(path)`", typeName, presenceName, rules.joined(separator: "; "), summary, code(example)]
    var lines = "| \(cells.map { $0.replacingBars }.joined(separator: " | ")) |\n"
    if case .object(let members, _) = type { lines += members.map { $0.lines(prefix: path + ".") }.joined() }
    return lines
  }

  private var typeName: String {
    switch type {
    case .string: "text"
    case .integer: "whole number"
    case .number: "number"
    case .boolean: "`true` or `false`"
    case .date: "day"
    case .timestamp: "time in UTC"
    case .object: "JSON object"
    case .list(let item): "JSON list, each item a \(item.typeName)"
    }
  }

  private var presenceName: String {
    switch presence {
    case .required: "yes"
    case .optional: "no"
    case .requiredWith(let other): "with `\(other)`"
    }
  }

  private var rules: [String] {
    var rules: [String] = []
    if let text = constraints.text { rules.append(text.severity == .error ? text.words : "should be \(text.words)") }
    if let least = constraints.minLength { rules.append(least == 1 ? "not empty" : "at least \(least) characters") }
    if let most = constraints.maxLength { rules.append("at most \(most) characters") }
    if let least = constraints.minimum { rules.append("at least \(least)") }
    if let most = constraints.maximum { rules.append("at most \(most)") }
    if let values = constraints.values { rules.append("one of \(values.joined(separator: ", "))") }
    if constraints.isUnique { rules.append("no two alike") }
    if constraints.isSameInEveryRow { rules.append("the same in every row") }
    if constraints.isSorted { rules.append("in the order of time") }
    if let target = constraints.references { rules.append("names a `\(target)`") }
    if case .list(let item) = type { rules += item.rules.map { "each item: \($0)" } }
    return rules
  }

  private func code(_ text: String) -> String {
    text.isEmpty ? "" : "`\(text)`"
  }
}

extension String {
  /// The text with bars escaped, as a Markdown table wants.
  fileprivate var replacingBars: String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
