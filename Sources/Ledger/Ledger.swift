import Bytes
import Files
import SQLite

/// The durable memory of what was exported, delivered and refused: one SQLite file (WAL, every commit forced to the disk).
///
/// Opened for writing it holds a lock that only one process can have, so what the file says about parcels on the way is
/// what a process that is gone has left.
public final class Ledger {
  /// The path as it was opened.
  public let path: String
  let database: Database
  let statements: ParcelStatements
  private let lock: LedgerLock?

  /// How a ledger is opened.
  public enum Access: Hashable, Sendable {
    /// For looking, while another run may be writing; the file must be there. One of an older version is brought up to date
    /// first, which needs the lock for a moment.
    case read
    /// For a run: made where it is missing (mode 0600), brought up to date, and locked.
    case write
  }

  /// Opens the ledger at `path`; for writing, at once or not at all (`LedgerError.locked`).
  public init(path: String, _ access: Access = .write) throws(LedgerError) {
    self.path = path
    if access == .read { try Ledger.bringUpToDate(path) }
    lock = access == .write ? try LedgerLock(path: path) : nil
    if access == .write {
      do { try Ledger.makePrivate(path) } catch { throw .file(error) }
    }
    do {
      database = try Database(path: path, access == .write ? .readWrite : .readOnly)
    } catch {
      throw .database(error)
    }
    try Ledger.checkAndUpdate(database, access)
    do { statements = try ParcelStatements(database) } catch { throw .database(error) }
  }

  /// Opens an older ledger once for writing.
  private static func bringUpToDate(_ path: String) throws(LedgerError) {
    let found: Int64
    do {
      let database = try Database(path: path, .readOnly)
      guard try number(database, "PRAGMA application_id") == LedgerTables.applicationID else { return }
      found = try number(database, "PRAGMA user_version")
    } catch {
      throw .database(error)
    }
    guard found < LedgerTables.version else { return }
    do throws(LedgerError) {
      _ = try Ledger(path: path, .write)
    } catch {
      if case .locked = error { throw error }
      throw .tooOld(path: path, version: found)
    }
  }

  /// Makes an empty file that only its owner can read, as SQLite would make one that all can read.
  private static func makePrivate(_ path: String) throws(SystemError) {
    do {
      try FileDescriptor.open(path, .createNew(mode: 0o600)).close()
    } catch {
      if !error.isAlreadyThere { throw error }
    }
  }

  private static func checkAndUpdate(_ database: Database, _ access: Access) throws(LedgerError) {
    let found: Int64
    let application: Int64
    let isEmpty: Bool
    do {
      found = try number(database, "PRAGMA user_version")
      application = try number(database, "PRAGMA application_id")
      isEmpty = try number(database, "SELECT count(*) FROM sqlite_master") == 0
    } catch {
      throw .database(error)
    }
    // A new ledger is an empty database; anything else must carry our mark.
    if application != LedgerTables.applicationID, !(isEmpty && access == .write) {
      throw .notALedger(path: database.path)
    }
    if found > LedgerTables.version { throw .tooNew(path: database.path, version: found) }
    guard access == .write else { return }
    do { try update(database, from: found) } catch { throw .database(error) }
  }

  private static func update(_ database: Database, from found: Int64) throws(SQLiteError) {
    // WAL lets `history` read during a run; FULL makes each commit outlive a power cut.
    try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
    guard found < LedgerTables.version else { return }
    try database.transaction { () throws(SQLiteError) in
      for step in LedgerTables.steps[Int(found)...] { try database.execute(step) }
      try database.execute("PRAGMA application_id = \(LedgerTables.applicationID)")
      try database.execute("PRAGMA user_version = \(LedgerTables.version)")
    }
  }

  private static func number(_ database: Database, _ sql: String) throws(SQLiteError) -> Int64 {
    var statement = try database.prepare(sql)
    _ = try statement.step()
    return statement.integer(0)
  }

  /// Runs `body` in one transaction, so that many changes cost one wait for the disk.
  public func together<Result>(_ body: () throws(LedgerError) -> Result) throws(LedgerError) -> Result {
    try database.transaction(orThrow: LedgerError.database, body)
  }

  /// Runs a piece of database work and names its errors.
  func work<Result>(_ body: () throws(SQLiteError) -> Result) throws(LedgerError) -> Result {
    do { return try body() } catch { throw .database(error) }
  }
}
