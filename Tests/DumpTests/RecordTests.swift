import Bytes
import Dump
import Testing

@Suite struct RecordTests {
  @Test func values_areKeptWithTheirKinds() {
    var record = Record()
    record.begin(file: 2, line: 7)
    record.append("one".utf8.span, .text)
    record.appendMissing()
    record.append("".utf8.span, .text)
    record.append("4".utf8.span, .number)
    let texts = (0..<5).map { String(repairing: record[$0]) }
    let kinds = (0..<5).map { record.kind($0) }
    let empty = (0..<5).map { record.isEmpty($0) }
    #expect(texts == ["one", "", "", "4", ""])
    #expect(kinds == [.text, .missing, .text, .number, .missing])
    #expect(empty == [false, true, true, false, true])
  }

  @Test func records_areComparedInSomeColumns_byValueAndKind() {
    func record(_ values: [(String, Record.ValueKind)]) -> Record {
      var record = Record()
      record.begin(file: 0, line: 1)
      for (text, kind) in values { record.append(text.utf8.span, kind) }
      return record
    }
    let one = record([("a", .text), ("1", .number), ("", .text)])
    let other = record([("b", .text), ("1", .number)])
    let text = record([("a", .text), ("1", .text)])
    let results = [
      one.isEqual(to: other, in: [1]), one.isEqual(to: other, in: [0, 1]), one.isEqual(to: other, in: []),
      one.isEqual(to: text, in: [0]), one.isEqual(to: text, in: [1]), one.isEqual(to: other, in: [2]),
      one.isEqual(to: other, in: [7]),
    ]
    #expect(results == [true, false, true, true, false, false, true])
  }

  @Test func storedRecord_comesBack_andCutOnesDoNot() {
    var record = Record()
    record.begin(file: 1, line: 300)
    for value in ["", "a", "\u{1F600}", String(repeating: "x", count: 1000)] { record.append(value.utf8.span, .text) }
    record.appendMissing()
    var stored = ByteBuffer()
    record.store(to: &stored)
    var back = Record()
    let isBack = back.restore(from: stored.span)
    let texts = (0..<5).map { String(repairing: back[$0]) == String(repairing: record[$0]) }
    let (line, file, count) = (back.line, back.file, back.count)
    #expect(isBack && line == 300 && file == 1 && count == 5)
    #expect(texts.allSatisfy { $0 })
    for end in [0, 10, 23, 40, stored.count - 1] {
      let isWhole = back.restore(from: stored.span.extracting(0..<end))
      #expect(!isWhole)
    }
  }
}
