import PostgreSQL

extension DumpError {
  /// The error of a PostgreSQL call; `place` names the database, and the table where it is one.
  init(_ error: PostgresError, _ place: String) {
    switch error.kind {
    case .noLibrary:
      self.init(.unreadable, path: place, problem: error.message, fix: "A PostgreSQL dump needs libpq to be read")
    case .authentication:
      self.init(
        .authentication, path: place, problem: "the login failed: \(error.message)",
        fix: "Set dump.password to { env: … } or { file: … }, or write the password into ~/.pgpass")
    case .connection:
      self.init(
        .unreachable, path: place, problem: "the database cannot be connected to: \(error.message)",
        fix: "Try the same address with psql; it takes it alike")
    case .lost:
      self.init(
        .unreachable, path: place, problem: "the connection to the database ended in the middle: \(error.message)",
        fix: "Run again when the server is up; the outbox is as it was before")
    case .statement: self.init(statement: error, place)
    }
  }

  private init(statement error: PostgresError, _ place: String) {
    let problem = "PostgreSQL says: \(error)"
    switch error.state {
    case "42501":
      self.init(.unreadable, path: place, problem: problem, fix: "GRANT SELECT on it to the role that nightferry uses")
    case "42P01":
      self.init(.noTable, path: place, problem: problem, fix: error.hint ?? "Correct the name, or the search path")
    case "42703":
      self.init(.noColumn, path: place, problem: problem, fix: error.hint ?? "Correct the name in the query")
    case "55P03":
      self.init(
        .unreadable, path: place, problem: "another session has kept the table locked for five minutes",
        fix: "Run again when it is done")
    case let state? where state.hasPrefix("53"):
      self.init(.noSpace, path: place, problem: problem, fix: "Look at the server's disk, memory and connections")
    default:
      self.init(.query, path: place, problem: problem, fix: error.hint ?? "Mend the query, and try it with psql")
    }
  }
}
