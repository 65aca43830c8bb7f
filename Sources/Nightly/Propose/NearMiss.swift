import Sedric

/// A table that would be of a file kind if some fields had a column in it: what a reader should look at first.
struct NearMiss {
  let table: String
  let kind: FileKind
  /// The fields that no column looks like, and without which there is no such file.
  let missing: [String]

  /// The kind among `kinds` that lacks least; nil where neither the table's name nor its columns speak for one.
  init?(_ table: TableSurvey, among kinds: [FileKind]) {
    let misses = kinds.compactMap { kind -> (kind: FileKind, missing: [String])? in
      let needed = FieldGuide.guides(kind).filter { if case .notThisKind = $0.absence { true } else { false } }
      let missing = needed.filter { Match.best($0, table) == nil }
      let isNamed = TableProposal.likeness(of: table.name, to: kind) > 0
      // That a table has one of two columns says nothing; that it has four of five does.
      guard isNamed && missing.count <= 2 || missing.count == 1 && needed.count >= 4 else { return nil }
      return (kind, missing.map(\.field))
    }
    guard table.rowCount > 0, let least = misses.min(by: { $0.missing.count < $1.missing.count }),
      !least.missing.isEmpty
    else { return nil }
    (self.table, kind, missing) = (table.name, least.kind, least.missing)
  }
}
