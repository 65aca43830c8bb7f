import Glibc

/// libpq 5, opened when the first database is connected to (`dlopen`): it brings Kerberos, LDAP and a dozen libraries more,
/// which every other command would pay for at its start, and a machine without PostgreSQL needs none of them.
@safe
struct PQLibrary: Sendable {
  typealias Connection = OpaquePointer
  typealias Result = OpaquePointer
  typealias Text = UnsafePointer<CChar>

  /// The library, or why it cannot be opened.
  static let shared: Swift.Result<PQLibrary, PostgresError> = open()

  /// `PQconnectdbParams`
  let connect: @convention(c) (UnsafePointer<Text?>, UnsafePointer<Text?>, Int32) -> Connection?
  /// `PQstatus`; 0 is `CONNECTION_OK`.
  let status: @convention(c) (Connection?) -> Int32
  /// `PQerrorMessage`
  let errorMessage: @convention(c) (Connection?) -> Text?
  /// `PQconnectionNeedsPassword`
  let needsPassword: @convention(c) (Connection?) -> Int32
  /// `PQconnectionUsedPassword`
  let usedPassword: @convention(c) (Connection?) -> Int32
  /// `PQfinish`
  let finish: @convention(c) (Connection?) -> Void
  /// `PQexec`
  let execute: @convention(c) (Connection?, Text) -> Result?
  /// `PQprepare`
  let prepare: @convention(c) (Connection?, Text, Text, Int32, UnsafePointer<UInt32>?) -> Result?
  /// `PQdescribePrepared`
  let describe: @convention(c) (Connection?, Text) -> Result?
  /// `PQgetResult`
  let nextResult: @convention(c) (Connection?) -> Result?
  /// `PQgetCopyData`
  let copyData: @convention(c) (Connection?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, Int32) -> Int32
  /// `PQfreemem`
  let free: @convention(c) (UnsafeMutableRawPointer?) -> Void
  /// `PQresultStatus`
  let resultStatus: @convention(c) (Result?) -> Int32
  /// `PQresultErrorField`
  let errorField: @convention(c) (Result?, Int32) -> Text?
  /// `PQclear`
  let clear: @convention(c) (Result?) -> Void
  /// `PQntuples`
  let rowCount: @convention(c) (Result?) -> Int32
  /// `PQnfields`
  let columnCount: @convention(c) (Result?) -> Int32
  /// `PQfname`
  let columnName: @convention(c) (Result?, Int32) -> Text?
  /// `PQftype`
  let columnType: @convention(c) (Result?, Int32) -> UInt32
  /// `PQgetisnull`
  let isNull: @convention(c) (Result?, Int32, Int32) -> Int32
  /// `PQgetvalue`
  let value: @convention(c) (Result?, Int32, Int32) -> Text?

  private static func open() -> Swift.Result<PQLibrary, PostgresError> {
    guard let handle = unsafe dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL) else { return .failure(.noLibrary) }
    do throws(PostgresError) {
      return .success(try unsafe PQLibrary(handle))
    } catch {
      return .failure(error)
    }
  }

  private init(_ handle: UnsafeMutableRawPointer) throws(PostgresError) {
    unsafe connect = try unsafe PQLibrary.symbol(handle, "PQconnectdbParams")
    unsafe status = try unsafe PQLibrary.symbol(handle, "PQstatus")
    unsafe errorMessage = try unsafe PQLibrary.symbol(handle, "PQerrorMessage")
    unsafe needsPassword = try unsafe PQLibrary.symbol(handle, "PQconnectionNeedsPassword")
    unsafe usedPassword = try unsafe PQLibrary.symbol(handle, "PQconnectionUsedPassword")
    unsafe finish = try unsafe PQLibrary.symbol(handle, "PQfinish")
    unsafe execute = try unsafe PQLibrary.symbol(handle, "PQexec")
    unsafe prepare = try unsafe PQLibrary.symbol(handle, "PQprepare")
    unsafe describe = try unsafe PQLibrary.symbol(handle, "PQdescribePrepared")
    unsafe nextResult = try unsafe PQLibrary.symbol(handle, "PQgetResult")
    unsafe copyData = try unsafe PQLibrary.symbol(handle, "PQgetCopyData")
    unsafe free = try unsafe PQLibrary.symbol(handle, "PQfreemem")
    unsafe resultStatus = try unsafe PQLibrary.symbol(handle, "PQresultStatus")
    unsafe errorField = try unsafe PQLibrary.symbol(handle, "PQresultErrorField")
    unsafe clear = try unsafe PQLibrary.symbol(handle, "PQclear")
    unsafe rowCount = try unsafe PQLibrary.symbol(handle, "PQntuples")
    unsafe columnCount = try unsafe PQLibrary.symbol(handle, "PQnfields")
    unsafe columnName = try unsafe PQLibrary.symbol(handle, "PQfname")
    unsafe columnType = try unsafe PQLibrary.symbol(handle, "PQftype")
    unsafe isNull = try unsafe PQLibrary.symbol(handle, "PQgetisnull")
    unsafe value = try unsafe PQLibrary.symbol(handle, "PQgetvalue")
  }

  private static func symbol<Function>(
    _ handle: UnsafeMutableRawPointer, _ name: String
  ) throws(PostgresError) -> Function {
    guard let symbol = unsafe dlsym(handle, name) else {
      throw PostgresError(.noLibrary, message: "the installed libpq has no \(name); install libpq5")
    }
    return unsafe unsafeBitCast(symbol, to: Function.self)
  }
}
