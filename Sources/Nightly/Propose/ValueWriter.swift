/// A column as a field's value in the configuration: with the pattern of its times, what its words mean, its separator.
struct ValueWriter {
  /// The members of the value's object, `column:` first.
  private(set) var members: String
  /// What a reader should look at.
  private(set) var why: String?

  init(_ guide: FieldGuide, _ column: ColumnSurvey) {
    members = "column: \(json5Quoted(column.name))"
    switch guide.look {
    case .time, .day: addTime(column)
    case .direction: addDirection(column)
    case .email where guide.field == "message.recipients": addSplit(column)
    default: if guide.field == "regulations" { addSplit(column) }
    }
    if case .constant(let text) = guide.absence, column.values.contains(where: \.isEmpty) {
      members += ", default: \(json5Quoted(text))"
    }
    if column.bareWords != guide.names[0], column.words != guide.names[0], why == nil, let example = note(guide) {
      why = example
    }
  }

  private func note(_ guide: FieldGuide) -> String? {
    switch guide.look {
    case .time, .day: "its values are times"
    case .email: "its values are e-mail addresses"
    case .url: "its values are web addresses"
    case .html: "its values are HTML"
    case .recording: "its values are MP3 files"
    case .direction: "its words say who spoke"
    case .unique: "no value comes twice"
    case .any, .plain, .language, .frequency: nil
    }
  }

  private mutating func addTime(_ column: ColumnSurvey) {
    guard let guess = TimeGuess(column), let pattern = guess.pattern else { return }
    members += ", timestampFormat: \(json5Quoted(pattern))"
    if guess.isAmbiguous { why = "CHECK: day and month could be the other way round" }
  }

  private mutating func addDirection(_ column: ColumnSurvey) {
    guard let guess = DirectionGuess(column), !guess.values.isEmpty else { return }
    let pairs = guess.values.map { "\(json5Quoted($0.word)): \($0.isInbound)" }
    members += ", values: { \(pairs.joined(separator: ", ")) }"
  }

  private mutating func addSplit(_ column: ColumnSurvey) {
    let marks: [Character] = [";", ",", "|"]
    let separator = String(marks.first { mark in column.present.contains { $0.contains(mark) } } ?? ";")
    if column.present.contains(where: { $0.hasPrefix("[") }) { return }
    members += ", split: \(json5Quoted(separator))"
  }
}
