import Files

// Tags have no common home: ID3v2 (id3.org, 2.4.0 section 3), ID3v1 (128 bytes at the end), APEv2 (32 bytes of header and
// footer), Lyrics3 v2 (a text that ends in LYRICS200).

extension MPEGWalk {
  /// The name of another format that the file's first bytes show.
  mutating func foreignFormat() throws(SystemError) -> String? {
    if try window.has("RIFF", or: "RF64", at: 0) {
      return try window.has("WAVE", at: 8) ? "WAV" : "RIFF"
    }
    for (mark, name) in [
      ("OggS", "Ogg"), ("fLaC", "FLAC"), ("FORM", "AIFF"), ("#!AMR", "AMR"), ("caff", "CAF"), (".snd", "AU"),
      ("PK\u{3}\u{4}", "ZIP"), ("<!DOCTYPE", "HTML"), ("<html", "HTML"), ("{", "JSON"),
    ] as [(StaticString, String)] where try window.has(mark, at: 0) {
      return name
    }
    if try window.has("ftyp", at: 4) { return "MP4" }
    // AAC in ADTS has the sync word of MPEG audio and the layer bits zero.
    guard try window.load(0, 2) else { return nil }
    return window[0] == 0xFF && window[1] & 0xF6 == 0xF0 ? "AAC" : nil
  }

  /// Passes ID3v2 tags, and zeros behind them.
  mutating func passLeadingTags() throws(SystemError) {
    while try window.has("ID3", at: place), try window.load(place, 10) {
      let size = (6..<10).reduce(0) { $0 << 7 | Int64(window[place + $1] & 0x7F) }
      let footer: Int64 = window[place + 5] & 0x10 != 0 ? 10 : 0
      let next = place + 10 + size + footer
      if next > end {
        place = end
        return
      }
      place = next
    }
    guard place > 0 else { return }
    while place < end, try window.load(place, 1), window[place] == 0 { place += 1 }
  }

  /// Finds where the tags behind the last frame start.
  mutating func findTrailingTags() throws(SystemError) {
    var isMoved = true
    while isMoved {
      let before = end
      if try window.has("TAG", at: end - 128) { end -= 128 }
      if try window.has("APETAGEX", at: end - 32), try window.load(end - 32, 32) {
        let size = (0..<4).reduce(0) { $0 | Int64(window[end - 20 + $1]) << (8 * $1) }
        let hasHeader = window[end - 9] & 0x80 != 0
        end = max(place, end - size - (hasHeader ? 32 : 0))
      }
      if try window.has("LYRICS200", at: end - 9), try window.load(end - 15, 6) {
        let size = (0..<6).reduce(0) { $0 * 10 + Int64(window[end - 15 + $1] & 15) }
        end = max(place, end - 15 - size)
      }
      if try window.has("3DI", at: end - 10), try window.load(end - 10, 10) {
        let size = (6..<10).reduce(0) { $0 << 7 | Int64(window[end - 10 + $1] & 0x7F) }
        end = max(place, end - 20 - size)
      }
      isMoved = end < before
    }
  }

  /// Reads the number of frames that the first frame tells, where it is one of the kind that holds no audio.
  mutating func readPromise(_ header: MPEGFrameHeader) throws(SystemError) {
    let mark = place + Int64(header.mainDataOffset)
    if try window.has("Xing", or: "Info", at: mark), try window.load(mark, 12) {
      // Bit 0 of the flags says that the count is there; it leaves out this frame itself.
      if window.number(at: mark + 4) & 1 == 1 { promised = Int(window.number(at: mark + 8)) + 1 }
    } else if try window.has("VBRI", at: place + 36), try window.load(place + 36, 18) {
      promised = Int(window.number(at: place + 36 + 14)) + 1
    }
  }
}
