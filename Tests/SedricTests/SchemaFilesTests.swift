import Files
import Foundation
import Schema
import Sedric
import Testing

/// `schemas/sedric/KIND.FORMAT.json` and its README are what `nightferry schema` prints.
@Suite struct SchemaFilesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("schemas/sedric").path

  @Test(arguments: FileKind.allCases, [SchemaFormat.tableSchema, .jsonSchema])
  func schemaFiles_areWhatIsPrinted(_ kind: FileKind, _ format: SchemaFormat) throws {
    guard let printed = kind.schema.printed(as: format) else { return }
    let path = "\(SchemaFilesTests.folder)/\(kind.rawValue).\(format.rawValue).json"
    let stored = try? FileDescriptor.contents(of: path)
    #expect(
      stored == Array(printed.utf8),
      "stale: nightferry schema \(kind.rawValue) --format \(format.rawValue) > schemas/sedric/…")
  }

  @Test func page_isWhatIsPrinted() throws {
    let pages = FileKind.allCases.compactMap { $0.schema.printed(as: .markdown) }.joined(separator: "\n")
    let stored = try FileDescriptor.contents(of: "\(SchemaFilesTests.folder)/README.md")
    #expect(stored == Array(pages.utf8), "stale: nightferry schema --format markdown > schemas/sedric/README.md")
  }

  @Test(arguments: FileKind.allCases)
  func examples_areValid(_ kind: FileKind) throws {
    let cells = try Dictionary(
      uniqueKeysWithValues: EmitterCells(kind).fields.map { ($0.name, $0.example) })
    #expect(try !emit(kind, [cells]).isEmpty)
  }
}

/// The cells of a kind's mapped row, without a mail's HTML.
private struct EmitterCells {
  let fields: [Field]

  init(_ kind: FileKind) throws {
    fields = ParcelEmitter(kind: kind).fields
  }
}
