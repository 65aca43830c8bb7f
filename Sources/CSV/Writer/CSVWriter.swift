import Bytes
public import Files

/// Writes CSV records to a file, RFC 4180 unless told otherwise.
///
/// A file written by path appears under its name whole or not at all: `finish()` puts it in place, and a writer that
/// goes away without it, after an error for instance, leaves nothing behind.
public struct CSVWriter: ~Copyable {
  private var output: Output
  private var encoder: CSVEncoder
  private var buffer = ByteBuffer(capacity: flushSize + 4096)
  private static let flushSize = 256 << 10

  /// Starts a file that `finish()` puts at `path`, over what is there.
  public init(
    path: String, dialect: Dialect = .rfc4180, policy: QuotePolicy = .minimal, lineFeedOnly: Bool = false,
    mode: UInt32 = 0o600
  ) throws(CSVError) {
    encoder = CSVWriter.encoder(dialect, policy, lineFeedOnly)
    do throws(SystemError) {
      output = Output(file: try AtomicFile(path: path, mode: mode))
    } catch {
      throw CSVError(kind: .stream(.system(error)), path: path)
    }
  }

  /// Writes to an open descriptor: a pipe, standard output, a socket.
  public init(
    to descriptor: consuming FileDescriptor, dialect: Dialect = .rfc4180, policy: QuotePolicy = .minimal,
    lineFeedOnly: Bool = false
  ) {
    encoder = CSVWriter.encoder(dialect, policy, lineFeedOnly)
    output = Output(descriptor: descriptor)
  }

  private static func encoder(_ dialect: Dialect, _ policy: QuotePolicy, _ lineFeedOnly: Bool) -> CSVEncoder {
    CSVEncoder(
      delimiter: dialect.delimiter, quote: dialect.quote ?? UInt8(ascii: "\""), policy: policy,
      lineFeedOnly: lineFeedOnly)
  }

  /// Appends one field to the open record.
  public mutating func field(_ text: Span<UInt8>) throws(CSVError) {
    encoder.field(text, into: &buffer)
    if buffer.count >= CSVWriter.flushSize { try flush() }
  }

  /// Appends one field to the open record.
  public mutating func field(_ text: String) throws(CSVError) {
    try field(text.utf8.span)
  }

  /// Closes the open record.
  public mutating func endRecord() throws(CSVError) {
    encoder.endRecord(into: &buffer)
    if buffer.count >= CSVWriter.flushSize { try flush() }
  }

  /// Writes a whole record.
  public mutating func record(_ fields: [String]) throws(CSVError) {
    for text in fields { try field(text) }
    try endRecord()
  }

  /// Writes a record as it was read, field by field.
  public mutating func record(_ fields: borrowing CSVRecord) throws(CSVError) {
    encoder.fields(of: fields, into: &buffer)
    try endRecord()
  }

  /// Hands the buffered bytes to the system.
  public mutating func flush() throws(CSVError) {
    let failure = CSVWriter.drain(&buffer, to: &output)
    if let failure { throw CSVError(kind: .stream(.system(failure)), path: failure.path ?? "output") }
  }

  private static func drain(_ buffer: inout ByteBuffer, to output: inout Output) -> SystemError? {
    defer { buffer.removeAll() }
    do throws(SystemError) {
      if !buffer.isEmpty { try output.write(buffer.span) }
      return nil
    } catch {
      return error
    }
  }

  /// Writes what is buffered and puts the file in place; `durable` forces it to the disk first.
  ///
  /// A full disk or another failure throws, with the file's name, and leaves no part of the file behind.
  public consuming func finish(durable: Bool = false) throws(CSVError) {
    try flush()
    do throws(SystemError) {
      try output.finish(durable: durable)
    } catch {
      throw CSVError(kind: .stream(.system(error)), path: error.path ?? "output")
    }
  }
}
