import Foundation
import TestSupport
import Testing

/// The NEON kernels on machines that have none: cross-compiled and run under an emulator.
@Suite struct EmulatedKernelTests {
  static let compiler = findProgram("aarch64-linux-gnu-gcc")
  static let emulator = findProgram("qemu-aarch64")
  static let hasHeaders = FileManager.default.fileExists(atPath: "/usr/aarch64-linux-gnu/include/stdint.h")

  @Test(
    .enabled(
      if: compiler != nil && emulator != nil && hasHeaders,
      "needs gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user"))
  func neon_isTheSameAsPortable() throws {
    let folder = try TemporaryFolder()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path
    let kernels = "\(root)/Sources/System/CByteScan"
    let sources = try FileManager.default.contentsOfDirectory(atPath: kernels).filter { $0.hasSuffix(".c") }
    let program = folder.file("compare")
    let compiled = try runCommand(
      EmulatedKernelTests.compiler ?? "",
      ["-static", "-O1", "-Wall", "-Werror", "-I\(kernels)/include", "-o", program]
        + sources.sorted().map { "\(kernels)/\($0)" } + ["\(root)/Tests/Kernels/compare-levels.c"])
    #expect(compiled.status == 0, "\(compiled.errorText)")
    let result = try runCommand(EmulatedKernelTests.emulator ?? "", [program, "4000"])
    #expect(result.text == "4000 comparisons\n")
  }
}
