import Files
import TestSupport
import Testing

/// Files that are read at once, whole or in part.
@Suite struct ContentsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [(0, 3, "abc"), (2, 2, "cd"), (4, 9, "ef"), (6, 1, ""), (9, 1, ""), (1, 0, "")])
  func part_endsWhereTheFileDoes(_ offset: Int64, _ count: Int, _ wanted: String) throws {
    let path = try folder.write("abcdef", to: "file")
    #expect(try FileDescriptor.contents(of: path, at: offset, count: count) == Array(wanted.utf8))
  }

  @Test func fileBeyondTheLimit_isRefused() throws {
    let path = try folder.write("abcdef", to: "file")
    #expect(try FileDescriptor.contents(of: path, limit: 6) == Array("abcdef".utf8))
    #expect(throws: SystemError.self) { try FileDescriptor.contents(of: path, limit: 5) }
  }
}
