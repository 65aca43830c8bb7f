import CSQLite

/// Parameters are numbered from 1, as in SQLite. Bound values stay until they are bound anew. Binding is for a statement
/// that is not between two rows.
extension Statement {
  /// The number of a named parameter, its sign included (`:id`), or nil.
  public func parameter(_ name: String) -> Int? {
    let index = unsafe sqlite3_bind_parameter_index(handle, name)
    return index == 0 ? nil : Int(index)
  }

  /// Binds an integer.
  public mutating func bind(_ parameter: Int, _ value: Int64) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_int64(handle, Int32(parameter), value))
  }

  /// Binds a floating-point number.
  public mutating func bind(_ parameter: Int, _ value: Double) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_double(handle, Int32(parameter), value))
  }

  /// Binds UTF-8 bytes as text; SQLite keeps a copy.
  public mutating func bind(_ parameter: Int, text bytes: Span<UInt8>) throws(SQLiteError) {
    try check(
      unsafe bytes.withUnsafeBufferPointer { bytes in
        // A nil pointer would bind NULL, and an empty run has no address.
        guard let base = bytes.baseAddress, bytes.count > 0 else {
          return unsafe nightferry_sqlite3_bind_text_copy(handle, Int32(parameter), "", 0)
        }
        return unsafe base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          unsafe nightferry_sqlite3_bind_text_copy(handle, Int32(parameter), $0, UInt64(bytes.count))
        }
      })
  }

  /// Binds UTF-8 bytes as text without copying them. They must stay where they are until the statement has been run, and
  /// the parameter must be bound anew before it is run again.
  @unsafe public mutating func bind(_ parameter: Int, lent bytes: Span<UInt8>) throws(SQLiteError) {
    try check(
      unsafe bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress, bytes.count > 0 else {
          return unsafe nightferry_sqlite3_bind_text_copy(handle, Int32(parameter), "", 0)
        }
        return unsafe base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          // No destructor is SQLITE_STATIC.
          unsafe sqlite3_bind_text64(handle, Int32(parameter), $0, UInt64(bytes.count), nil, UInt8(SQLITE_UTF8))
        }
      })
  }

  /// Binds a text.
  public mutating func bind(_ parameter: Int, _ text: String) throws(SQLiteError) {
    try bind(parameter, text: text.utf8.span)
  }

  /// Binds bytes as a blob; SQLite keeps a copy.
  public mutating func bind(_ parameter: Int, blob bytes: Span<UInt8>) throws(SQLiteError) {
    try check(
      unsafe bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress, bytes.count > 0 else {
          return unsafe sqlite3_bind_zeroblob(handle, Int32(parameter), 0)
        }
        return unsafe nightferry_sqlite3_bind_blob_copy(handle, Int32(parameter), base, UInt64(bytes.count))
      })
  }

  /// Binds NULL.
  public mutating func bindNull(_ parameter: Int) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_null(handle, Int32(parameter)))
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    if code != SQLITE_OK { throw database.error(code, sql) }
  }
}
