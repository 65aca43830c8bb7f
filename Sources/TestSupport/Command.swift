public import Foundation

/// A finished child process: what it said and how it ended.
public struct CommandResult: Sendable {
  /// The exit status, or the signal's number negated.
  public let status: Int32
  /// Standard output.
  public let output: Data
  /// Standard error.
  public let errors: Data

  /// Standard output as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// Runs a program to its end, feeding `input` and collecting both outputs.
///
/// `environment` is added to the test's own; a nil value takes a variable away. A program that outlives
/// `timeLimit` seconds is killed.
public func runCommand(
  _ executable: String, _ arguments: [String] = [], environment changes: [String: String?] = [:], input: Data = Data(),
  folder: String? = nil, timeLimit: Double = 60
) throws -> CommandResult {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: executable)
  process.arguments = arguments
  process.environment = ProcessInfo.processInfo.environment.merging(changes.compactMapValues { $0 }) { $1 }
    .filter { name, _ in changes[name] != .some(nil) }
  if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
  let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
  process.standardInput = stdin
  process.standardOutput = stdout
  process.standardError = stderr
  try process.run()
  let deadline = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
  DispatchQueue.global().asyncAfter(deadline: .now() + timeLimit, execute: deadline)
  let collected = Collected()
  let readers = DispatchGroup()
  DispatchQueue.global().async(group: readers) {
    collected.set(errors: stderr.fileHandleForReading.readDataToEndOfFile())
  }
  DispatchQueue.global().async(group: readers) {
    try? stdin.fileHandleForWriting.write(contentsOf: input)
    try? stdin.fileHandleForWriting.close()
  }
  let output = stdout.fileHandleForReading.readDataToEndOfFile()
  readers.wait()
  process.waitUntilExit()
  deadline.cancel()
  let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  return CommandResult(status: status, output: output, errors: collected.errors)
}

/// The absolute path of a program on the search path, or nil: a test that needs it then skips and says so.
public func findProgram(_ name: String) -> String? {
  let path = environment("PATH") ?? "/usr/bin:/bin"
  let folders = path.components(separatedBy: ":") + ["/usr/sbin", "/usr/local/sbin"]
  return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// The path of an executable product of this package, beside the tests' own binary.
public func builtProgram(_ name: String) -> String {
  let bundle = ProcessInfo.processInfo.arguments[0]
  return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent(name).path
}

func environment(_ name: String) -> String? {
  ProcessInfo.processInfo.environment[name]
}

private final class Collected: @unchecked Sendable {
  private let lock = NSLock()
  private var stored = Data()

  var errors: Data { lock.withLock { stored } }

  func set(errors: Data) {
    lock.withLock { stored = errors }
  }
}
