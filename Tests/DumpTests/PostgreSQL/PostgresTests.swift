import Bytes
import Dump
import Foundation
import TestSupport
import Testing

/// A real server, shared by the tests of this file; each has a database of its own.
private enum Server {
  static let shared = Result { try PrivatePostgres() }
}

@Suite(.enabled(if: PrivatePostgres.isInstalled, "PostgreSQL is not installed (Debian's package postgresql)"))
struct PostgresTests {
  let server: PrivatePostgres
  let database = "t\(UInt32.random(in: 0...UInt32.max))"

  init() throws {
    server = try Server.shared.get()
    try server.run("CREATE DATABASE \(database)")
  }

  private func open(user: String = "postgres", password: String? = nil) throws -> Dump {
    try Dump(postgres: PostgresAddress(server.address(database: database, user: user), password: password))
  }

  private func sql(_ text: String) throws { try server.run(text, database: database) }

  private func read(_ source: any RecordSource) throws -> [String] {
    var record = Record()
    var rows: [String] = []
    while true {
      let outcome = try source.next(into: &record)
      if outcome == .end { return rows }
      var parts = source.cells(record)
      if case .broken(let fault) = outcome { parts.insert("!\(fault.rule)", at: 0) }
      rows.append(parts.joined(separator: "|"))
    }
  }

  private func failure(_ body: () throws -> Void) -> DumpError? {
    do { try body() } catch { return error as? DumpError }
    return nil
  }

  @Test(arguments: [
    ("int", "42", "number:42"), ("bigint", "-9007199254740993", "number:-9007199254740993"),
    ("numeric(10,2)", "12.50", "number:12.50"), ("double precision", "0.1", "number:0.1"),
    ("float8", "'NaN'", "number:NaN"), ("boolean", "true", "boolean:true"), ("boolean", "false", "boolean:false"),
    ("text", "''", "text:"), ("text", "NULL", "missing:"), ("text", "E'a\\tb\\nc\\\\d\\re'", "text:a\tb\nc\\d\re"),
    ("text", "'\\N'", "text:\\N"), ("text", "'é日本🚢'", "text:é日本🚢"), ("char(6)", "'ab'", "text:ab"),
    ("varchar", "'x'", "text:x"), ("timestamptz", "'2026-03-16 10:05:00+02'", "text:2026-03-16T08:05:00Z"),
    ("timestamptz", "'2026-03-16 10:05:00.25-05:30'", "text:2026-03-16T15:35:00.25Z"),
    ("timestamptz", "'infinity'", "text:infinity"), ("timestamp", "'2026-03-16 10:05:00'", "text:2026-03-16 10:05:00"),
    ("date", "'2026-03-16'", "text:2026-03-16"), ("json", "'{\"a\": 1}'", "json:{\"a\": 1}"),
    ("jsonb", "'{\"a\":\"x\\ty\"}'", "json:{\"a\": \"x\\ty\"}"), ("text[]", "'{a,\"b c\"}'", "json:[\"a\",\"b c\"]"),
    ("int[]", "'{1,2}'", "json:[1,2]"),
    ("uuid", "'11111111-2222-3333-4444-555555555555'", "text:11111111-2222-3333-4444-555555555555"),
    ("interval", "'90 seconds'", "text:PT1M30S"), ("mood", "'glad'", "text:glad"), ("amount", "7", "number:7"),
  ])
  func value_ofEveryType_isWhatTheMappingWants(type: String, literal: String, wanted: String) throws {
    try sql(
      """
      CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE DOMAIN amount AS integer CHECK (value > 0);
      CREATE TABLE t (first int, v \(type), last text); INSERT INTO t VALUES (1, \(literal), 'end')
      """)
    #expect(try read(open().source(table: "t")) == ["number:1|\(wanted)|text:end"])
  }

  @Test func tables_areThoseTheRoleMayRead_schemasInFront() throws {
    try sql(
      """
      CREATE TABLE calls (id int); CREATE VIEW late AS SELECT * FROM calls; CREATE SCHEMA crm;
      CREATE TABLE crm."Odd ""Name" (id int); INSERT INTO crm."Odd ""Name" VALUES (7); CREATE TABLE secret (id int);
      CREATE TABLE months (at date) PARTITION BY RANGE (at);
      CREATE TABLE m1 PARTITION OF months FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
      DROP ROLE IF EXISTS \(database)_r; CREATE ROLE \(database)_r LOGIN; GRANT USAGE ON SCHEMA crm TO \(database)_r;
      GRANT SELECT ON calls, late, months, crm."Odd ""Name" TO \(database)_r
      """)
    let dump = try open(user: "\(database)_r")
    #expect(try dump.tables() == ["calls", "late", "months", "crm.Odd \"Name"])
    #expect(try read(dump.source(table: "crm.Odd \"Name")) == ["number:7"])
    let error = failure { _ = try dump.source(table: "call") }
    #expect(error?.kind == .noTable && error?.fix.hasPrefix("Did you mean \"calls\"?") == true)
    #expect(failure { _ = try read(dump.source(query: "SELECT * FROM secret")) }?.kind == .unreadable)
  }

  @Test func allSources_seeTheInstantAtWhichTheDumpWasOpened() throws {
    try sql("CREATE TABLE a (id int); CREATE TABLE b (id int); INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)")
    let dump = try open()
    let a = try dump.source(table: "a")
    var record = Record()
    try sql("INSERT INTO a VALUES (2); INSERT INTO b VALUES (2)")
    // Two tables at once, over two connections.
    #expect(try a.next(into: &record) == .record)
    #expect(try read(dump.source(table: "b")) == ["number:1"])
    #expect(try a.next(into: &record) == .end)
    #expect(try read(dump.source(query: "SELECT count(*) FROM a")) == ["number:1"])
    #expect(try read(open().source(table: "b")) == ["number:1", "number:2"])
  }

  @Test func tableThatIsBeingRead_cannotChangeUnderIt() throws {
    try sql("CREATE TABLE t (id int, v text); INSERT INTO t VALUES (1, 'x')")
    let source = try open().source(table: "t")
    #expect(throws: (any Error).self) { try sql("SET lock_timeout = '100ms'; ALTER TABLE t DROP COLUMN v") }
    #expect(try read(source) == ["number:1|text:x"])
  }

  @Test(arguments: [
    "SELECT id, v FROM t ORDER BY id DESC;", "SELECT id, v FROM t ORDER BY id DESC -- newest first",
    "WITH x AS (SELECT * FROM t) SELECT * FROM x ORDER BY 1 DESC ;\n",
  ])
  func query_runsInPlace(query: String) throws {
    try sql("CREATE TABLE t (id int, v text[]); INSERT INTO t VALUES (1, '{a}'), (2, NULL)")
    let source = try open().source(query: query)
    #expect(source.columns == ["id", "v"])
    #expect(try read(source) == ["number:2|missing:", "number:1|json:[\"a\"]"])
  }

  @Test(arguments: [
    ("SELECT nope FROM t", DumpError.Kind.noColumn), ("SELECT * FROM nope", .noTable), ("SELEC", .query),
    ("DELETE FROM t RETURNING id", .query), ("SELECT 1; DROP TABLE t", .query), ("", .query),
    ("CREATE TABLE u (i int)", .query),
  ])
  func query_thatCannotBeRun_isRefusedAndChangesNothing(query: String, kind: DumpError.Kind) throws {
    try sql("CREATE TABLE t (id int); INSERT INTO t VALUES (1)")
    #expect(failure { _ = try read(open().source(query: query)) }?.kind == kind)
    #expect(try server.run("SELECT count(*) FROM t", database: database) == "1")
  }

  @Test func valueInAnError_isNotShown() throws {
    try sql("CREATE TABLE t (v text); INSERT INTO t VALUES ('Jane Private')")
    let error = failure { _ = try read(open().source(query: "SELECT v::int FROM t")) }
    #expect(error?.kind == .query && error.map { !"\($0)".contains("Private") } == true)
  }

  @Test func serverThatGoesAway_isNamedAsSuch() throws {
    let own = try PrivatePostgres()
    try own.run("CREATE TABLE t AS SELECT i, repeat('x', 1000) AS v FROM generate_series(1, 200000) i")
    let source = try Dump(postgres: PostgresAddress(own.address())).source(table: "t")
    var record = Record()
    #expect(try source.next(into: &record) == .record)
    try own.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'nightferry'")
    let error = failure { while try source.next(into: &record) != .end {} }
    #expect(error?.kind == .unreachable)
  }

  @Test func login_needsItsPassword_whichNobodyIsShown() throws {
    try sql(
      "DROP ROLE IF EXISTS locked; CREATE ROLE locked LOGIN PASSWORD 'open sesame'; CREATE TABLE t (id int); GRANT SELECT ON t TO locked"
    )
    #expect(try open(user: "locked", password: "open sesame").tables() == ["t"])
    for password in [nil, "wrong sesame"] {
      let error = failure { _ = try open(user: "locked", password: password) }
      #expect(error?.kind == .authentication && error.map { !"\($0)".contains("sesame") } == true)
    }
  }

  @Test func serverThatIsNotThere_isUnreachable() {
    let error = failure { _ = try Dump(postgres: PostgresAddress("host=/nowhere dbname=x")) }
    #expect(error?.kind == .unreachable)
  }

  @Test func memory_staysFlat() throws {
    try sql("CREATE TABLE t AS SELECT i, repeat('x', 1000) AS v FROM generate_series(1, 100000) i")
    let source = try open().source(table: "t")
    var record = Record()
    _ = try source.next(into: &record)
    let before = try residentKilobytes()
    var count = 1
    while try source.next(into: &record) == .record { count += 1 }
    #expect(count == 100_000)
    #expect(try residentKilobytes() - before < 30_000)
  }

  private func residentKilobytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }
}

@Suite struct PostgresAddressTests {
  @Test(arguments: [
    ("postgresql://u:pw@h/d", true), ("postgres://u@h/d", false), ("host=h password=x", true),
    ("password = 'x' host=h", true), ("service=crm", false), ("postgresql://h/d?password=x", true),
    ("postgresql://h:5432/d", false), ("host=h passfile=/etc/pw", false), ("sslpassword=x", true), ("", false),
    ("postgresql://u@h/d?user=x&password=y", true), ("dbname=password", false),
  ])
  func passwordInAnAddress_isSeen(text: String, holds: Bool) {
    #expect(PostgresAddress.holdsPassword(text) == holds)
  }

  @Test(arguments: [
    ("service=crm", true), ("postgresql://h/d", true), ("host = h", true), ("crm-dump", false), ("a=b", false),
    ("./host=x", false), ("/srv/crm", false),
  ])
  func addressAndPath_areToldApart(text: String, isAddress: Bool) {
    #expect(PostgresAddress.isAddress(text) == isAddress)
  }
}
