import Glibc

/// What the process was called with.
public enum ProcessArguments {
  /// The program's name and its arguments.
  ///
  /// Swift looks for them beside the environment, and finds none where a library that was loaded first (`LD_PRELOAD`, as
  /// faketime and monitoring agents are) has set a variable and so moved it; then the kernel is asked (proc(5)).
  public static let all: [String] = CommandLine.arguments.isEmpty ? fromKernel() : CommandLine.arguments

  private static func fromKernel() -> [String] {
    let file = unsafe open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(file, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += block.prefix(count)
    }
    // Each ends with a NUL.
    return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
