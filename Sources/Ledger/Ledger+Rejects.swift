import Bytes
import SQLite

extension Ledger {
  /// Records source records that were refused, in one durable step.
  public func addRejects(_ rejects: [RejectRecord], run: Int64) throws(LedgerError) {
    if rejects.isEmpty { return }
    try together { () throws(LedgerError) in
      try work { () throws(SQLiteError) in
        var insert = try database.prepare(
          "INSERT INTO rejects (run, kind, file, line, id, error, reason) VALUES (?, ?, ?, ?, ?, ?, ?)")
        for reject in rejects {
          try insert.bind(1, run)
          try insert.bind(2, reject.kind)
          try insert.bind(3, reject.file)
          if let line = reject.line { try insert.bind(4, Int64(line)) } else { try insert.bindNull(4) }
          if let id = reject.id { try insert.bind(5, blob: id.span) } else { try insert.bindNull(5) }
          try insert.bind(6, reject.error)
          try insert.bind(7, reject.reason)
          try insert.run()
        }
      }
    }
  }

  /// The records that a run refused, in the order in which they were recorded.
  public func rejects(of run: Int64) throws(LedgerError) -> [RejectRecord] {
    try work { () throws(SQLiteError) in
      var select = try database.prepare(
        "SELECT kind, file, line, id, error, reason FROM rejects WHERE run = ? ORDER BY number")
      try select.bind(1, run)
      var rejects: [RejectRecord] = []
      while try select.step() {
        var reject = RejectRecord(
          kind: select.string(0), file: select.string(1), line: select.optionalInteger(2).map { Int($0) },
          id: select.isNull(3) ? nil : select.blob(3).array(), error: select.string(4), reason: select.string(5))
        reject.run = run
        rejects.append(reject)
      }
      return rejects
    }
  }

  /// How far a source was read, as `setWatermark` left it; nil for a source never read.
  public func watermark(of source: String) throws(LedgerError) -> [UInt8]? {
    try work { () throws(SQLiteError) in
      var select = try database.prepare("SELECT value FROM watermarks WHERE source = ?")
      try select.bind(1, source)
      return try select.step() ? select.blob(0).array() : nil
    }
  }

  /// Records how far a source was read.
  public func setWatermark(_ value: [UInt8], of source: String, run: Int64) throws(LedgerError) {
    try work { () throws(SQLiteError) in
      var insert = try database.prepare("INSERT OR REPLACE INTO watermarks VALUES (?, ?, ?)")
      try insert.bind(1, source)
      try insert.bind(2, blob: value.span)
      try insert.bind(3, run)
      try insert.run()
    }
  }
}
