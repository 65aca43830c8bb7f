/// Cuts one record into fields byte by byte: the exact judge where a kernel saw a broken rule, and the whole parser of
/// dialects that the kernels do not know (backslash escapes, comments, CR line ends).
@safe
struct RecordParser {
  /// What became of the record.
  enum Outcome {
    /// It goes on behind the bytes that are there.
    case needsMore
    /// It ends at `end` and the next one starts at `next`.
    case record(end: Int, next: Int)
    /// It is a comment.
    case comment(next: Int)
    /// It breaks a rule at `position`; the next record is taken to start behind the line that this is in.
    case bad(CSVError.Kind, position: Int, end: Int, next: Int)
  }

  /// How a field ended.
  enum Stop {
    case delimiter
    case lineEnd(end: Int, next: Int)
    case needsMore
    case bad(CSVError.Kind, Int)
  }

  /// A rule that lenient reading passed over.
  struct Mending {
    let kind: CSVError.Kind
    let mending: CSVWarning.Mending
    let position: Int
    let field: Int
  }

  let base: UnsafePointer<UInt8>
  let limit: Int
  let isAtEnd: Bool
  let dialect: Dialect
  let isLenient: Bool
  let classes: ByteClasses
  let cells: CellStore
  var at = 0
  /// Where the open field starts.
  private(set) var fieldStart = 0
  private(set) var mendings: [Mending] = []
  /// A quote that closes, found by looking ahead; kept so that each byte is looked at once.
  var closer = -1
  /// Whether the record ended with a CR that has no LF behind it.
  var endedWithReturn = false

  init(_ base: UnsafePointer<UInt8>, limit: Int, isAtEnd: Bool, reader: borrowing CSVReader) {
    unsafe self.base = base
    self.limit = limit
    self.isAtEnd = isAtEnd
    dialect = reader.dialect
    isLenient = reader.options.mode == .lenient
    classes = reader.classes
    cells = reader.block.cells
  }

  /// Cuts the record that starts at `start`.
  mutating func parse(from start: Int) -> Outcome {
    at = start
    cells.removeAll()
    closer = -1
    if let comment = dialect.comment, unsafe at < limit && base[at] == comment { return passComment() }
    while true {
      fieldStart = at
      switch field() {
      case .delimiter: continue
      case .lineEnd(let end, let next): return .record(end: end, next: next)
      case .needsMore: return .needsMore
      case .bad(let kind, let position): return resynchronized(kind, position)
      }
    }
  }

  private mutating func field() -> Stop {
    if at == limit && !isAtEnd { return .needsMore }
    if let quote = dialect.quote, unsafe at < limit && base[at] == quote { return quotedField() }
    return plainField()
  }

  private mutating func passComment() -> Outcome {
    guard let line = lineEnd(from: at) else { return isAtEnd ? .comment(next: limit) : .needsMore }
    return .comment(next: line.next)
  }

  /// The line end at or behind `start`, whatever stands before it.
  private func lineEnd(from start: Int) -> (end: Int, next: Int)? {
    let endsAtReturn = dialect.lineEnding == .cr || dialect.lineEnding == .any
    for position in start..<limit {
      let byte = unsafe base[position]
      if byte == 0x0A {
        let hasReturn = unsafe position > start && base[position - 1] == 0x0D
        return (hasReturn ? position - 1 : position, position + 1)
      }
      if byte == 0x0D && endsAtReturn {
        if position + 1 == limit && !isAtEnd { return nil }
        let feedFollows = unsafe dialect.lineEnding == .any && position + 1 < limit && base[position + 1] == 0x0A
        return (position, position + (feedFollows ? 2 : 1))
      }
    }
    return nil
  }

  private func resynchronized(_ kind: CSVError.Kind, _ position: Int) -> Outcome {
    if kind == .unterminatedQuote { return .bad(kind, position: position, end: limit, next: limit) }
    if let line = lineEnd(from: position) { return .bad(kind, position: position, end: line.end, next: line.next) }
    return isAtEnd ? .bad(kind, position: position, end: limit, next: limit) : .needsMore
  }

  /// Takes the bytes from `run` to the current place into the open field.
  func take(from run: Int) {
    unsafe cells.append(base.advanced(by: run), count: at - run)
  }

  /// Notes a mending, in the open field unless told otherwise.
  mutating func mend(_ kind: CSVError.Kind, _ mending: CSVWarning.Mending, at position: Int, field: Int? = nil) {
    guard mendings.count < 10_000 else { return }
    mendings.append(Mending(kind: kind, mending: mending, position: position, field: field ?? cells.count + 1))
  }
}
