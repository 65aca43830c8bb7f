import Bytes
public import Files
import JSONText

/// Checks JSON lists against a schema, item by item in memory for one item; used again from file to file.
public struct JSONListCheck: ~Copyable {
  private let schema: FileSchema
  private let plan: SchemaPlan
  private var checker: CellChecker
  private var file = CheckedFile(log: ViolationLog())
  private var path = ""
  /// Where in the file its text begins.
  private var beginning: Int64 = 0

  /// Creates a check for files of one kind.
  public init(_ schema: FileSchema) {
    self.schema = schema
    let item = Field("", .object(schema.fields), summary: schema.summary, example: "")
    plan = SchemaPlan([item])
    checker = CellChecker(plan)
  }

  /// Checks a file that is open, from its offset on. Whatever it holds, the result says so; nothing is thrown.
  public mutating func run(_ source: OpenedFile, log: ViolationLog) -> CheckedFile {
    path = source.name
    beginning = source.offset
    file = CheckedFile(log: log)
    read(source)
    let result = file
    file = CheckedFile(log: ViolationLog())
    return result
  }

  private mutating func read(_ source: OpenedFile) {
    var list = JSONListReader()
    while true {
      do throws(JSONError) {
        switch try list.next() {
        case .item: check(&list)
        case .needsMore: if !fill(&list, source) { return }
        case .end: return finish(list.isArray == true, rows: list.count)
        }
      } catch {
        return report(error, line: list.line())
      }
    }
  }

  private mutating func fill(_ list: inout JSONListReader, _ source: OpenedFile) -> Bool {
    let wanted = list.wanted
    do throws(StreamError) {
      let count = try list.fill { (buffer) throws(StreamError) in
        try source.read(into: &buffer, atMost: wanted)
      }
      if count == 0 { list.finish() }
      return true
    } catch {
      file.add(.sourceError, "the file cannot be read: \(error)", path: path)
      return false
    }
  }

  private mutating func check(_ list: inout JSONListReader) {
    file.rows += 1
    let line = list.line()
    checker.startRow()
    checker.checkItem(list.item, 0)
    keepValues(line)
    for finding in checker.findings {
      var violation = finding.violation
      violation.file = path
      violation.record = file.rows
      violation.line = line
      violation.byteOffset = beginning + Int64(list.itemOffset)
      violation.fieldName = finding.field.isEmpty ? nil : finding.field
      violation.fieldNumber = schema.index(of: finding.field).map { $0 + 1 }
      if file.log.keepsValues { violation.value = list.item.array() }
      file.log.add(violation)
    }
  }

  private mutating func keepValues(_ line: Int) {
    for (node, value) in checker.keptValues {
      let name = plan.paths[node]
      if plan.nodes[node].isReference {
        file.references.append(CheckedFile.Reference(value: value, record: file.rows, line: line, field: name))
      }
      guard plan.nodes[node].isUnique else { continue }
      if !file.uniqueValues[name, default: []].insert(value).inserted {
        checker.add(.uniqueError, node, "\(name) is the same as in an item above")
      }
    }
  }

  private mutating func finish(_ isArray: Bool, rows: Int) {
    guard !isArray else { return }
    let note =
      rows == 1 ? "the file is one object and no list of objects" : "the file is JSON Lines and no list of objects"
    file.add(.jsonError, note, severity: .warning, path: path)
  }

  private mutating func report(_ error: JSONError, line: Int) {
    var violation = Violation(error.kind == .invalidUTF8 ? .encodingError : .jsonError, note: "\(error)")
    violation.file = path
    violation.line = line
    violation.record = file.rows + 1
    violation.byteOffset = beginning + Int64(error.offset)
    file.log.add(violation)
  }
}
