import Bytes
import Files
import Glibc
import TestSupport
import Testing

/// A file in pieces, and one after the other in the same memory.
@Suite struct OpenedFileTests {
  private static func text(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) } }

  @Test(arguments: [0, 1, 99, 100, 101, 250, 1000], [1, 7, 100, 4096])
  func everySize_isReadWhole(_ size: Int, _ piece: Int) throws {
    let folder = try TemporaryFolder()
    let file = OpenedFile(capacity: 100)
    let text = OpenedFileTests.text(size)
    let path = try folder.write(text, to: "a")
    try file.open(try folder.write(OpenedFileTests.text(150), to: "before"))
    _ = try file.load(120, 10)
    try file.open(path)
    #expect(file.name == path && file.status.size == Int64(size))
    #expect(file.bytes(atMost: 64).array() == Array(text.prefix(64)))
    #expect(try StreamTests.contents(file, piece: piece) == text)
    #expect(try file.sha256().hexadecimal == SHA256.hash(text.span).hexadecimal)
    file.offset = 50
    #expect(try StreamTests.contents(file, piece: piece) == Array(text.dropFirst(50)))
  }

  @Test func anyPlace_isLoaded() throws {
    let folder = try TemporaryFolder()
    let text = OpenedFileTests.text(1000)
    let file = OpenedFile(capacity: 100)
    try file.open(try folder.write(text, to: "a"))
    for offset in [0, 999, 5, 500, 560, 990, 0, 899] {
      #expect(try file.load(Int64(offset), 1))
      #expect(file[Int64(offset)] == text[offset])
    }
    #expect(try !file.load(1000, 1) && !file.load(998, 3) && !file.load(-1, 1) && !file.load(0, 101))
  }

  /// Whatever way a file is read, what came by is hashed once, and the rest is read for it.
  @Test(
    arguments: [0, 1, 99, 100, 101, 1000],
    [[], [0, 100, 200], [0, 50, 40, 130], [900, 0, 500], [-1], [0, -1], [999, -1]])
  func hashOfWhatCameBy_isTheFiles(_ size: Int, _ places: [Int64]) throws {
    let folder = try TemporaryFolder()
    let text = OpenedFileTests.text(size)
    let file = OpenedFile(capacity: 100)
    try file.open(try folder.write(text, to: "a"))
    file.hashAsItIsRead()
    for place in places {
      if place < 0 { _ = try StreamTests.contents(file, piece: 64) } else { _ = try file.load(place, 1) }
    }
    #expect(try file.sha256().hexadecimal == SHA256.hash(text.span).hexadecimal)
    #expect(try file.sha256().hexadecimal == SHA256.hash(text.span).hexadecimal)
  }

  @Test func hashOfWhatCameBy_isOfTheBytesThatWereSeen() throws {
    let folder = try TemporaryFolder()
    let text = OpenedFileTests.text(1000)
    let file = OpenedFile(capacity: 100)
    let path = try folder.write(text, to: "a")
    try file.open(path)
    file.hashAsItIsRead()
    #expect(try StreamTests.contents(file, piece: 64) == text)
    let other = try FileDescriptor.open(path, .update(mode: 0o600))
    try other.write([UInt8](repeating: 0x21, count: 1000).span)
    #expect(try file.sha256().hexadecimal == SHA256.hash(text.span).hexadecimal)
  }

  @Test func fileThatGrows_isReadToItsEnd() throws {
    let folder = try TemporaryFolder()
    let file = OpenedFile(capacity: 100)
    let path = try folder.write(OpenedFileTests.text(100), to: "a")
    try file.open(path)
    try FileDescriptor.open(path, .append(mode: 0o600)).write(OpenedFileTests.text(200).span)
    #expect(try StreamTests.contents(file, piece: 64).count == 300)
  }

  @Test func whatIsNoFile_isNotWaitedFor() throws {
    let folder = try TemporaryFolder()
    let file = OpenedFile()
    #expect(unsafe mkfifo(folder.file("pipe"), 0o600) == 0)
    try file.open(folder.file("pipe"))
    #expect(file.status.kind == .other && file.bytes().isEmpty)
    try file.open(folder.path)
    #expect(file.status.kind == .folder)
    #expect(throws: SystemError.self) { try file.open(folder.file("missing")) }
  }

  @Test func entries_areSorted_found_andOpenedByTheirBytes() throws {
    let folder = try TemporaryFolder()
    let names = ["b", "a.csv", "a", "a.mp3", "é", "..x", "A", "ab"]
    for name in names { try folder.write("\(name)!", to: name) }
    let descriptor = unsafe open(
      Array(folder.path.utf8).map { CChar(bitPattern: $0) } + [0x2F, -1, 0], O_CREAT | O_WRONLY, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
    try Folder.make(folder.file("c"))
    let listing = try FolderListing(of: folder.path)
    let found = listing.entries.indices.map { listing.name($0).array() }
    #expect(found == (names.map { Array($0.utf8) } + [[0xFF], [0x63]]).sorted { $0.lexicographicallyPrecedes($1) })
    let file = OpenedFile()
    for entry in listing.entries.indices {
      for near in [0, entry, entry + 1, found.count] {
        #expect(listing.index(of: listing.name(entry), near: near) == entry)
      }
      try file.open(entry, of: listing, in: folder.path, path: "x")
      let isText = names.contains { Array($0.utf8) == found[entry] }
      #expect(file.bytes().array() == (isText ? found[entry] + [0x21] : []))
    }
    #expect(listing.index(of: "aa".utf8.span) == nil && listing.index(of: "".utf8.span, near: 3) == nil)
    #expect(throws: SystemError.self) { try FolderListing(of: folder.file("b")) }
  }
}
