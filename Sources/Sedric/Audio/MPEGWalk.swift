public import Files
import Schema

/// Walks the frames of an MP3 file from the first to the last.
///
/// Each frame's header says where the next one is, so that a file that is something else, is cut short or was damaged is
/// found out without decoding. Tags before and behind the frames are known (ID3v2, ID3v1, APE, Lyrics3), and so are the
/// frame counts that encoders write into the first frame (Xing, Info, VBRI). Time is linear in the file's size, memory
/// constant.
public struct MPEGWalk: ~Copyable {
  let window: OpenedFile
  var summary = AudioSummary()
  /// Where the walk stands.
  var place: Int64 = 0
  /// Where the tags at the file's end start.
  var end: Int64
  /// The header that all frames must fit.
  var first: MPEGFrameHeader?
  /// The length of unpadded frames in the free format.
  var freeLength = 0
  /// The number of frames that the first one promises.
  var promised: Int?
  private var skipped: Int64 = 0
  private var firstSkipped: Int64 = 0

  /// Walks the file at `path`.
  public static func check(_ path: String) throws(SystemError) -> AudioSummary {
    let file = OpenedFile(capacity: 128 << 10)
    try file.open(path)
    return try check(file)
  }

  /// Walks a file that is open.
  public static func check(_ file: OpenedFile) throws(SystemError) -> AudioSummary {
    var walk = MPEGWalk(file)
    try walk.run()
    return walk.summary
  }

  private init(_ file: OpenedFile) {
    window = file
    end = file.status.size
    summary.bytes = end
  }

  private mutating func run() throws(SystemError) {
    if end == 0 { return summary.add(.sourceError, "the recording is empty") }
    if let name = try foreignFormat() {
      let rule: Rule = name == "WAV" ? .audioIsWAV : .audioNotMPEG
      return summary.add(rule, "the recording is \(name == "WAV" ? "a" : "no MP3 but a") \(name) file")
    }
    try passLeadingTags()
    try findTrailingTags()
    guard try findFirstFrame() else { return }
    try walkFrames()
    judge()
  }

  /// Finds the first header that another one, or the end, follows where it should.
  private mutating func findFirstFrame() throws(SystemError) -> Bool {
    let limit = min(end, place + 256 << 10)
    let from = place
    var otherLayer: Int?
    while place < limit {
      if let header = try header(at: place), try isConfirmed(header, at: place, mayBeCut: place == from) {
        if header.layer == 3 {
          first = header
          if place > from { note(skipped: place - from, at: from) }
          return true
        }
        otherLayer = otherLayer ?? header.layer
        break
      }
      place += 1
    }
    let layer = otherLayer.map { "it is MPEG audio layer \($0 == 2 ? "II" : "I"), not III" }
    summary.add(.audioNotMPEG, layer ?? "no MPEG audio frame was found in the recording", at: from)
    return false
  }

  /// Whether what looks like a header is one: another follows, or the end. One that `mayBeCut` may run over the end.
  private mutating func isConfirmed(
    _ header: MPEGFrameHeader, at place: Int64, mayBeCut: Bool
  ) throws(SystemError) -> Bool {
    guard let length = try length(of: header, at: place) else { return false }
    let next = place + Int64(length)
    if next + 4 > end { return next == end || mayBeCut }
    guard let second = try self.header(at: next) else { return false }
    return second.fits(header)
  }

  private mutating func walkFrames() throws(SystemError) {
    while place < end {
      guard let header = try header(at: place), let first, header.fits(first),
        let length = try length(of: header, at: place)
      else {
        if try resynchronize() { continue }
        return
      }
      if place + Int64(length) > end {
        let missing = place + Int64(length) - end
        return summary.add(.audioTruncated, "the last frame lacks \(missing) of its \(length) bytes", at: place)
      }
      if summary.frames == 0, promised == nil { try readPromise(header) }
      summary.frames += 1
      summary.samples += header.samples
      place += Int64(length)
    }
  }

  /// Goes to the next frame behind bytes that are none; false where there is no further one.
  private mutating func resynchronize() throws(SystemError) -> Bool {
    let from = place
    while place < end {
      if let header = try header(at: place), let first, header.fits(first),
        try isConfirmed(header, at: place, mayBeCut: true)
      {
        note(skipped: place - from, at: from)
        return true
      }
      place += 1
    }
    // Less than a header at the end is a frame that was cut off in its first bytes.
    if end - from < 4, try isStartOfHeader(from) {
      summary.add(.audioTruncated, "the last frame has only \(end - from) bytes", at: from)
    } else {
      note(skipped: end - from, at: from)
    }
    return false
  }

  private mutating func isStartOfHeader(_ place: Int64) throws(SystemError) -> Bool {
    guard try window.load(place, 1) else { return false }
    return window[place] == 0xFF
  }

  private mutating func note(skipped count: Int64, at offset: Int64) {
    if skipped == 0 { firstSkipped = offset }
    skipped += count
  }

  private mutating func judge() {
    guard let first else { return }
    summary.sampleRate = first.sampleRate
    summary.channels = first.isMono ? 1 : 2
    let isCut = summary.violations.contains { $0.rule == .audioTruncated }
    if summary.frames == 0, !isCut { summary.add(.audioNotMPEG, "the recording has no whole frame") }
    if skipped > 0 {
      summary.add(.audioDamaged, "\(skipped) bytes of the recording are no audio", severity: .warning, at: firstSkipped)
    }
    if let promised, summary.frames < promised, !isCut {
      summary.add(
        .audioTruncated, "the recording says that it has \(promised) frames and has \(summary.frames)", at: end)
    }
  }

  mutating func header(at place: Int64) throws(SystemError) -> MPEGFrameHeader? {
    guard place + 4 <= end, try window.load(place, 4), window[place] == 0xFF else { return nil }
    return MPEGFrameHeader(window.number(at: place))
  }

  /// The length of a frame; in the free format, by where the next header is.
  private mutating func length(of header: MPEGFrameHeader, at place: Int64) throws(SystemError) -> Int? {
    if let length = header.length { return length }
    if freeLength > 0 { return header.length(free: freeLength) }
    for distance in 24..<5000 {
      guard let next = try self.header(at: place + Int64(distance)) else { continue }
      guard next.fits(header) else { continue }
      freeLength = distance - (header.length(free: 0))
      return distance
    }
    return nil
  }
}
