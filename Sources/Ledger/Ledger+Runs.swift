public import Bytes
import Glibc
import SQLite

extension Ledger {
  /// Records that a run begins, and returns its number.
  public func beginRun(command: String, now: Timestamp = .now()) throws(LedgerError) -> Int64 {
    try work { () throws(SQLiteError) in
      var insert = try database.prepare("INSERT INTO runs (command, host, process, started) VALUES (?, ?, ?, ?)")
      try insert.bind(1, command)
      try insert.bind(2, Ledger.hostName())
      try insert.bind(3, Int64(getpid()))
      try insert.bind(4, now)
      try insert.run()
      return database.lastInsertedRow
    }
  }

  /// Records how a run ended.
  public func finishRun(
    _ run: Int64, exitCode: Int32, counts: [RunCount] = [], now: Timestamp = .now()
  ) throws(LedgerError) {
    try together { () throws(LedgerError) in
      try work { () throws(SQLiteError) in
        var update = try database.prepare("UPDATE runs SET finished = ?2, exit_code = ?3 WHERE id = ?1")
        try update.bind(1, run)
        try update.bind(2, now)
        try update.bind(3, Int64(exitCode))
        try update.run()
        var insert = try database.prepare("INSERT OR REPLACE INTO run_counts VALUES (?, ?, ?, ?)")
        for count in counts {
          try insert.bind(1, run)
          try insert.bind(2, count.kind)
          try insert.bind(3, count.name)
          try insert.bind(4, count.value)
          try insert.run()
        }
      }
    }
  }

  /// The latest runs, newest first.
  public func runs(limit: Int = 20) throws(LedgerError) -> [RunRecord] {
    try work { () throws(SQLiteError) in
      var select = try database.prepare(
        "SELECT id, command, host, process, started, finished, exit_code FROM runs ORDER BY id DESC LIMIT ?")
      try select.bind(1, Int64(limit))
      var runs: [RunRecord] = []
      while try select.step() {
        runs.append(
          RunRecord(
            id: select.integer(0), command: select.string(1), host: select.string(2),
            processID: Int32(truncatingIfNeeded: select.integer(3)), started: Timestamp(seconds: select.integer(4)),
            finished: select.time(5), exitCode: select.optionalInteger(6).map { Int32(truncatingIfNeeded: $0) }))
      }
      for index in runs.indices { runs[index].counts = try counts(of: runs[index].id) }
      return runs
    }
  }

  private func counts(of run: Int64) throws(SQLiteError) -> [RunCount] {
    var select = try database.prepare("SELECT kind, name, value FROM run_counts WHERE run = ?")
    try select.bind(1, run)
    var counts: [RunCount] = []
    while try select.step() {
      counts.append(RunCount(kind: select.string(0), name: select.string(1), value: select.integer(2)))
    }
    return counts
  }

  private static func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
