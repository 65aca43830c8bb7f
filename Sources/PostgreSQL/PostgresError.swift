/// Why a call of PostgreSQL failed.
///
/// The message is the server's primary one. Details, which may quote a row, are left out, and so is the message itself of
/// errors about values (SQLSTATE class 22), which quotes the value.
public struct PostgresError: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public enum Kind: Hashable, Sendable {
    /// libpq is not installed.
    case noLibrary
    /// The server cannot be reached, or refused the connection for another reason than the login.
    case connection
    /// The server wants a password, or refused the one that it got.
    case authentication
    /// The connection ended in the middle of the work.
    case lost
    /// The server refused a statement.
    case statement
  }

  /// What kind of failure it is.
  public let kind: Kind
  /// What the server or libpq said, in one line.
  public let message: String
  /// The server's advice, where it has any.
  public let hint: String?
  /// The SQLSTATE, five characters, where the server gave one (PostgreSQL's Appendix A).
  public let state: String?

  /// Creates an error.
  public init(_ kind: Kind, message: String, hint: String? = nil, state: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.state = state
  }

  static let noLibrary = PostgresError(.noLibrary, message: "libpq is not installed; install the package libpq5")
}

extension PostgresError {
  /// What the connection says of its last failure.
  static func last(_ kind: Kind, _ connection: OpaquePointer?, _ library: PQLibrary) -> PostgresError {
    let text = unsafe library.errorMessage(connection).map { unsafe String(cString: $0) } ?? ""
    let lines = text.split(whereSeparator: \.isNewline).map { String($0.drop { $0 == "\t" || $0 == " " }) }
    return PostgresError(kind, message: lines.isEmpty ? "no memory" : lines.joined(separator: "; "))
  }

  /// What a result says of its failure.
  static func statement(_ result: OpaquePointer?, _ connection: OpaquePointer?, _ library: PQLibrary) -> PostgresError {
    func field(_ code: Unicode.Scalar) -> String? {
      unsafe library.errorField(result, Int32(code.value)).map { unsafe String(cString: $0) }
    }
    guard let state = field("C"), let message = field("M") else { return unsafe last(.lost, connection, library) }
    // 57P01 to 57P03 and class 08: the server shuts down, or the connection broke.
    if state.hasPrefix("57P0") || state.hasPrefix("08") { return PostgresError(.lost, message: message, state: state) }
    if state.hasPrefix("22") {
      return PostgresError(.statement, message: "a value cannot be used as the query wants it", state: state)
    }
    return PostgresError(.statement, message: message, hint: field("H"), state: state)
  }
}

extension PostgresError: CustomStringConvertible {
  /// The message, with the SQLSTATE behind it.
  public var description: String { state.map { "\(message) (SQLSTATE \($0))" } ?? message }
}
