import Bytes
import CSV
import Files

/// All that a reader said of a text.
struct Reading: Equatable {
  var header: [String] = []
  var rows: [[String]] = []
  /// `name@line:field:byte`, as far as known, of each error.
  var errors: [String] = []
  /// The same of each mending.
  var warnings: [String] = []

  init(header: [String] = [], rows: [[String]], errors: [String] = [], warnings: [String] = []) {
    (self.header, self.rows, self.errors, self.warnings) = (header, rows, errors, warnings)
  }

  /// Reads to the end, going on behind each record in error.
  init(_ text: [UInt8], _ dialect: Dialect = .rfc4180, _ options: ReaderOptions = .strict) {
    do {
      var reader = try CSVReader(bytes: text, dialect: dialect, options: options)
      readAll(&reader)
    } catch {
      errors.append(Reading.words(error))
    }
  }

  /// Reads the same as it comes, by a reader of its own.
  init(plain text: [UInt8], _ dialect: Dialect, _ options: ReaderOptions) {
    do {
      var reader = try CSVReader(plain: MemorySource(text), dialect: dialect, options: options)
      readAll(&reader)
    } catch {
      errors.append(Reading.words(error))
    }
  }

  /// Reads a text by a reader that has read others.
  init(_ text: [UInt8], again reader: inout CSVReader) {
    do {
      try reader.restart(plain: MemorySource(text))
      readAll(&reader)
    } catch {
      errors.append(Reading.words(error))
    }
  }

  private mutating func readAll(_ reader: inout CSVReader) {
    header = reader.header
    var record = CSVRecord()
    while true {
      do {
        guard try reader.next(into: &record) else { break }
        var row: [String] = []
        for field in 0..<record.count { row.append(String(repairing: record[field])) }
        rows.append(row)
      } catch {
        errors.append(Reading.words(error))
        if !error.isRecoverable { break }
      }
    }
    warnings = reader.warnings.map { Reading.words($0.error) }
  }

  static func words(_ error: CSVError) -> String {
    let place = [error.line, error.field, error.byteOffset.map { Int($0) }].map { $0.map(String.init) ?? "-" }
    return "\(error.name)@\(place.joined(separator: ":"))"
  }
}

/// The kernels that this machine runs.
let kernels = Kernel.allCases.filter(\.isAvailable)

/// Every way through the reader that must lead to one result.
let paths: [ReaderOptions] = kernels.flatMap { kernel in
  [1, 2, 3, 5, 7, 13, 63, 64, 65, 127, 256 << 10].map { size in
    var options = ReaderOptions.strict
    options.kernel = kernel
    options.bufferSize = size
    return options
  }
}
