import CSV
import Foundation
import TestSupport
import Testing

// The README's example, letter for letter.
struct Contact {
  var id = ""
  var name = ""
  var balance: Double?

  static let table = ColumnTable(
    Contact(), Column("contact_id", \.id), Column("full_name", \.name), Column("balance", \.balance))
}

func total(of path: String) throws -> Double {
  var contacts = try CSVRows(path: path, of: Contact.table)
  var sum = 0.0
  while let contact = try contacts.next() { sum += contact.balance ?? 0 }
  return sum
}

@Suite struct ReadmeTests {
  @Test func example_isTheOneThatIsCompiled() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/CSV/README.md")
    let readme = try String(contentsOf: root, encoding: .utf8)
    let example = try #require(readme.split(separator: "```swift\nimport CSV\n\n").last?.split(separator: "```").first)
    let here = try String(contentsOfFile: #filePath, encoding: .utf8)
    #expect(here.contains(example))
  }

  @Test func example_readsStructs() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "full_name,balance,contact_id\r\n\"Example, Ann\",12.5,K1\r\nBob,,K2\r\nCid,-2,K3\r\n", to: "a.csv")
    #expect(try total(of: path) == 10.5)
    var contacts = try CSVRows(path: path, of: Contact.table)
    let first = try contacts.next()
    #expect(first?.name == "Example, Ann")
    #expect(first?.id == "K1")
  }
}

/// Structs from records.
@Suite struct CSVRowsTests {
  struct Row: Equatable {
    var number = 0
    var isPaid = false
    var share: Double? = nil
    var note = "none"
    var computed: Int {
      get { number }
      set { number = newValue }
    }

    static let table = ColumnTable(
      Row(), Column("n", \.computed), Column("paid", \.isPaid), Column("share", \.share),
      Column("note", \.note, isOptional: true))
  }

  @Test func badValue_isNamed_andTheNextRecordFollows() throws {
    let text = "n,paid,share\r\n1,true,0.5\r\nx,true,\r\n3,yes,1\r\n9223372036854775808,0,\r\n-4,FALSE,1e2\r\n"
    var rows = try CSVRows(reader: CSVReader(bytes: Array(text.utf8)), of: Row.table)
    var read: [Row] = []
    var errors: [String] = []
    while true {
      do throws(CSVError) {
        guard let row = try rows.next() else { break }
        read.append(row)
      } catch {
        errors.append("\(error.name) \(error.line ?? 0) \(error.column ?? "")")
      }
    }
    #expect(read == [Row(number: 1, isPaid: true, share: 0.5), Row(number: -4, share: 100)])
    #expect(errors == ["type-error 3 n", "type-error 4 paid", "type-error 5 n"])
  }

  @Test func missingColumn_isNamed() {
    let error = #expect(throws: CSVError.self) {
      _ = try CSVRows(reader: CSVReader(bytes: Array("n,paid\r\n".utf8)), of: Row.table).reader.header
    }
    #expect(error?.name == "missing-label")
    #expect(error?.description == "memory: the header has no column share.")
  }

  @Test func withoutHeader_columnsAreTakenInTheirOrder() throws {
    let dialect = Dialect(delimiter: 0x3B, hasHeader: false)
    var rows = try CSVRows(
      reader: CSVReader(bytes: Array("7;1;;x\n8;0\n".utf8), dialect: dialect), of: Row.table)
    #expect(try rows.next() == Row(number: 7, isPaid: true, note: "x"))
    #expect(throws: CSVError.self) { try rows.next() }
  }

  @Test(arguments: ["", "-", "+", "1 ", " 1", "1.0", "0x1", "9223372036854775808", "-9223372036854775809", "١"])
  func noWholeNumber(_ text: String) {
    let bytes = Array(text.utf8)
    let value = Int(cell: bytes.span)
    #expect(value == nil)
  }

  @Test(arguments: [("0", 0), ("-9223372036854775808", Int.min), ("9223372036854775807", Int.max), ("+007", 7)])
  func wholeNumber(_ text: String, _ expected: Int) {
    let bytes = Array(text.utf8)
    let value = Int(cell: bytes.span)
    #expect(value == expected)
  }
}
