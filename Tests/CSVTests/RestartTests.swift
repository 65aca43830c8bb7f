import CSV
import Files
import Testing

/// A reader that goes from file to file reads each as a new one would.
@Suite struct RestartTests {
  private static let own = [
    "", "a,b\r\n", "a,b\r\n1,2\r\n", "a,b\r\n1,2", "a,b\r\n1,2\r\n\"open", "a,b\r\n\"x\"y,2\r\n3,4\r\n",
    "a,b\r\n1\r\n2,3,4\r\n", "a,\u{0}b\r\n1,2\r\n", "a,a\r\n1,2\r\n", ",b\r\n1,2\r\n", "\"a\",b\r\n1,2\r\n",
    "a,b\r\n\"" + String(repeating: "long \"\" ", count: 9000) + "\",2\r\n", "a;b\r\n1;2\r\n",
    "sep=;\r\na;b\r\n1;2\r\n",
  ]

  @Test(arguments: [true, false], [ReaderOptions.Mode.strict, .lenient])
  func restarted_readsLikeANewOne(_ hasHeader: Bool, _ mode: ReaderOptions.Mode) throws {
    let texts = RestartTests.own + Case.all.map(\.text)
    for (honorsSeparatorLine, size) in [(false, 7), (true, 64), (false, 256 << 10)] {
      var dialect = Dialect(delimiter: 0x2C, hasHeader: hasHeader)
      dialect.honorsSeparatorLine = honorsSeparatorLine
      var options = ReaderOptions(mode: mode)
      options.bufferSize = size
      options.recordLimit = 50_000
      var reader = try CSVReader(plain: MemorySource(Array("a,b\r\n".utf8)), dialect: dialect, options: options)
      // Each text follows itself, the one before it and one further away.
      for step in [0, 1, 5] {
        for place in texts.indices {
          for text in [texts[place], texts[(place + step) % texts.count]] {
            let bytes = Array(text.utf8)
            let expected = Reading(plain: bytes, dialect, options)
            #expect(Reading(bytes, again: &reader) == expected, "\(text.prefix(60)) behind \(texts[place].prefix(60))")
          }
        }
      }
    }
  }

  @Test func sameHeader_isNoticed() throws {
    var reader = try CSVReader(plain: MemorySource(Array("a,b\r\n1,2\r\n".utf8)))
    let before = reader.hasSameHeader
    #expect(!before)
    for (text, isSame) in [("a,b\r\n", true), ("a,\"b\"\r\n", false), ("a,b\r\n", false), ("a,b\n3,4\n", true)] {
      try reader.restart(plain: MemorySource(Array(text.utf8)))
      let (noticed, header, column) = (reader.hasSameHeader, reader.header, reader.column("b"))
      #expect(noticed == isSame, "\(text)")
      #expect(header == ["a", "b"] && column == 1)
    }
  }

  @Test func recordThatWasKept_keepsItsBytes() throws {
    var reader = try CSVReader(plain: MemorySource(Array("a,b\r\n1,2\r\n".utf8)))
    var kept = CSVRecord()
    let isFirstThere = try reader.next(into: &kept)
    try reader.restart(plain: MemorySource(Array("c,d\r\n3,4\r\n".utf8)))
    var other = CSVRecord()
    let isSecondThere = try reader.next(into: &other)
    let texts = [kept.string(0), kept.string(1), other.string(0), other.string(1)]
    #expect(isFirstThere && isSecondThere && texts == ["1", "2", "3", "4"])
  }
}
