/// One table or query of a dump, read once from first to last record.
///
/// The records are borrowed: each call of `next` overwrites the one before. Nothing above a source knows which kind it is.
public protocol RecordSource: AnyObject {
  /// The columns' names, in the order of a record's values.
  var columns: [String] { get }
  /// The paths of the files that records stand in, as `Record.file` numbers them.
  var files: [String] { get }
  /// Reads the next record. A broken one holds what could be read of it, and the one behind it can be read next.
  func next(into record: inout Record) throws(DumpError) -> RecordOutcome
  /// Says which columns are asked for, by their numbers. The others may hold what is no text, as pictures are.
  func ask(for columns: Set<Int>)
}

extension RecordSource {
  /// Most sources cannot tell columns apart before a record is read.
  public func ask(for columns: Set<Int>) {}

  /// The number of a column, or nil where the source has none of this name. Names are compared as bytes.
  public func column(_ name: String) -> Int? {
    columns.firstIndex { $0.utf8.elementsEqual(name.utf8) }
  }
}

/// What a step through a source came to.
public enum RecordOutcome: Hashable, Sendable {
  /// A record.
  case record
  /// A record that breaks a rule of its source's form.
  case broken(RecordFault)
  /// All records were read.
  case end
}

/// Why a record could not be read as it should.
public struct RecordFault: Hashable, Sendable {
  /// The rule's name, frictionless's where it has one (`extra-cell`, `missing-cell`, `encoding-error`).
  public var rule: String
  /// The column, where it is one.
  public var field: String?
  /// The reason in words, without the record's contents.
  public var reason: String

  /// Creates a fault.
  public init(rule: String, field: String? = nil, reason: String) {
    self.rule = rule
    self.field = field
    self.reason = reason
  }
}
