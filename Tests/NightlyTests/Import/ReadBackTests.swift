import Bytes
import CSV
import Files
import Foundation
import Nightly
import SQLite
import Schema
import Sedric
import TestSupport
import Testing

/// Files become rows again, and rows the same files.
@Suite struct ReadBackTests {
  @Test(arguments: FileKind.allCases)
  func rowsReadBack_makeTheSameBytes(_ kind: FileKind) throws {
    let folder = try TemporaryFolder()
    for (name, rows) in Generated.parcels(kind) {
      let bytes = try GoodFolder.file(kind, rows)
      let path = try folder.write(bytes, to: name)
      #expect(try remade(kind, path) == bytes, "\(name)")
    }
  }

  /// A file as another program would write the same: columns turned round, LF, all cells quoted, JSON with spaces.
  @Test(arguments: [FileKind.voice, .chat, .email])
  func foreignFiles_giveTheSameRecords(_ kind: FileKind) throws {
    let folder = try TemporaryFolder()
    for (name, rows) in Generated.parcels(kind).prefix(12) {
      let bytes = try GoodFolder.file(kind, rows)
      let own = try folder.write(bytes, to: "own/\(name)")
      let foreign = folder.file("foreign-\(name)")
      try rewrite(own, to: foreign)
      #expect(try FileDescriptor.contents(of: foreign) != bytes)
      #expect(try remade(kind, foreign) == bytes, "\(name)")
    }
  }

  @Test func jsonLinesAndSingleObjects_areReadAsLists() throws {
    let folder = try TemporaryFolder()
    let list = try GoodFolder.file(.affiliates, GoodFolder.affiliates)
    let lines = String(decoding: list, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("  {") }
      .map { $0.dropFirst(2).trimmingSuffix(",") }
    let path = try folder.write(lines.joined(separator: "\n"), to: "affiliates.json")
    #expect(try remade(.affiliates, path) == list)
  }

  /// Lists as another program would write them: keys turned round, spaces, escapes without need, `null` for what is not
  /// there, as an array, JSON Lines or with a byte order mark.
  @Test(arguments: [FileKind.affiliates, .properties], ["", "\u{FEFF}"])
  func foreignLists_giveTheSameRecords(_ kind: FileKind, _ mark: String) throws {
    let folder = try TemporaryFolder()
    for (name, rows) in Generated.parcels(kind) {
      let own = try GoodFolder.file(kind, rows)
      let items = try #require(JSONSerialization.jsonObject(with: Data(own)) as? [[String: Any]])
      let foreign = try items.map { item in
        let members = try kind.schema.fields.reversed().map { field in
          let value = item[field.name] ?? NSNull()
          let json = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
          return "\"\\u\(String(format: "%04x", field.name.utf8.first ?? 0))\(field.name.dropFirst())\" : "
            + String(decoding: json, as: UTF8.self)
        }
        return "{ \(members.joined(separator: " ,\t")) }"
      }
      for text in ["[\r\n\(foreign.joined(separator: "\r\n,"))]", foreign.joined(separator: "\n")] {
        #expect(try remade(kind, folder.write(mark + text, to: name)) == own, "\(name)")
      }
    }
  }

  private func remade(_ kind: FileKind, _ path: String) throws -> [UInt8] {
    var reader = try ParcelReader(kind: kind, path: path)
    var emitter = ParcelEmitter(kind: kind)
    var row = MappedRow(fieldCount: reader.fields.count)
    while try reader.next(into: &row) {
      // A mail's emitter takes one cell more: the HTML that its text may come from.
      var cells = MappedRow(fieldCount: emitter.fields.count)
      for cell in 0..<reader.fields.count {
        if let text = row[cell] { cells.set(cell, text) }
      }
      try emitter.add(cells)
    }
    var buffer = ByteBuffer()
    try emitter.finish(into: &buffer)
    return buffer.span.array()
  }

  private func rewrite(_ path: String, to target: String) throws {
    var reader = try CSVReader(path: path)
    var writer = try CSVWriter(path: target, policy: .all, lineFeedOnly: true)
    try writer.record(reader.header.reversed())
    var record = CSVRecord()
    while try reader.next(into: &record) {
      for field in (0..<record.count).reversed() {
        let text = record.string(field)
        let isMessage = reader.header[field] == "message"
        try writer.field(isMessage ? " { \(text.dropFirst().dropLast()) } " : text)
      }
      try writer.endRecord()
    }
    try writer.finish()
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : String(self)
  }
}
