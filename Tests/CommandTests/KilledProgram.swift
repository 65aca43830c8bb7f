import Foundation
import TestSupport
import Testing

/// The program, killed (SIGKILL) while it works.
enum KilledProgram {
  /// How many kills a test makes: `NIGHTFERRY_KILLS`, 200 with `NIGHTFERRY_FAULTS=all`, else few, to keep the suite short.
  static let kills =
    ProcessInfo.processInfo.environment["NIGHTFERRY_KILLS"].flatMap { Int($0) }
    ?? (ProcessInfo.processInfo.environment["NIGHTFERRY_FAULTS"] == "all" ? 200 : 24)

  /// Runs the program; true where it ended by itself, and well, before it was killed.
  static func run(_ arguments: [String], after seconds: Double) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: builtProgram("nightferry"))
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + seconds) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
    }
    if process.terminationReason == .exit {
      #expect(process.terminationStatus == 0, "\(arguments)")
      return true
    }
    return false
  }

  /// Runs the program again and again, killed at random instants of the time that it takes, until it has been killed
  /// `kills` times; it begins anew with `reset` where it came to its end. `check` looks at what is left after each time.
  ///
  /// The time is what the last whole run took, and longer after each kill, so that one slow run does not let all further
  /// ones end before they are killed.
  static func runAgainAndAgain(
    _ arguments: [String], kills: Int, reset: () throws -> Void, check: (_ isDone: Bool) throws -> Void
  ) throws {
    var killed = 0
    var length = 0.05
    for _ in 0..<kills * 20 where killed < kills {
      let begun = Date()
      let isDone = try run(arguments, after: Double.random(in: 0...length))
      length = isDone ? Date().timeIntervalSince(begun) : min(5, length * 1.25)
      try check(isDone)
      if isDone { try reset() } else { killed += 1 }
    }
    #expect(killed == kills)
    FaultCounts.add("kills", killed)
    #expect(try run(arguments, after: 60))
    try check(true)
  }
}
