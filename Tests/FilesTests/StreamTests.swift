import Bytes
import CZstd
import Files
import TestSupport
import Testing

/// Byte sources, compressed and plain, in pieces of every size.
@Suite struct StreamTests {
  /// Text that compresses well and is longer than the decoders' own buffers.
  static let text = Array((0..<30_000).map { "line \($0 % 97) of some text\n" }.joined().utf8)

  static func contents(_ source: any ByteSource, piece: Int) throws(StreamError) -> [UInt8] {
    var buffer = ByteBuffer()
    while true {
      let before = buffer.count
      try unsafe buffer.appendUnsafely(capacity: piece) { (free) throws(StreamError) in
        unsafe try source.read(into: UnsafeMutableRawBufferPointer(free))
      }
      if buffer.count == before { return buffer.span.array() }
    }
  }

  static func zstd(_ text: [UInt8]) -> [UInt8] {
    var target = [UInt8](repeating: 0, count: ZSTD_compressBound(text.count))
    let count = unsafe ZSTD_compress(&target, target.count, text, text.count, 3)
    return Array(target[..<count])
  }

  static func gzip(_ text: [UInt8]) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "a")
    _ = try runCommand("/bin/gzip", [path])
    return try folder.read("a.gz")
  }

  @Test(arguments: [1, 7, 4096, 262_144])
  func zstd_isDecompressed_allFrames(_ piece: Int) throws {
    let text = piece == 1 ? Array(StreamTests.text.prefix(5000)) : StreamTests.text
    let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 7, 7]
    let packed = skipped + StreamTests.zstd(text) + StreamTests.zstd([]) + skipped + StreamTests.zstd(text)
    let source = try ByteSources.decompressing(MemorySource(packed))
    #expect(try StreamTests.contents(source, piece: piece) == text + text)
  }

  @Test(arguments: [1, 7, 4096, 262_144])
  func gzip_isDecompressed_allMembers_andPaddingIsPassedOver(_ piece: Int) throws {
    let text = piece == 1 ? Array(StreamTests.text.prefix(5000)) : StreamTests.text
    let packed = try StreamTests.gzip(text) + StreamTests.gzip(text) + [UInt8](repeating: 0, count: 512)
    let source = try ByteSources.decompressing(MemorySource(packed))
    #expect(try StreamTests.contents(source, piece: piece) == text + text)
  }

  @Test func cutOff_isDamage_atEveryPlace() throws {
    let text = Array("a short text that is not so short that it would not compress, would not compress".utf8)
    for packed in [StreamTests.zstd(text), try StreamTests.gzip(text)] {
      for length in 5..<packed.count {
        let error = #expect(throws: StreamError.self) {
          let source = try ByteSources.decompressing(MemorySource(Array(packed[..<length])))
          _ = try StreamTests.contents(source, piece: 4096)
        }
        guard case .damaged = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
    }
  }

  @Test func flippedBit_isDamage_orAnotherError() throws {
    var packed = try StreamTests.gzip(StreamTests.text)
    packed[packed.count / 2] ^= 0x10
    #expect(throws: StreamError.self) {
      _ = try StreamTests.contents(ByteSources.decompressing(MemorySource(packed)), piece: 4096)
    }
  }

  @Test func peek_takesNothingAway() throws {
    let source = PrefixedSource(MemorySource(StreamTests.text))
    #expect(try source.peek(10) == Array(StreamTests.text.prefix(10)))
    #expect(try source.peek(100_000) == Array(StreamTests.text.prefix(100_000)))
    #expect(try source.peek(3) == Array(StreamTests.text.prefix(3)))
    #expect(try StreamTests.contents(source, piece: 999) == StreamTests.text)
    #expect(try PrefixedSource(MemorySource([1, 2])).peek(5) == [1, 2])
  }

  @Test func folder_isRefused() {
    let error = #expect(throws: StreamError.self) { try ByteSources.open(path: "/tmp") }
    #expect(error?.description == "/tmp: Is a directory")
  }
}
