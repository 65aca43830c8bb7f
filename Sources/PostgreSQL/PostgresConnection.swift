import Bytes

/// A connection to a PostgreSQL server (`PGconn*`), closed with its last user.
///
/// Not `Sendable`: libpq wants one thread at a time for each connection.
@safe
public final class PostgresConnection {
  let handle: OpaquePointer
  let library: PQLibrary

  /// Connects (`PQconnectdbParams`).
  ///
  /// `address` is what psql takes: `service=crm`, `host=… dbname=…`, a URI, or the empty text for what the environment and
  /// the service file say. A password that is handed in here goes before theirs.
  public init(_ address: String, password: String? = nil) throws(PostgresError) {
    library = try PQLibrary.shared.get()
    // What stands behind `dbname` overrides what it says.
    var parameters = [("fallback_application_name", "nightferry"), ("dbname", address), ("client_encoding", "UTF8")]
    if let password { parameters.append(("password", password)) }
    let opened = unsafe PostgresConnection.open(parameters, library)
    guard let handle = unsafe opened, unsafe library.status(handle) == 0 else {
      let isLogin = unsafe library.needsPassword(opened) != 0 || library.usedPassword(opened) != 0
      let error = unsafe PostgresError.last(isLogin ? .authentication : .connection, opened, library)
      unsafe library.finish(opened)
      throw error
    }
    unsafe self.handle = handle
  }

  deinit {
    unsafe library.finish(handle)
  }

  /// A null-terminated list of names and one of values, as libpq takes them.
  private static func open(_ parameters: [(String, String)], _ library: PQLibrary) -> OpaquePointer? {
    let names = parameters.map { $0.0.utf8CString }
    let values = parameters.map { $0.1.utf8CString }
    return unsafe withPointers(names[...], []) { names in
      unsafe withPointers(values[...], []) { values in unsafe library.connect(names, values, 1) }
    }
  }

  private static func withPointers<Value>(
    _ texts: ArraySlice<ContiguousArray<CChar>>, _ pointers: [UnsafePointer<CChar>?],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
  ) -> Value {
    guard let first = texts.first else {
      let terminated = unsafe pointers + [nil]
      return unsafe terminated.withUnsafeBufferPointer { unsafe body($0.baseAddress.unsafelyUnwrapped) }
    }
    return unsafe first.withUnsafeBufferPointer {
      unsafe withPointers(texts.dropFirst(), pointers + [$0.baseAddress], body)
    }
  }

  /// Runs statements whose rows nobody needs (`PQexec`).
  public func execute(_ sql: String) throws(PostgresError) {
    _ = try rows(sql)
  }

  /// Runs a statement with a small result (`PQexec`): its rows as texts, nil for NULL.
  public func rows(_ sql: String) throws(PostgresError) -> [[String?]] {
    let result = unsafe library.execute(handle, sql)
    defer { unsafe library.clear(result) }
    let status = unsafe library.resultStatus(result)
    // PGRES_COMMAND_OK and PGRES_TUPLES_OK
    guard status == 1 || status == 2 else { throw unsafe PostgresError.statement(result, handle, library) }
    let columns = unsafe library.columnCount(result)
    return unsafe (0..<library.rowCount(result)).map { row in
      (0..<columns).map { column in
        if unsafe library.isNull(result, row, column) != 0 { return nil }
        return unsafe library.value(result, row, column).map { unsafe String(cString: $0) }
      }
    }
  }

  /// The columns of a query's result, found without running it (`PQprepare`, `PQdescribePrepared`).
  ///
  /// Within a transaction the tables that it reads stay as they are until the end: the server locks them against changes of
  /// their columns.
  public func columns(of query: String) throws(PostgresError) -> [PostgresColumn] {
    let prepared = unsafe library.prepare(handle, "", query, 0, nil)
    defer { unsafe library.clear(prepared) }
    guard unsafe library.resultStatus(prepared) == 1 else {
      throw unsafe PostgresError.statement(prepared, handle, library)
    }
    let described = unsafe library.describe(handle, "")
    defer { unsafe library.clear(described) }
    guard unsafe library.resultStatus(described) == 1 else {
      throw unsafe PostgresError.statement(described, handle, library)
    }
    return unsafe (0..<library.columnCount(described)).map { column in
      let name = unsafe library.columnName(described, column).map { unsafe String(cString: $0) }
      return unsafe PostgresColumn(name: name ?? "", type: library.columnType(described, column))
    }
  }
}

/// A column of a query's result.
public struct PostgresColumn: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its type's number in `pg_type`; a domain has that of the type below it.
  public let type: UInt32
}
