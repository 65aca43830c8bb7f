import Files
import Foundation

/// How many faults tests have made: a line for each test in the file that `NIGHTFERRY_FAULT_COUNTS` names, for `make faults`
/// to add up. Without the variable nothing is written.
public enum FaultCounts {
  /// Adds a line.
  public static func add(_ what: String, _ count: Int) {
    guard let path = ProcessInfo.processInfo.environment["NIGHTFERRY_FAULT_COUNTS"],
      let file = try? FileDescriptor.open(path, .append(mode: 0o600))
    else { return }
    try? file.write(Array("\(count) \(what)\n".utf8).span)
  }
}
