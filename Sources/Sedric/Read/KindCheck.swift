import Bytes
public import Files
public import Schema

/// Checks files of one kind, each by itself; used again from file to file.
public struct KindCheck: ~Copyable {
  /// The kind of the files.
  public let kind: FileKind
  private var table: CSVCheck?
  private var list: JSONListCheck?

  /// Creates a check for files of a kind.
  public init(_ kind: FileKind) {
    self.kind = kind
    if kind.isList { list = JSONListCheck(kind.schema) } else { table = CSVCheck(kind.schema) }
  }

  /// Checks a file that is open: its bytes, its rows and that its name is the id in it. What the file holds, or that it
  /// cannot be read on, is never an error of this function but a violation.
  public mutating func run(_ file: OpenedFile, log: ViolationLog) -> CheckedFile {
    let head = FileHead(file)
    if let fault = head.fault, head.isHopeless {
      var checked = CheckedFile(log: log)
      checked.add(fault.rule, fault.note, path: file.name)
      return checked
    }
    file.offset = Int64(head.markLength)
    var checked = table?.run(file, log: log) ?? list?.run(file, log: log) ?? CheckedFile(log: log)
    if let fault = head.fault { checked.add(fault.rule, fault.note, path: file.name) }
    checked.hasByteOrderMark = head.markLength > 0
    checkName(file.name, &checked)
    return checked
  }

  private func checkName(_ path: String, _ checked: inout CheckedFile) {
    guard let field = kind.schema.identity, let identity = checked.identity, !identity.isEmpty else { return }
    if FileName(path).stem == identity { return }
    var violation = Violation(
      .fileName, field: field, note: "the file's name is not the \(field) in it", value: identity)
    violation.file = path
    violation.record = 1
    violation.fieldNumber = checked.labels.firstIndex(of: field).map { $0 + 1 }
    checked.log.add(violation)
  }
}
