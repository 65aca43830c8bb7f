import Bytes
import JSONText
import Schema

/// How mapped cells become the fields of one file kind.
struct EmissionPlan: Sendable {
  /// Where a field of the file comes from.
  enum Source: Sendable {
    /// One cell.
    case cell(Int)
    /// An object with a member for each cell of a range.
    case object(Range<Int>)
  }

  let kind: FileKind
  /// The cells of a mapped row: the schema's fields in order, an object's members in its place by their dotted names, and
  /// behind them what is only read.
  let fields: [Field]
  /// The members' own names, for cells that are members.
  let keys: [String]
  /// The same as JSON, with the colon behind them.
  let jsonKeys: [[UInt8]]
  /// One for each field of the file.
  let sources: [Source]
  /// The cell with the time of the whole, which the first row's gives where it is not mapped.
  let start: Int?
  /// The cell with a mail's HTML.
  let html: Int?
  /// The cells that a mail's HTML fills.
  let text, signature, bodyHTML: Int?
  /// The cell with the name of a mail's author.
  let authorName: Int?
  /// The cells that no two rows may share.
  let unique: [Int]

  init(_ kind: FileKind) {
    self.kind = kind
    var fields: [Field] = []
    var keys: [String] = []
    var sources: [Source] = []
    for field in kind.schema.fields {
      guard case .object(let members, false) = field.type else {
        sources.append(.cell(fields.count))
        fields.append(field)
        keys.append(field.name)
        continue
      }
      sources.append(.object(fields.count..<(fields.count + members.count)))
      fields += members.map { $0.renamed("\(field.name).\($0.name)") }
      keys += members.map(\.name)
    }
    if kind == .email {
      fields.append(mailHTMLField)
      keys.append("html")
    }
    let begin = ["timestamp", "created_timestamp"].compactMap { name in fields.firstIndex { $0.name == name } }.first
    let sorted = fields.firstIndex { $0.constraints.isSorted }
    start = sorted == nil ? nil : begin
    text = fields.firstIndex { $0.name == "message.text" }
    signature = fields.firstIndex { $0.name == "message.signature_html" }
    authorName = fields.firstIndex { $0.name == "message.author_name" }
    bodyHTML = fields.firstIndex { $0.name == "body_html" }
    html = fields.firstIndex { $0.name == mailHTMLField.name }
    unique = fields.indices.filter { fields[$0].constraints.isUnique }
    self.fields = fields.enumerated().map { EmissionPlan.relaxed($1, isStart: $0 == (sorted == nil ? -1 : begin)) }
    self.keys = keys
    jsonKeys = keys.map(EmissionPlan.jsonKey)
    self.sources = sources
  }

  private static func jsonKey(_ name: String) -> [UInt8] {
    var buffer = ByteBuffer(capacity: name.utf8.count + 3)
    buffer.append(jsonString: name.utf8.span)
    buffer.append(UInt8(ascii: ":"))
    return buffer.span.array()
  }

  /// A field as a mapped row needs it: what can be worked out from other cells need not be mapped.
  private static func relaxed(_ field: Field, isStart: Bool) -> Field {
    isStart ? field.with(.optional) : field
  }

  /// The place of a cell by its name.
  func index(of name: String) -> Int? {
    fields.firstIndex { $0.name == name }
  }
}

private let mailHTMLField = Field(
  "message.html", .string, .optional,
  summary:
    "The mail as HTML. It becomes `message.text`, `message.signature_html` and `body_html` where those have no value.",
  example: "<p>Hello</p>")
