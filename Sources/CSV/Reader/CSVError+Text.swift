import Files

extension CSVError: CustomStringConvertible {
  /// What is wrong, where, and what to do; never what a cell holds.
  public var description: String {
    switch kind {
    case .stream(let error): error.description
    case .dialect(let reason): "\(path): the dialect cannot be read: \(reason)."
    default: "\(place): \(problem)"
    }
  }

  /// `PATH line L, record R, field F (column C), byte B`, as far as it is known.
  public var place: String {
    var parts: [String] = []
    if let line { parts.append("line \(line)") }
    if let record { parts.append(record == 0 ? "header" : "record \(record)") }
    if let field { parts.append("field \(field)" + (column.map { " (\(CSVError.shown($0)))" } ?? "")) }
    if let byteOffset { parts.append("byte \(byteOffset)") }
    return parts.isEmpty ? path : "\(path) \(parts.joined(separator: ", "))"
  }

  /// The broken rule in words, with the way out.
  public var problem: String {
    switch kind {
    case .quoteInUnquotedField:
      "a quote stands inside an unquoted field. Quote the field and double the quotes within it."
    case .textAfterQuote:
      "text follows a closing quote. Double the quotes within the field."
    case .unterminatedQuote:
      "a quote opens here and never closes, so the rest of the file is inside this field. Close it, or export the file again."
    case .bareCarriageReturn:
      "a carriage return outside quotes has no line feed behind it. Quote the field."
    case .bareLineFeed: "the line ends with LF alone where CRLF is due."
    case .nulByte: "a NUL byte; the file is damaged or is not text."
    case .invalidEncoding:
      "bytes that are not valid in the file's encoding. Name the encoding it was written in, or mend the record."
    case .missingCell(let expected, let found): "\(expected) fields are due, this record has \(found)."
    case .extraCell(let expected, let found): "\(expected) fields are due, this record has \(found)."
    case .blankRow: "a blank line. Remove it."
    case .blankLabel: "a column has no name. Name it."
    case .duplicateLabel: "a column's name stands twice in the header. Rename one."
    case .missingHeader: "the file is empty; a header line is due."
    case .missingLabel(let name): "the header has no column \(CSVError.shown(name))."
    case .badValue(let expected): "the field is not \(expected)."
    case .danglingEscape: "the file ends behind an escape byte."
    case .missingLineEnd: "the last line has no line end; the file may have been cut off."
    case .fieldTooLarge(let limit):
      "a field is larger than \(limit) bytes. A quote that never closes does this; else raise the limit."
    case .recordTooLarge(let limit):
      "a record is larger than \(limit) bytes. A quote that never closes does this; else raise the limit."
    case .tooManyFields(let limit): "a record has more than \(limit) fields."
    case .dialect(let reason): reason
    case .stream(let error): error.description
    }
  }

  /// A column's name as a message can show it: short, and without what would steer a terminal.
  private static func shown(_ name: String) -> String {
    var shown = ""
    for scalar in name.unicodeScalars.prefix(40) {
      let category = scalar.properties.generalCategory
      let isPlain = category != .control && category != .format && category != .lineSeparator
      shown.unicodeScalars.append(isPlain ? scalar : "\u{B7}")
    }
    return name.unicodeScalars.count > 40 ? shown + "…" : shown
  }
}
