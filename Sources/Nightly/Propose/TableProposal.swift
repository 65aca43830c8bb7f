import Schema
import Sedric

/// One file kind made from one table, as far as names and contents tell.
struct TableProposal {
  let kind: FileKind
  let table: TableSurvey
  /// What fills which field.
  private(set) var fields: [FieldProposal] = []
  /// The column with the recording, for voice.
  private(set) var audio: ColumnSurvey?
  /// Columns that nothing else uses and that say something of the interaction.
  private(set) var metadata: [String] = []
  /// Columns that nothing uses as they seem to hold personal data.
  private(set) var personal: [(name: String, look: PersonalLook)] = []
  /// How sure it is, to be compared with other tables and kinds.
  private(set) var score = 0
  private let tables: [TableSurvey]

  private static let tableNames: [FileKind: [String]] = [
    .voice: ["call", "calls", "voice", "phone", "recording", "recordings"],
    .chat: ["chat", "chats", "message", "messages", "whatsapp", "sms"],
    .email: ["mail", "mails", "email", "emails"],
    .affiliates: ["affiliate", "affiliates", "partner", "partners"],
    .properties: ["property", "properties", "site", "sites", "website", "websites"],
  ]

  /// Nil where the table cannot be of this kind.
  init?(_ kind: FileKind, _ table: TableSurvey, among tables: [TableSurvey]) {
    self.kind = kind
    self.table = table
    self.tables = tables
    if table.rowCount == 0 { return nil }
    var found: [String: Match] = [:]
    for guide in FieldGuide.guides(kind) {
      let match = Match.best(guide, table)
      if match == nil, case .notThisKind = guide.absence { return nil }
      found[guide.field] = match
      score += match?.score ?? 0
    }
    // A mail has a body; which of the two does not matter.
    if kind == .email, found["message.html"] == nil, found["message.text"] == nil { return nil }
    score += Self.likeness(of: table.name, to: kind)
    let names = [ColumnSurvey.words(table.name)] + found.values.map(\.column.words)
    if kind == .affiliates, !TableProposal.namesPartners(names) { return nil }
    for guide in FieldGuide.guides(kind) { add(guide, found) }
    findMetadata()
  }

  /// How much a table's name speaks for a kind; 0 where it does not.
  static func likeness(of table: String, to kind: FileKind) -> Int {
    let words = ColumnSurvey.words(table).split(separator: " ").map(String.init)
    let names = tableNames[kind] ?? []
    if words.contains(where: names.contains) { return 400 }
    return names.contains { $0.utf8.count >= 4 && table.lowercased().contains($0) } ? 300 : 0
  }

  /// Whether a name speaks of affiliates. Any table of people has ids and names, and theirs are not for the vendor.
  private static func namesPartners(_ names: [String]) -> Bool {
    names.contains { $0.contains("affiliate") || $0.contains("partner") }
  }

  /// The column that makes records one interaction.
  private var group: ColumnSurvey? {
    let name = kind.schema.identity
    return kind == .chat || kind == .email ? fields.first { $0.field == name }?.column : nil
  }

  private mutating func add(_ guide: FieldGuide, _ found: [String: Match]) {
    if let match = found[guide.field] {
      if guide.field == "audio" { audio = match.column } else { fields.append(proposal(guide, match, found)) }
      return
    }
    switch guide.absence {
    case .left, .notThisKind: return
    case .constant(let text):
      if guide.person == .unit, let agent = found["agent_id"] ?? found["user_id"],
        let lookup = PersonLookup(.unit, agent.column, table, tables)
      {
        fields.append(
          FieldProposal(
            field: guide.field, value: "{ \(lookup.members)\(taken(guide, agent.column, found)) }",
            why: "the agent's, found by \(agent.column.name)", column: agent.column, score: 0))
        return
      }
      fields.append(
        FieldProposal(
          field: guide.field, value: "{ constant: \(json5Quoted(text)) }",
          why: "CHECK: no column looks like it; put in what is true for all", column: nil, score: 0))
    case .likeField(let other, let first):
      guard let match = found[other] else { return }
      let members = ValueWriter(guide, match.column).members
      let take = first ? ", take: \"first\"" : taken(guide, match.column, found)
      fields.append(
        FieldProposal(
          field: guide.field, value: "{ \(members)\(take) }",
          why: first ? "no column of its own: the first record's" : "no column of its own", column: match.column,
          score: 0))
    }
  }

  private func proposal(_ guide: FieldGuide, _ match: Match, _ found: [String: Match]) -> FieldProposal {
    let take = taken(guide, match.column, found)
    if let facet = guide.person, let lookup = PersonLookup(facet, match.column, table, tables) {
      return FieldProposal(
        field: guide.field, value: "{ \(lookup.members)\(take) }", why: lookup.why, column: match.column,
        score: match.score)
    }
    let writer = ValueWriter(guide, match.column)
    let members = writer.members + take
    let isPlain = members == "column: \(json5Quoted(match.column.name))"
    return FieldProposal(
      field: guide.field, value: isPlain ? json5Quoted(match.column.name) : "{ \(members) }", why: writer.why,
      column: match.column, score: match.score)
  }

  /// What says which record's value counts, where records of one interaction differ.
  private func taken(_ guide: FieldGuide, _ column: ColumnSurvey, _ found: [String: Match]) -> String {
    guard kind == .chat || kind == .email, !guide.field.hasPrefix("message."), guide.field != kind.schema.identity,
      let group = found[kind.schema.identity ?? ""] ?? found["message.id"],
      !table.isConstant(column, within: group.column)
    else { return "" }
    return ", take: \"first\""
  }

  /// Short values that say nothing of a person, and are the same in the whole interaction.
  private mutating func findMetadata() {
    if kind.isList { return }
    let used = Set(fields.compactMap(\.column?.name) + [audio?.name ?? ""])
    let interactions = group?.distinct.count ?? table.rowCount
    for column in table.columns where !used.contains(column.name) && !column.present.isEmpty {
      if let look = PersonalLook(column, interactions: interactions) {
        personal.append((column.name, look))
      } else if !isKey(column), !saysWhenChanged(column), group.map({ table.isConstant(column, within: $0) }) ?? true {
        metadata.append(column.name)
      }
    }
  }

  /// Whether a column says when its row was changed last: with it in the metadata, whatever was delivered and then touched would
  /// look like other contents of the same id.
  private func saysWhenChanged(_ column: ColumnSurvey) -> Bool {
    let words = column.words.split(separator: " ")
    return TimeGuess(column) != nil && words.contains { ["updated", "modified", "changed", "modstamp"].contains($0) }
  }

  /// Whether a column only leads to another table, or numbers the rows.
  private func isKey(_ column: ColumnSurvey) -> Bool {
    ColumnLook.unique.fits(column) && table.rowCount > 3 && column.words.split(separator: " ").last == "id"
  }
}

/// A column that was found for a field.
struct Match {
  let column: ColumnSurvey
  /// From 1 for a faint likeness to 100 for the field's best name.
  let score: Int

  /// The column that fits best; nil where none does.
  static func best(_ guide: FieldGuide, _ table: TableSurvey) -> Match? {
    var best: Match?
    for column in table.columns where guide.look.fits(column) {
      let score = score(guide, column, rows: table.rowCount)
      if score > best?.score ?? 0 { best = Match(column: column, score: score) }
    }
    return best
  }

  private static func score(_ guide: FieldGuide, _ column: ColumnSurvey, rows: Int) -> Int {
    for (place, name) in guide.names.enumerated() {
      if column.isNamed(name) { return 100 - 2 * place }
      if column.bareWords == name { return 99 - 2 * place }
    }
    // Names that only contain the word count where the contents are unmistakable.
    switch guide.look {
    case .recording, .url, .html: return 20
    case .any, .unique, .plain, .time, .day, .email, .direction, .language, .frequency: break
    }
    // An id that a column's name only hints at is no person's name or telephone number.
    if guide.field.hasSuffix("_id"), PersonalLook(column, interactions: rows) != nil { return 0 }
    for (place, name) in guide.names.enumerated() where " \(column.words) ".contains(" \(name) ") {
      return max(1, 40 - 2 * place)
    }
    return 0
  }
}
