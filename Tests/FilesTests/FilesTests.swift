import Bytes
import Files
import Testing

@Suite struct AtomicFileTests {
  let folder: String

  init() throws {
    folder = try Folder.makeTemporary(prefix: "/tmp/nightferry-files-")
  }

  @Test func commit_putsTheFileInPlace_andLeavesNothingElse() throws {
    try AtomicFile.write("one".utf8.span, to: "\(folder)/a")
    try AtomicFile.write("two".utf8.span, to: "\(folder)/a")
    #expect(try contents("\(folder)/a") == "two")
    #expect(try Folder.names(in: folder) == ["a"])
    try Folder.removeTree(folder)
  }

  @Test func withoutCommit_whatWasThereStays() throws {
    try AtomicFile.write("one".utf8.span, to: "\(folder)/a")
    do {
      var file = try AtomicFile(path: "\(folder)/a")
      try file.write("half".utf8.span)
    }
    #expect(try contents("\(folder)/a") == "one")
    #expect(try Folder.names(in: folder) == ["a"])
    try Folder.removeTree(folder)
  }

  @Test func missingFolder_isNamed() {
    let error = #expect(throws: SystemError.self) { try AtomicFile.write("x".utf8.span, to: "\(folder)/none/a") }
    #expect(error?.isNotFound == true)
    #expect(error?.path?.hasPrefix("\(folder)/none/") == true)
    #expect(error?.reason == "No such file or directory")
  }

  private func contents(_ path: String) throws -> String {
    String(decoding: try FileDescriptor.contents(of: path), as: UTF8.self)
  }
}

@Suite struct FolderTests {
  @Test func make_makesAllThatIsMissing_andMindsWhatIsThere() throws {
    let folder = try Folder.makeTemporary(prefix: "/tmp/nightferry-files-")
    try Folder.make("\(folder)/a/b/c")
    try Folder.make("\(folder)/a/b/c")
    try AtomicFile.write("x".utf8.span, to: "\(folder)/a/file")
    #expect(throws: SystemError.self) { try Folder.make("\(folder)/a/file/d") }
    #expect(try Folder.names(in: "\(folder)/a") == ["b", "file"])
    #expect(try FileStatus.of("\(folder)/a/file").size == 1)
    try Folder.removeTree(folder)
    #expect(throws: SystemError(call: "stat", path: folder, code: 2)) { try FileStatus.of(folder) }
  }

  @Test func lock_isHeldOnce() throws {
    let folder = try Folder.makeTemporary(prefix: "/tmp/nightferry-files-")
    let first = try FileDescriptor.open("\(folder)/lock", .update(mode: 0o600))
    let second = try FileDescriptor.open("\(folder)/lock", .update(mode: 0o600))
    #expect(try first.tryLock())
    #expect(try !second.tryLock())
    try first.close()
    #expect(try second.tryLock())
    try Folder.removeTree(folder)
  }
}
