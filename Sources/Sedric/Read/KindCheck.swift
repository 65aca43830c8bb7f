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

  /// Checks the file at `path`: its bytes, its rows and that its name is the id in it. What the file holds is never an
  /// error of this function; only one that cannot be opened is.
  public mutating func run(_ path: String, log: ViolationLog) throws(SystemError) -> CheckedFile {
    let head = try FileHead(path: path)
    if let fault = head.fault, head.isHopeless || kind.isList {
      var file = CheckedFile(log: log)
      file.add(fault.rule, fault.note, path: path)
      return file
    }
    var file = table?.run(path, log: log) ?? list?.run(path, log: log) ?? CheckedFile(log: log)
    if let fault = head.fault { file.add(fault.rule, fault.note, path: path) }
    checkName(path, &file)
    return file
  }

  private func checkName(_ path: String, _ file: inout CheckedFile) {
    guard let field = kind.schema.identity, let identity = file.identity, !identity.isEmpty else { return }
    if FileName(path).stem.elementsEqual(identity) { return }
    var violation = Violation(
      .fileName, field: field, note: "the file's name is not the \(field) in it", value: identity)
    violation.file = path
    violation.record = 1
    violation.fieldNumber = file.labels.firstIndex(of: field).map { $0 + 1 }
    file.log.add(violation)
  }
}

/// A path's last part, cut into stem and extension at its last dot.
public struct FileName: Hashable, Sendable {
  /// What stands before the last dot, as bytes.
  public let stem: [UInt8]
  /// What stands behind the last dot, in lower case; empty where there is none.
  public let ending: String

  /// Cuts the last part of a path.
  public init(_ path: String) {
    let name = Array(path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...])
    if let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 {
      stem = Array(name[..<dot])
      ending = String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
    } else {
      stem = name
      ending = ""
    }
  }
}
