import CSV
import Testing

/// One clause of RFC 4180 section 2, an erratum or a habit of real files, and what each mode makes of it.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  var dialect = Dialect(delimiter: 0x2C, hasHeader: false)
  let strict: Reading
  /// nil: the same as strict, with no warnings.
  var lenient: Reading?

  var testDescription: String { name }
}

@Suite struct ConformanceTests {
  @Test(arguments: Case.all)
  func everyPath_readsAlike(_ expected: Case) {
    for options in paths {
      let strict = Reading(Array(expected.text.utf8), expected.dialect, options)
      #expect(strict == expected.strict, "\(expected.name), strict, \(options.kernel), buffer \(options.bufferSize)")
      var loose = options
      loose.mode = .lenient
      let lenient = Reading(Array(expected.text.utf8), expected.dialect, loose)
      #expect(
        lenient == expected.lenient ?? expected.strict,
        "\(expected.name), lenient, \(options.kernel), buffer \(options.bufferSize)")
    }
  }

  /// A prefix of whole records moves the case over every boundary of the kernels' blocks.
  @Test(arguments: Case.all.filter { !$0.dialect.hasHeader })
  func everyOffset_readsAlike(_ expected: Case) {
    guard !expected.name.hasPrefix("byte order mark") else { return }
    let columns = expected.strict.rows.first?.count ?? 1
    let row = Array(repeating: "", count: columns).joined(separator: String(UnicodeScalar(expected.dialect.delimiter)))
    guard columns > 1, expected.dialect.skipLines == 0, !expected.dialect.honorsSeparatorLine else { return }
    let lineEnd = expected.dialect.lineEnding == .cr ? "\r" : "\r\n"
    for length in 0..<130 where length == 0 || length > row.utf8.count + 2 {
      let prefix = length == 0 ? "" : String(repeating: "x", count: length - row.utf8.count) + row + lineEnd
      for kernel in kernels {
        var options = ReaderOptions.strict
        options.kernel = kernel
        let reading = Reading(Array((prefix + expected.text).utf8), expected.dialect, options)
        #expect(
          reading.rows.count == expected.strict.rows.count + (length > 0 ? 1 : 0), "\(expected.name) at \(length)")
        #expect(Array(reading.rows.suffix(expected.strict.rows.count)) == expected.strict.rows)
        #expect(reading.errors.count == expected.strict.errors.count)
      }
    }
  }
}
