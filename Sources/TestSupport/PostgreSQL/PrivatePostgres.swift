import Files
import Foundation

/// A PostgreSQL server of its own: a data folder and a Unix socket below `/tmp`, nobody else's business, gone with the test.
///
/// `initdb` refuses to work for root; then the server belongs to the user `postgres` of Debian's package.
public final class PrivatePostgres: Sendable {
  /// The folder of the socket, which is what `host=` says.
  public let host: String
  private let folder: String
  private let process: ChildProcess

  /// The folder with the server's programs, or nil where PostgreSQL is not installed.
  private static let programs: String? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return versions.sorted { (Double($0) ?? 0) > (Double($1) ?? 0) }.map { "\(root)/\($0)/bin" }
      .first { FileManager.default.isExecutableFile(atPath: "\($0)/postgres") }
  }()

  /// Whether the server is there and can be run by this user.
  public static let isInstalled = unsafe programs != nil && (getuid() != 0 || getpwnam("postgres") != nil)

  /// Why tests skip.
  public static let absence: String = "PostgreSQL is not installed (Debian's package postgresql)"

  /// Makes a database cluster and starts the server on it. A server that ends before it is ready is begun anew, a few times.
  public init() throws {
    guard let programs = Self.programs else { throw PrivatePostgresError(Self.absence) }
    var attempt = 1
    while true {
      let folder = try Folder.makeTemporary(prefix: "/tmp/nf-pg-")
      do {
        process = try Self.start(programs, folder)
        self.folder = folder
        host = folder
        return
      } catch {
        try? Folder.removeTree(folder)
        if attempt == 5 { throw error }
      }
      attempt += 1
      sleep(2)
    }
  }

  /// Starts a server in the folder, and waits until it is ready.
  private static func start(_ programs: String, _ folder: String) throws -> ChildProcess {
    if getuid() == 0, let user = unsafe getpwnam("postgres") {
      unsafe chown(folder, user.pointee.pw_uid, user.pointee.pw_gid)
    }
    let made = try run(
      "\(programs)/initdb",
      [
        "-D", "\(folder)/data", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "-A", "trust",
      ])
    guard made.status == 0 else { throw PrivatePostgresError("initdb fails: \(made.errorText)") }
    // The role `locked` needs its password, all others none.
    let rules = "local all locked scram-sha-256\nlocal all all trust\n"
    try FileDescriptor.open("\(folder)/data/pg_hba.conf", .truncate(mode: 0o600)).write(Array(rules.utf8).span)
    let server = command(
      "\(programs)/postgres",
      ["-D", "\(folder)/data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=20"])
    // PostgreSQL counts the files that it inherits against its limit, and other tests have many open. The shell ends the server
    // when the test's process is gone, however that ends. Of a server that ends by itself the log stays.
    let script = """
      for file in /proc/self/fd/*; do [ "${file##*/}" -gt 2 ] && eval "exec ${file##*/}>&-"; done 2>/dev/null
      "$@" & pid=$!
      trap 'kill -QUIT $pid 2>/dev/null; wait $pid; rm -rf "\(folder)"; exit 0' TERM INT HUP
      while kill -0 \(getpid()) 2>/dev/null && kill -0 $pid 2>/dev/null; do sleep 0.2 & wait $!; done
      kill -QUIT $pid 2>/dev/null; wait $pid; kill -0 \(getpid()) 2>/dev/null || rm -rf "\(folder)"
      """
    let log = try FileDescriptor.open("\(folder)/log", .append(mode: 0o644))
    let process = try ChildProcess(
      "/bin/bash", ["-c", script, "bash"] + server, output: .descriptor(log.number), errors: .descriptor(log.number))
    // Open until the server has it.
    try log.close()
    // As long as it may take: the machine may be busy with other tests.
    let end = Date(timeIntervalSinceNow: 120)
    while Date() < end, process.isRunning {
      if try run("\(programs)/pg_isready", ["-q", "-h", folder]).status == 0 { return process }
      usleep(50_000)
    }
    let said = (try? FileDescriptor.contents(of: "\(folder)/log")) ?? []
    process.signal(SIGTERM)
    throw PrivatePostgresError(
      "postgres does not start (status \(process.wait())): \(String(decoding: said, as: UTF8.self))")
  }

  deinit {
    process.signal(SIGTERM)
    _ = process.wait()
  }

  /// Runs SQL as the superuser by psql, in the database `postgres` where no other is named.
  @discardableResult
  public func run(_ sql: String, database: String = "postgres") throws -> String {
    let result = try runCommand(
      "/usr/bin/env",
      ["psql", "-h", host, "-U", "postgres", "-d", database, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"],
      input: Data(sql.utf8))
    guard result.status == 0 else { throw PrivatePostgresError("psql: \(result.errorText)") }
    return result.text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The address of a database for a role.
  public func address(database: String = "postgres", user: String = "postgres") -> String {
    "host=\(host) dbname=\(database) user=\(user)"
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> CommandResult {
    let command = Self.command(program, arguments)
    return try runCommand("/usr/bin/env", command, folder: "/tmp")
  }

  /// A program's call as a user who is not root.
  private static func command(_ program: String, _ arguments: [String]) -> [String] {
    (getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", program] : [program])
      + arguments
  }
}

/// Why a private PostgreSQL does not run.
public struct PrivatePostgresError: Error, CustomStringConvertible {
  /// What happened.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
