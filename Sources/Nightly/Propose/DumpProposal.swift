public import Dump
import Files
import Sedric

/// A configuration's exports as a dump's tables suggest them: by the names of tables and columns and by what the first
/// records hold.
public struct DumpProposal {
  private let proposals: [TableProposal]
  private let tables: [TableSurvey]
  /// Tables that could not be read, with the reason.
  public let unreadable: [(table: String, reason: String)]
  /// Where recordings are, where they were found.
  private var recordings: String?
  /// The query that chats come from where no table has them whole.
  private var join: ConversationJoin?

  /// The kinds that are proposed.
  public var kinds: [String] { proposals.map(\.kind.rawValue) }

  /// Looks at the first records of every table.
  public init(_ dump: Dump) throws(DumpError) {
    var tables: [TableSurvey] = []
    var unreadable: [(table: String, reason: String)] = []
    for name in try dump.tables() {
      do throws(DumpError) {
        tables.append(try TableSurvey(name, try dump.source(table: name)))
      } catch {
        unreadable.append((name, error.problem))
      }
    }
    self.tables = tables
    self.unreadable = unreadable
    var proposals = DumpProposal.choose(tables)
    if !proposals.contains(where: { $0.kind == .chat }),
      var join = ConversationJoin(tables, taken: proposals.map(\.table.name), in: dump),
      let chat = TableProposal(.chat, join.result, among: tables)
    {
      join.keep(Set(chat.fields.compactMap(\.column?.name) + chat.metadata))
      self.join = join
      proposals.insert(chat, at: proposals.prefix { $0.kind == .voice }.count)
    }
    self.proposals = proposals
    recordings = findRecordings(PostgresAddress.isAddress(dump.path) ? "." : dump.path)
  }

  /// The surest pairs of kind and table, each table and kind once.
  private static func choose(_ tables: [TableSurvey]) -> [TableProposal] {
    var candidates: [TableProposal] = []
    for kind in FileKind.allCases {
      for table in tables {
        if let proposal = TableProposal(kind, table, among: tables) { candidates.append(proposal) }
      }
    }
    candidates.sort { $0.score > $1.score }
    var chosen: [TableProposal] = []
    for candidate in candidates
    where !chosen.contains(where: { $0.kind == candidate.kind || $0.table.name == candidate.table.name }) {
      chosen.append(candidate)
    }
    return FileKind.allCases.compactMap { kind in chosen.first { $0.kind == kind } }
  }

  /// The folder below which the first recording is: the dump's, the one around it, or one in these.
  private func findRecordings(_ path: String) -> String? {
    guard let file = proposals.lazy.compactMap(\.audio).first?.present.first else { return nil }
    let isFolder = (try? FileStatus.of(path))?.kind == .folder
    let around = Folder.parent(of: path) ?? "."
    for base in isFolder ? [path, around] : [around] {
      let inside = ((try? Folder.names(in: base)) ?? []).map { base == "." ? $0 : "\(base)/\($0)" }
      if let found = ([base] + inside).first(where: { (try? FileStatus.of("\($0)/\(file)"))?.kind == .file }) {
        return found
      }
    }
    return nil
  }

  /// The configuration's part from `timeZone` to the end of `exports`. `zone` is what the machine is set to.
  public func text(zone: String) -> String {
    var text = ""
    if proposals.contains(where: hasLocalTimes) {
      text += "  // Some times in the dump name no zone. CHECK: this is the zone of this machine, not of the CRM.\n"
      text += "  timeZone: \(json5Quoted(zone)),\n\n"
    }
    text += "  exports: {\n"
    for proposal in proposals { text += self.text(proposal) }
    return text + absent + "  },\n"
  }

  private func hasLocalTimes(_ proposal: TableProposal) -> Bool {
    proposal.fields.contains { field in
      guard field.field.contains("timestamp"), let column = field.column else { return false }
      return TimeGuess(column)?.isLocal ?? false
    }
  }

  private func text(_ proposal: TableProposal) -> String {
    var text = "    \(proposal.kind.rawValue): {\n\(origin(proposal))      columns: {\n"
    for field in proposal.fields {
      let name = field.field.contains(".") ? json5Quoted(field.field) : field.field
      text += "        \(name): \(field.value),\(field.why.map { " // \($0)" } ?? "")\n"
    }
    text += "      },\n"
    if let audio = proposal.audio {
      text += "      audio: \(json5Quoted(audio.name)), // its values are MP3 files\n"
      let why =
        recordings == nil
        ? "CHECK: the first recording was found nowhere near the dump" : "the first recording is there"
      text += "      recordings: \(json5Quoted(recordings ?? "recordings")), // \(why)\n"
    }
    if !proposal.metadata.isEmpty {
      text += "      metadata: [\(proposal.metadata.map(json5Quoted).joined(separator: ", "))],\n"
    }
    return text + unused(proposal) + "    },\n"
  }

  /// The table, or the query, that a kind comes from.
  private func origin(_ proposal: TableProposal) -> String {
    guard proposal.kind == .chat, let join else { return "      from: \(json5Quoted(proposal.table.name)),\n" }
    let notes = join.notes.map { "      // \(comment($0))\n" }.joined()
    // A backslash at its end takes a JSON5 string on to the next line.
    let clauses = join.clauses.map { String(json5Quoted($0).dropFirst().dropLast()) }
    return "\(notes)      query: \"\(clauses.joined(separator: " \\\n        "))\",\n"
  }

  /// Comments on the columns that nothing uses; which of them the vendor may have is for a person to say.
  private func unused(_ proposal: TableProposal) -> String {
    var text = ""
    let personal = proposal.personal.map { "\(comment($0.name)) (\($0.look.rawValue))" }
    if !personal.isEmpty {
      text += "      // Left out of metadata, as they look personal: \(personal.joined(separator: ", "))\n"
    }
    let used = Set(
      proposal.fields.compactMap(\.column?.name) + proposal.metadata + proposal.personal.map(\.name)
        + [proposal.audio?.name ?? ""])
    let unused = proposal.table.columns.map(\.name).filter { !used.contains($0) }
    if !unused.isEmpty { text += "      // Not used: \(unused.map(comment).joined(separator: ", "))\n" }
    return text
  }

  /// What is not proposed.
  private var absent: String {
    let kinds = FileKind.allCases.map(\.rawValue).filter { !self.kinds.contains($0) }
    let used = proposals.map(\.table.name) + (join?.tables ?? [])
    let others = tables.map(\.name).filter { !used.contains($0) }
    var text = ""
    if !kinds.isEmpty {
      text +=
        "    // No table looks like \(kinds.joined(separator: ", ")); `nightferry schema KIND` lists the fields.\n"
    }
    text += nearMisses
    if !others.isEmpty {
      text += "    // Tables that are no kind by themselves: \(others.map(comment).joined(separator: ", "))\n"
    }
    for table in unreadable { text += "    // \(comment(table.table)) cannot be read: \(comment(table.reason))\n" }
    return text
  }

  /// Comments on tables that would be of a kind that is not proposed if a column or two were named; empty where none is.
  public var nearMisses: String {
    let absent = FileKind.allCases.filter { !kinds.contains($0.rawValue) }
    let used = proposals.map(\.table.name) + (join?.tables ?? [])
    var text = ""
    for table in tables where !used.contains(table.name) {
      guard let miss = NearMiss(table, among: absent) else { continue }
      text += "    // CHECK: \(comment(miss.table)) may be \(miss.kind.rawValue), if you say which column fills "
      text += "\(miss.missing.joined(separator: ", "))\n"
    }
    return text
  }

  /// A name as it may stand in a comment, which ends with its line.
  private func comment(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map {
          $0.properties.generalCategory == .control || $0.value == 0x2028 || $0.value == 0x2029 ? "?" : $0
        }))
  }
}
