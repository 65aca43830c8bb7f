import Bytes
import JSONText
import Schema
import Sedric

extension ValidationReport {
  /// The report in the shape of `frictionless validate --json`, with the file's kind and the line and byte of an error.
  func writeJSON(into buffer: inout ByteBuffer) {
    var json = JSONWriter(indentation: 2)
    json.beginObject()
    json.member("valid", isValid)
    json.object("stats") { json in
      json.member("tasks", files.count)
      json.member("errors", errorCount + missing.count)
      json.member("warnings", warningCount)
      json.member("seconds", rounded(seconds))
    }
    json.member("warnings", [])
    json.objects("errors", of: missing) { json, missing in
      json.member("type", Rule.sourceError.rawValue)
      json.member("message", "\(missing.path): \(missing.reason)")
      json.member("note", missing.reason)
      json.member("place", missing.path)
    }
    json.array("tasks", of: files) { json, file in file.write(to: &json) }
    json.endObject()
    json.endLine()
    buffer.append(json.span)
  }
}

extension FileReport {
  /// One of the report's tasks.
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", String(decoding: FileName(path).stem, as: UTF8.self))
    json.member("type", role == .data ? (kind?.isList == true ? "json" : "table") : role.rawValue)
    json.member("valid", isValid)
    json.member("place", path)
    if let kind { json.member("kind", kind.rawValue) }
    if let kindSource { json.member("kindSource", kindSource.rawValue) }
    json.member("labels", checked.labels)
    json.object("stats") { json in
      json.member("errors", checked.log.errorCount)
      json.member("warnings", checked.log.warningCount)
      json.member("seconds", rounded(seconds))
      json.member("bytes", bytes)
      if role == .data, let kind {
        json.member("fields", kind.schema.fields.count)
        json.member("rows", checked.rows)
      }
      if let audio, audio.frames > 0 { json.member("audioSeconds", rounded(audio.seconds)) }
    }
    write(.warning, "warnings", to: &json)
    write(.error, "errors", to: &json)
    json.endObject()
  }

  private func write(_ severity: Severity, _ name: String, to json: inout JSONWriter) {
    json.array(name, of: checked.log.kept.lazy.filter { $0.severity == severity }) { json, violation in
      violation.write(isList: kind?.isList == true, to: &json)
    }
  }
}

extension Violation {
  /// The row's number as frictionless counts: a CSV file's header is row 1.
  func rowNumber(isList: Bool) -> Int? {
    guard let record, record > 0 else { return nil }
    return isList ? record : record + 1
  }

  fileprivate func write(isList: Bool, to json: inout JSONWriter) {
    json.beginObject()
    json.member("type", rule.rawValue)
    json.member("message", "\(self)")
    json.member("note", note)
    json.member("advice", rule.advice)
    if let row = rowNumber(isList: isList) { json.member("rowNumber", row) }
    if let fieldNumber { json.member("fieldNumber", fieldNumber) }
    if let fieldName { json.member("fieldName", fieldName) }
    if let line { json.member("lineNumber", line) }
    if let byteOffset { json.member("byteOffset", byteOffset) }
    if let value { json.member("cell", String(repairing: value.span)) }
    json.endObject()
  }
}
