import Foundation
import TestSupport
import Testing

/// Every level beside the portable one over generated texts, by a program of their own (Tests/Kernels): those of this
/// machine, and NEON cross-compiled and run under an emulator.
@Suite struct CompiledKernelTests {
  static let native = findProgram("clang") ?? findProgram("gcc")
  static let compiler = findProgram("aarch64-linux-gnu-gcc")
  static let emulator = findProgram("qemu-aarch64")
  static let hasHeaders = FileManager.default.fileExists(atPath: "/usr/aarch64-linux-gnu/include/stdint.h")

  @Test(.enabled(if: native != nil, "needs clang or gcc"))
  func levels_areTheSameAsPortable() throws {
    let folder = try TemporaryFolder()
    let program = try compile(CompiledKernelTests.native ?? "", ["-O1"], in: folder)
    let result = try runCommand(program, ["8000"])
    #expect(result.status == 0, "\(result.text)")
  }

  @Test(
    .enabled(
      if: compiler != nil && emulator != nil && hasHeaders,
      "needs gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user"))
  func neon_isTheSameAsPortable() throws {
    let folder = try TemporaryFolder()
    let program = try compile(CompiledKernelTests.compiler ?? "", ["-static", "-O1"], in: folder)
    let result = try runCommand(CompiledKernelTests.emulator ?? "", [program, "2000"])
    #expect(result.text == "4000 comparisons\n")
  }

  private func compile(_ compiler: String, _ options: [String], in folder: borrowing TemporaryFolder) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path
    let kernels = "\(root)/Sources/System/CByteScan"
    let sources = try FileManager.default.contentsOfDirectory(atPath: kernels).filter { $0.hasSuffix(".c") }
    let program = folder.file("compare")
    let compiled = try runCommand(
      compiler,
      options + ["-Wall", "-Werror", "-I\(kernels)/include", "-o", program]
        + sources.sorted().map { "\(kernels)/\($0)" } + ["\(root)/Tests/Kernels/compare-levels.c"])
    #expect(compiled.status == 0, "\(compiled.errorText)")
    return program
  }
}
