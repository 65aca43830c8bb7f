import Schema
import Sedric
import TestSupport
import Testing

/// Frames of MPEG 1 layer III at 128 kbit/s and 44.1 kHz: 417 bytes, or 418 where padded.
func frames(_ count: Int, header: [UInt8] = [0xFF, 0xFB, 0x90, 0x00], length: Int = 417) -> [UInt8] {
  (0..<count).flatMap { _ in header + Array(repeating: 0x55, count: length - 4) }
}

@Suite struct MPEGWalkTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func walk(_ bytes: [UInt8]) throws -> AudioSummary {
    try MPEGWalk.check(try folder.write(bytes, to: "a.mp3"))
  }

  @Test func wholeFrames_areCounted() throws {
    let summary = try walk(frames(50))
    #expect(summary.violations.isEmpty)
    #expect(summary.frames == 50 && summary.samples == 57_600 && summary.sampleRate == 44_100 && summary.channels == 2)
  }

  @Test func everyCut_isFound() throws {
    let whole = frames(3)
    for length in Array(1..<40) + Array(stride(from: 410, to: 1250, by: 7)) where length % 417 != 0 {
      let summary = try walk(Array(whole[..<length]))
      let rules = summary.violations.map(\.rule)
      let isAudio = length >= 4
      #expect(rules == [isAudio ? .audioTruncated : .audioNotMPEG], "cut at \(length)")
    }
  }

  static let id3v2: [UInt8] = Array("ID3".utf8) + [4, 0, 0, 0, 0, 1, 0] + Array(repeating: 0xFF, count: 128)
  static let id3v1: [UInt8] = Array("TAG".utf8) + Array(repeating: 0x20, count: 125)
  static let ape: [UInt8] =
    Array(repeating: 0xFF, count: 20) + Array("APETAGEX".utf8) + [0xD0, 7, 0, 0, 52, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    + Array(repeating: 0, count: 8)

  @Test(arguments: [
    (id3v2, []), ([], id3v1), (id3v2, id3v1), ([], ape), ([], ape + id3v1), (id3v2 + id3v2, ape + id3v1),
    (id3v2 + Array(repeating: 0, count: 100), []),
  ])
  func tags_arePassed(_ before: [UInt8], _ after: [UInt8]) throws {
    let summary = try walk(before + frames(4) + after)
    #expect(summary.violations.isEmpty && summary.frames == 4)
    let cut = try walk(before + frames(4).dropLast(10) + after)
    #expect(cut.violations.map(\.rule) == [.audioTruncated])
  }

  @Test(arguments: [
    ("RIFF\u{1}\u{2}\u{3}\u{4}WAVEfmt ", Rule.audioIsWAV, "WAV"), ("OggS\0", .audioNotMPEG, "Ogg"),
    ("fLaC\0", .audioNotMPEG, "FLAC"), ("\0\0\0 ftypM4A ", .audioNotMPEG, "MP4"),
    ("<html><body>Not found</body></html>", .audioNotMPEG, "HTML"),
    ("plain text", .audioNotMPEG, "no MPEG audio frame"),
    ("", .sourceError, "empty"),
  ])
  func otherFormats_areNamed(_ text: String, _ rule: Rule, _ word: String) throws {
    let summary = try walk(Array(text.utf8) + (text.isEmpty ? [] : Array(repeating: 0x31, count: 5000)))
    #expect(summary.violations.map(\.rule) == [rule])
    #expect(summary.violations.first?.note.contains(word) == true)
  }

  @Test func otherLayers_areNamed() throws {
    let layer2 = frames(10, header: [0xFF, 0xFD, 0x80, 0x00], length: 417)
    #expect(try walk(layer2).violations.first?.note.contains("layer II") == true)
  }

  @Test func damage_betweenFrames_isAWarning() throws {
    let summary = try walk(frames(5) + Array(repeating: 0, count: 1000) + frames(5))
    #expect(summary.frames == 10)
    #expect(summary.violations.map(\.rule) == [.audioDamaged])
    #expect(summary.violations.first?.severity == .warning)
    #expect(summary.violations.first?.byteOffset == Int64(2085))
  }

  @Test func missingWholeFrames_areFoundByTheEncodersCount() throws {
    var info = frames(1)
    info.replaceSubrange(36..<48, with: Array("Info".utf8) + [0, 0, 0, 1, 0, 0, 0, 40])
    #expect(try walk(info + frames(40)).violations.isEmpty)
    let summary = try walk(info + frames(30))
    #expect(summary.violations.map(\.rule) == [.audioTruncated])
  }

  @Test func freeFormat_isWalked() throws {
    #expect(try walk(frames(20, header: [0xFF, 0xFB, 0x00, 0x00], length: 600)).frames == 20)
  }

  /// Real encoders at the edges of the format, cut at any place.
  @Test(
    .enabled(if: findProgram("ffmpeg") != nil, "ffmpeg is not installed"),
    arguments: [
      ["-b:a", "8k", "-ar", "8000", "-ac", "1"], ["-q:a", "2"], ["-b:a", "320k", "-ar", "48000"],
      ["-b:a", "64k", "-ar", "22050", "-ac", "1", "-write_xing", "0"],
    ])
  func encodedAudio_isWhole_andItsCutsAreFound(_ options: [String]) throws {
    let path = folder.file("tone.mp3")
    let made = try runCommand(
      "/usr/bin/env",
      ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=frequency=440:duration=2"] + options + [path])
    #expect(made.status == 0)
    let summary = try MPEGWalk.check(path)
    #expect(summary.violations.isEmpty)
    #expect(summary.seconds > 1.9 && summary.seconds < 2.4)
    let bytes = try folder.read("tone.mp3")
    for cut in stride(from: bytes.count / 2, to: bytes.count - 1, by: 911) {
      let found = try walk(Array(bytes[..<cut])).violations.map(\.rule)
      #expect(found == [.audioTruncated], "cut at \(cut) of \(bytes.count)")
    }
  }

  @Test func randomBytes_endInAViolation() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      let bytes = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(try !walk(bytes).violations.isEmpty)
    }
  }
}
