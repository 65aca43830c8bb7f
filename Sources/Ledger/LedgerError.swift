public import Bytes
public import Files
public import SQLite

/// Why the ledger could not be opened or written.
public enum LedgerError: Error, Hashable, Sendable {
  /// Another run holds the ledger: its process number and when it took the lock, as far as its lock file tells.
  case locked(path: String, processID: Int32?, since: Timestamp?)
  /// The file is a database, but not a ledger.
  case notALedger(path: String)
  /// The ledger was written by a newer Nightferry, whose version of the tables this one does not know.
  case tooNew(path: String, version: Int64)
  /// The ledger was written by an older Nightferry, and cannot be brought up to date where it is: it may only be read.
  case tooOld(path: String, version: Int64)
  /// A database call failed.
  case database(SQLiteError)
  /// The lock file could not be made or read.
  case file(SystemError)
}

extension LedgerError {
  /// Whether the disk is full.
  public var isOutOfSpace: Bool {
    switch self {
    case .database(let error): error.isOutOfSpace
    case .file(let error): error.isOutOfSpace
    case .locked, .notALedger, .tooNew, .tooOld: false
    }
  }
}

extension LedgerError: CustomStringConvertible {
  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .locked(let path, let processID, let since):
      let holder = processID.map { "process \($0)" } ?? "another process"
      let start = since.map { " since \($0.utcText)" } ?? ""
      return
        "\(path): another run holds the ledger (\(holder)\(start)). Wait until it has ended, or use another ledger."
    case .notALedger(let path):
      return "\(path): this is a SQLite database, but no Nightferry ledger. Name another file with --ledger."
    case .tooNew(let path, let version):
      return "\(path): the ledger has version \(version), made by a newer Nightferry. Use that one, or another ledger."
    case .tooOld(let path, let version):
      return
        "\(path): the ledger has version \(version), which must be brought up to date before it is read. "
        + "Make file and folder writable, or copy it to where they are."
    case .database(let error):
      return LedgerError.advice(for: error)
    case .file(let error) where error.isOutOfSpace:
      return "\(error). Make room and run again; nothing is lost."
    case .file(let error):
      return "\(error). The ledger's folder must exist and be writable."
    }
  }

  private static func advice(for error: SQLiteError) -> String {
    if error.isUnreadable {
      return "\(error.path): the ledger cannot be opened. Its folder must exist and be writable."
    }
    if error.isDamaged {
      return "\(error.path): the ledger is damaged (\(error.message)). Move it away and restore it from a copy."
    }
    if error.isOutOfSpace { return "\(error.path): the disk is full. Make room and run again; nothing is lost." }
    if error.isReadOnly { return "\(error.path): the ledger may only be read. Change its owner or mode." }
    if error.isBusy { return "\(error.path): another program is writing to the ledger. Close it and run again." }
    return "\(error)"
  }
}
