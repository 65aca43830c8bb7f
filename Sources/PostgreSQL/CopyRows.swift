import Bytes

/// The rows of `COPY … TO STDOUT`, one at a time, so that memory stays flat whatever the table's size.
///
/// Dropped before the end, the connection cannot be used for anything else and is best closed.
@safe
public struct CopyRows: ~Copyable {
  private let connection: PostgresConnection
  private var bytes: UnsafeMutablePointer<CChar>?
  private var count = 0
  /// Whether all rows were read and the server has said that it is done.
  public private(set) var isAtEnd = false

  /// Begins to copy; `sql` is the whole statement.
  public init(_ connection: PostgresConnection, _ sql: String) throws(PostgresError) {
    self.connection = connection
    let library = connection.library
    let result = unsafe library.execute(connection.handle, sql)
    defer { unsafe library.clear(result) }
    // PGRES_COPY_OUT
    guard unsafe library.resultStatus(result) == 3 else {
      throw unsafe PostgresError.statement(result, connection.handle, library)
    }
  }

  deinit {
    unsafe connection.library.free(bytes)
  }

  /// The present row as the server sent it, in COPY's text form with a line feed at its end.
  public var row: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let raw = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
      let span = unsafe Span<UInt8>(_bytes: RawSpan(_unsafeBytes: raw))
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Goes to the next row (`PQgetCopyData`); false behind the last one.
  public mutating func next() throws(PostgresError) -> Bool {
    let library = connection.library
    unsafe library.free(bytes)
    unsafe bytes = nil
    let length = unsafe library.copyData(connection.handle, &bytes, 0)
    count = Int(max(0, length))
    if length > 0 { return true }
    if length < -1 { throw unsafe PostgresError.last(.lost, connection.handle, library) }
    try finish()
    return false
  }

  /// Takes the statement's own end, which says whether all rows came.
  private mutating func finish() throws(PostgresError) {
    let library = connection.library
    var failure: PostgresError?
    while let result = unsafe library.nextResult(connection.handle) {
      let status = unsafe library.resultStatus(result)
      if status != 1, failure == nil { failure = unsafe .statement(result, connection.handle, library) }
      unsafe library.clear(result)
    }
    if let failure { throw failure }
    isAtEnd = true
  }
}
