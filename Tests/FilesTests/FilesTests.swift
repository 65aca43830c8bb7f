import Bytes
import Files
import Glibc
import TestSupport
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

  @Test func whatAKilledProcessLeft_goesWithTheNextWriting() throws {
    for left in [".a.tmp", ".b.tmp"] { try FileDescriptor.open("\(folder)/\(left)", .createNew(mode: 0o600)).close() }
    try AtomicFile.write("one".utf8.span, to: "\(folder)/a")
    #expect(try Folder.names(in: folder) == [".b.tmp", "a"])
    try Folder.removeTree(folder)
  }

  @Test func filesWrittenAtOnce_doNotTakeEachOtherAway() throws {
    do {
      var first = try AtomicFile(path: "\(folder)/a")
      var second = try AtomicFile(path: "\(folder)/a")
      try first.write("first".utf8.span)
      try second.write("second".utf8.span)
      try second.commit()
      #expect(try contents("\(folder)/a") == "second")
      try first.commit(durable: false)
    }
    #expect(try contents("\(folder)/a") == "first")
    #expect(try Folder.names(in: folder) == ["a"])
    try Folder.removeTree(folder)
  }

  @Test func linkInPlaceOfTheScratchFile_isLeftAlone() throws {
    try AtomicFile.write("other".utf8.span, to: "\(folder)/other")
    #expect(unsafe symlink("other", "\(folder)/.a.tmp") == 0)
    try AtomicFile.write("one".utf8.span, to: "\(folder)/a")
    #expect(try contents("\(folder)/other") == "other")
    #expect(try Folder.names(in: folder) == [".a.tmp", "a", "other"])
    try Folder.removeTree(folder)
  }

  /// As root a rename would put a file in the place of `/dev/full`, for all programs of the machine.
  @Test func pipe_isWrittenInto_andNotReplaced() throws {
    let pipe = "\(folder)/pipe"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let reader = FileDescriptor(owning: unsafe open(pipe, O_RDONLY | O_NONBLOCK), path: pipe)
    try AtomicFile.write("one".utf8.span, to: pipe)
    var read = ByteBuffer()
    try reader.read(into: &read, atMost: 100)
    #expect(read.count == 3)
    #expect(try FileStatus.ofLink(pipe).kind == .other)
    let error = #expect(throws: SystemError.self) { try ScratchFile(beside: pipe, mode: 0o600).commit(to: pipe) }
    #expect(error?.isWrongPath == true)
    #expect(try Folder.names(in: folder) == ["pipe"])
    try Folder.removeTree(folder)
  }

  /// Only the names in `/dev` itself stand for open files.
  @Test func linkInMemory_isReplaced_asAnywhere() throws {
    let other = try Folder.makeTemporary(prefix: "/dev/shm/nightferry-test-")
    defer { try? Folder.removeTree(other) }
    try AtomicFile.write("old".utf8.span, to: "\(other)/target")
    #expect(unsafe symlink("target", "\(other)/link") == 0)
    try AtomicFile.write("new".utf8.span, to: "\(other)/link")
    #expect(try contents("\(other)/link") == "new" && contents("\(other)/target") == "old")
    #expect(FileStatus.isDevice("/dev/null") && FileStatus.isDevice("/dev/stdout"))
  }

  @Test func longName_hasAScratchFile() throws {
    let name = String(repeating: "語", count: 85)
    try AtomicFile.write("one".utf8.span, to: "\(folder)/\(name)")
    #expect(try Folder.names(in: folder) == [name])
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
    first.unlock()
    #expect(try second.tryLock())
    try Folder.removeTree(folder)
  }
}

@Suite struct DuplicateTests {
  @Test(arguments: [true, false])
  func theSecondName_holdsTheSameBytes(_ allowsHardLink: Bool) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let source = try folder.write(bytes, to: "source")
    let method = try Folder.duplicate(source, to: folder.file("target"), allowsHardLink: allowsHardLink)
    #expect(try folder.read("target") == bytes)
    #expect(allowsHardLink || method != .hardLink)
  }

  @Test func acrossFileSystems_theBytesAreCopied() throws {
    let folder = try TemporaryFolder()
    let source = try folder.write("x", to: "source")
    let other = try Folder.makeTemporary(prefix: "/dev/shm/nightferry-test-")
    defer { try? Folder.removeTree(other) }
    #expect(try Folder.duplicate(source, to: "\(other)/target") == .copy)
    #expect(try FileStatus.of("\(other)/target").mode == 0o600)
  }

  @Test func aTargetThatIsThere_isNeitherReplacedNorRemoved() throws {
    let folder = try TemporaryFolder()
    let source = try folder.write("new", to: "source")
    try folder.write("old", to: "target")
    let error = #expect(throws: SystemError.self) { try Folder.duplicate(source, to: folder.file("target")) }
    #expect(error?.isAlreadyThere == true)
    #expect(try folder.read("target") == Array("old".utf8))
  }

  @Test func aMissingSource_leavesNothing() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: SystemError.self) {
      try Folder.duplicate(folder.file("none"), to: folder.file("target"))
    }
    #expect(error?.isNotFound == true)
    #expect(try Folder.names(in: folder.path) == [])
  }
}

/// The tests' own tools: a search that finds nothing would skip tests in silence.
@Suite struct TestSupportTests {
  @Test(arguments: ["sh", "env", "cat"])
  func programsOnTheSearchPath_areFound(name: String) {
    #expect(findProgram(name)?.hasSuffix("/\(name)") == true)
  }
}

@Suite struct FolderFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func createdFile_hasItsContents_andIsTheOwnersAlone() throws {
    let handle = try FileDescriptor.open(folder.path, .read)
    try handle.createFile("a b.csv", mode: 0o600, "one".utf8.span)
    try handle.createFile("empty", mode: 0o600, "".utf8.span)
    #expect(try folder.read("a b.csv") == Array("one".utf8) && folder.read("empty").isEmpty)
    #expect(try FileStatus.of(folder.file("a b.csv")).mode & 0o777 == 0o600)
  }

  @Test func takenName_orLink_isRefused_andNamedWhole() throws {
    let handle = try FileDescriptor.open(folder.path, .read)
    try folder.write("old", to: "a")
    unsafe symlink("elsewhere", folder.file("link"))
    for name in ["a", "link"] {
      let error = #expect(throws: SystemError.self) { try handle.createFile(name, mode: 0o600, "new".utf8.span) }
      #expect(error?.code == EEXIST && error?.path == folder.file(name))
    }
    #expect(try folder.read("a") == Array("old".utf8))
    #expect(throws: SystemError.self) { try FileStatus.ofLink(folder.file("elsewhere")) }
    let gone = #expect(throws: SystemError.self) { try handle.createFile("b/c", mode: 0o600, "x".utf8.span) }
    #expect(gone?.isNotFound == true)
  }
}
