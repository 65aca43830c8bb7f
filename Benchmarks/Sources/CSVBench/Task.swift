import CSV
import Files

/// What is measured.
enum Task: String, CaseIterable {
  /// Nothing but the reading of the file's bytes: what no reader of files can be faster than.
  case bytes
  /// Every field unescaped and looked at.
  case fields
  /// Every record, no field looked at.
  case records
  /// Every field as a `String`.
  case strings
  /// Every record as a struct, through a column table.
  case structs
  /// Every field written again, to /dev/null.
  case rewrite
  /// Every field written again, to a file.
  case copy

  func run(_ path: String, _ options: ReaderOptions) throws -> Int {
    switch self {
    case .bytes: try bytes(path, options)
    case .fields: try fields(path, options)
    case .records: try records(path, options)
    case .strings: try strings(path, options)
    case .structs: try structs(path, options)
    case .rewrite: try rewrite(path, "/dev/null", options)
    case .copy: try rewrite(path, "\(path).copy", options)
    }
  }

  private func bytes(_ path: String, _ options: ReaderOptions) throws -> Int {
    let source = try FileSource(path: path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: options.bufferSize, alignment: 4096)
    defer { unsafe buffer.deallocate() }
    var sum = 0
    while true {
      let count = unsafe try source.read(into: buffer)
      if count == 0 { return sum }
      sum += count
    }
  }

  private func fields(_ path: String, _ options: ReaderOptions) throws -> Int {
    var reader = try CSVReader(path: path, options: options)
    var record = CSVRecord()
    var sum = 0
    while try reader.next(into: &record) {
      for field in 0..<record.count {
        let text = record[field]
        sum &+= text.count
        if !text.isEmpty { sum &+= Int(text[text.count - 1]) }
      }
    }
    return sum
  }

  private func records(_ path: String, _ options: ReaderOptions) throws -> Int {
    var reader = try CSVReader(path: path, options: options)
    var record = CSVRecord()
    var sum = 0
    while try reader.next(into: &record) { sum &+= record.count }
    return sum
  }

  private func strings(_ path: String, _ options: ReaderOptions) throws -> Int {
    var reader = try CSVReader(path: path, options: options)
    var record = CSVRecord()
    var sum = 0
    while try reader.next(into: &record) {
      for field in 0..<record.count {
        let text = record.string(field)
        sum &+= text.utf8.count
      }
    }
    return sum
  }

  private func structs(_ path: String, _ options: ReaderOptions) throws -> Int {
    let reader = try CSVReader(path: path, options: options)
    var sum = 0
    if reader.column("call_id") != nil {
      var calls = try CSVRows(reader: reader, of: Call.table)
      var call = Call()
      while try calls.next(into: &call) { sum &+= call.notes.utf8.count + call.seconds }
    } else {
      var orders = try CSVRows(reader: reader, of: Order.table)
      var order = Order()
      while try orders.next(into: &order) { sum &+= order.note.utf8.count + Int(order.price) }
    }
    return sum
  }

  private func rewrite(_ path: String, _ target: String, _ options: ReaderOptions) throws -> Int {
    var reader = try CSVReader(path: path, options: options)
    var writer = CSVWriter(to: try FileDescriptor.open(target, .truncate(mode: 0o600)))
    var record = CSVRecord()
    var sum = 0
    try writer.record(reader.header)
    while try reader.next(into: &record) {
      try writer.record(record)
      sum &+= record.count
    }
    try writer.finish()
    return sum
  }
}
