import Bytes
import Files
import SQLite
import TestSupport
import Testing

@Suite struct DatabaseTests {
  let database: Database

  init() throws {
    database = try Database(path: ":memory:", .temporary)
    try database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, body BLOB, size REAL)")
  }

  @Test func values_comeBackAsTheyWent() throws {
    var insert = try database.prepare("INSERT INTO t VALUES (?, ?, ?, ?)", keep: true)
    try insert.bind(1, Int64.min)
    try insert.bind(2, "né\u{0}日本")
    try insert.bind(3, blob: [0, 255, 7].span)
    try insert.bind(4, 1.5)
    try insert.run()
    #expect(database.lastInsertedRow == Int64.min)
    var select = try database.prepare("SELECT id, name, body, size, NULL FROM t")
    #expect(try select.step())
    #expect(select.integer(0) == Int64.min)
    let name = select.text(1).array()
    #expect(name == Array("né\u{0}日本".utf8))
    let body = select.blob(2).array()
    #expect(body == [0, 255, 7])
    #expect(select.double(3) == 1.5)
    #expect(select.type(4) == .null)
    #expect(select.optionalString(4) == nil)
    #expect(try !select.step())
  }

  @Test func emptyTextAndBlob_areNotNull() throws {
    var insert = try database.prepare("INSERT INTO t (name, body) VALUES (?, ?)")
    try insert.bind(1, "")
    try insert.bind(2, blob: Span())
    try insert.run()
    var select = try database.prepare("SELECT name, body FROM t")
    #expect(try select.step())
    #expect(select.type(0) == .text)
    #expect(select.type(1) == .blob)
    let count = select.text(0).count + select.blob(1).count
    #expect(count == 0)
  }

  @Test func uniqueConstraint_isNamed_andTheStatementGoesOn() throws {
    var insert = try database.prepare("INSERT INTO t (name) VALUES (?)")
    try insert.bind(1, "secret-value")
    try insert.run()
    do {
      try insert.run()
      Issue.record("a second row with the same name went in")
    } catch {
      #expect(error.isConstraint)
      #expect(error.extendedCode == 2067)
      #expect(!error.description.contains("secret-value"))
    }
    try insert.bind(1, "other")
    try insert.run()
    #expect(database.changes == 1)
  }

  @Test func transaction_thatThrows_leavesNothing() throws {
    #expect(throws: SQLiteError.self) {
      try database.transaction { () throws(SQLiteError) in
        try database.execute("INSERT INTO t (name) VALUES ('a')")
        try database.execute("INSERT INTO nowhere VALUES (1)")
      }
    }
    #expect(try count() == 0)
    try database.transaction { () throws(SQLiteError) in try database.execute("INSERT INTO t (name) VALUES ('a')") }
    #expect(try count() == 1)
  }

  @Test(arguments: ["", "  -- only a comment", "SELECT 1; SELECT 2", "SELEC 1"])
  func notOneStatement_isRefused(_ sql: String) {
    #expect(throws: SQLiteError.self) { _ = try database.prepare(sql) }
  }

  @Test func trailingSemicolon_isFine() throws {
    var statement = try database.prepare("SELECT 1 ; \n")
    #expect(try statement.step())
    #expect(statement.isReadOnly == true)
  }

  private func count() throws -> Int64 {
    var select = try database.prepare("SELECT count(*) FROM t")
    _ = try select.step()
    return select.integer(0)
  }
}

@Suite struct DatabaseFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func missingFile_isUnreadable_andNotMade() throws {
    do {
      _ = try Database(path: folder.file("none.sqlite"), .readOnly)
      Issue.record("opened what is not there")
    } catch {
      #expect(error.isUnreadable)
    }
    #expect(try Folder.names(in: folder.path) == [])
  }

  @Test func noDatabase_isDamaged() throws {
    let path = try folder.write("id,name\r\n1,Ann\r\n and more text than a header", to: "calls.csv")
    let database = try Database(path: path, .readOnly)
    do {
      _ = try database.prepare("SELECT * FROM sqlite_master")
      Issue.record("read a CSV file as a database")
    } catch {
      #expect(error.isDamaged)
    }
  }

  @Test func secondWriter_isToldToWait() throws {
    let path = folder.file("a b%?#.sqlite")
    let first = try Database(path: path, .create)
    try first.execute("CREATE TABLE t (id)")
    let second = try Database(path: path, .readWrite, busyTimeout: 0)
    try first.transaction { () throws(SQLiteError) in
      do throws(SQLiteError) {
        try second.execute("BEGIN IMMEDIATE")
        Issue.record("two writers at once")
      } catch {
        #expect(error.isBusy)
      }
    }
    let frozen = try Database(path: path, .immutable)
    #expect(throws: SQLiteError.self) { try frozen.execute("INSERT INTO t VALUES (1)") }
  }
}
