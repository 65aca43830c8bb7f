import SQLite

extension Ledger {
  /// Looks whether the ledger at `path` can be read and is whole (`PRAGMA quick_check`); a run may be writing meanwhile.
  public static func check(path: String) throws(LedgerError) {
    let ledger = try Ledger(path: path, .read)
    let answer = try ledger.work { () throws(SQLiteError) in
      var statement = try ledger.database.prepare("PRAGMA quick_check(1)")
      return try statement.step() ? statement.string(0) : ""
    }
    if answer == "ok" { return }
    // SQLITE_CORRUPT, in SQLite's own words, which stand below a line that names the database.
    let words = answer.split(separator: "\n").filter { !$0.hasPrefix("***") }.joined(separator: ", ")
    throw .database(SQLiteError(extendedCode: 11, message: words, path: path))
  }
}
