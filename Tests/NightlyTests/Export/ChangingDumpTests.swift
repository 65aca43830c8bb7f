import Bytes
import Dump
import Files
import TestSupport
import Testing

@testable import Nightly

/// Dumps that somebody still writes while they are read.
@Suite struct ChangingDumpTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func kind(_ body: () throws -> Void) -> DumpError.Kind? {
    do { try body() } catch { return (error as? DumpError)?.kind }
    return nil
  }

  private func drain(_ source: any RecordSource) throws {
    var record = Record()
    while try source.next(into: &record) != .end {}
  }

  @Test func recordingWhoseSizeChangedBetweenTwoLooks_isStillGrowing() throws {
    let frame: [UInt8] = [0xFF, 0xFB, 0x90, 0x00] + Array(repeating: 0x55, count: 413)
    try folder.write(Array(repeatElement(frame, count: 8).joined()), to: "a.mp3")
    let recordings = Recordings(folder: folder.path, column: 0, columnName: "recording")
    let size = Int64(frame.count * 8)
    #expect(Recording(path: folder.file("a.mp3"), size: size).fault(recordings) == nil)
    let growing = Recording(path: folder.file("a.mp3"), size: size - 417)
    #expect(growing.fault(recordings)?.error == "audio-growing")
  }

  @Test func tableThatIsWrittenWhileItIsRead_isNamedAsChanged() throws {
    let rows = (0..<50_000).map { "\($0),text of the row\n" }.joined()
    try folder.write("id,text\n\(rows)", to: "t.csv")
    let source = try Dump(path: folder.path).source(table: "t")
    var record = Record()
    _ = try source.next(into: &record)
    try FileDescriptor.open(folder.file("t.csv"), .append(mode: 0o600)).write("9,late\n".utf8.span)
    #expect(kind { try drain(source) } == .changed)
  }

  @Test func partThatDisappears_isNamedAsNotThere() throws {
    try folder.write("id\n1\n", to: "t-1.csv")
    try folder.write("id\n2\n", to: "t-2.csv")
    let source = try Dump(path: folder.path).source(table: "t")
    try Folder.removeFile(folder.file("t-2.csv"))
    #expect(kind { try drain(source) } == .notFound)
  }
}
