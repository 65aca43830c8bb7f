import Bytes
import Files
import Glibc
import TestSupport
import Testing

/// `StagedFolder`: a folder appears whole or not at all.
@Suite struct StagedFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func fill(_ staged: borrowing StagedFolder, _ names: String...) throws {
    for name in names { try AtomicFile.write("new".utf8.span, to: "\(staged.path)/\(name)") }
  }

  private func names(_ path: String = "") throws -> [String] { try Folder.names(in: folder.file(path)) }

  @Test(arguments: ["out", "out/"])
  func commit_putsTheFolderInPlace_andLeavesNothingElse(_ target: String) throws {
    let staged = try StagedFolder(for: folder.file(target))
    try fill(staged, "a", "b")
    #expect(try names() == [".out.tmp"])
    try staged.commit()
    #expect(try names() == ["out"])
    #expect(try names("out") == ["a", "b"])
  }

  @Test func withoutCommit_nothingStays() throws {
    do {
      let staged = try StagedFolder(for: folder.file("out"))
      try fill(staged, "a")
    }
    #expect(try names() == [])
  }

  @Test func whatAKilledProcessLeft_isNotTakenAlong() throws {
    try folder.write("half", to: ".out.tmp/deep/old")
    let staged = try StagedFolder(for: folder.file("out"))
    try fill(staged, "a")
    try staged.commit()
    #expect(try names("out") == ["a"])
  }

  @Test func overAFolder_filesOfOtherNamesStay() throws {
    try folder.write("old", to: "out/a")
    try folder.write("mine", to: "out/z")
    let staged = try StagedFolder(for: folder.file("out"))
    try fill(staged, "a", "b")
    try staged.commit()
    #expect(try names() == ["out"])
    #expect(try names("out") == ["a", "b", "z"])
    #expect(try folder.read("out/a") == Array("new".utf8) && folder.read("out/z") == Array("mine".utf8))
  }

  @Test func secondFilling_isRefused_andLeavesTheFirstAlone() throws {
    let first = try StagedFolder(for: folder.file("out"))
    try fill(first, "a")
    let error = #expect(throws: SystemError.self) { _ = try StagedFolder(for: folder.file("out")) }
    #expect(error?.code == EWOULDBLOCK)
    try first.commit()
    #expect(try names("out") == ["a"])
  }

  @Test func overAFile_isRefused() throws {
    try folder.write("mine", to: "out")
    let error = #expect(throws: SystemError.self) { _ = try StagedFolder(for: folder.file("out")) }
    #expect(error?.code == ENOTDIR)
    #expect(try names() == ["out"])
  }
}
