/// The four bytes at the start of an MPEG audio frame (ISO/IEC 11172-3 section 2.4.1.3, 13818-3 section 2.4.2.3, and the
/// "MPEG 2.5" extension to half the sampling rates).
struct MPEGFrameHeader: Equatable {
  /// Which edition of the standard, by its number in the header.
  enum Version: UInt32 {
    case mpeg25 = 0
    case mpeg2 = 2
    case mpeg1 = 3
  }

  let version: Version
  /// 1, 2 or 3.
  let layer: Int
  /// In bits a second; 0 for the free format, whose frames are as long as they are.
  let bitrate: Int
  /// In hertz.
  let sampleRate: Int
  let isMono: Bool
  private let isPadded: Bool

  /// Reads a header, or returns nil where the bits are none.
  init?(_ bits: UInt32) {
    guard bits >> 21 == 0x7FF, let version = Version(rawValue: bits >> 19 & 3), bits >> 17 & 3 != 0,
      bits >> 12 & 15 != 15, bits >> 10 & 3 != 3
    else { return nil }
    self.version = version
    layer = 4 - Int(bits >> 17 & 3)
    let rates = [44_100, 48_000, 32_000]
    sampleRate = rates[Int(bits >> 10 & 3)] >> (version == .mpeg1 ? 0 : version == .mpeg2 ? 1 : 2)
    bitrate = MPEGFrameHeader.bitrates(version, layer)[Int(bits >> 12 & 15)] * 1000
    isPadded = bits >> 9 & 1 == 1
    isMono = bits >> 6 & 3 == 3
  }

  /// The length of the frame in bytes with its header, or nil in the free format.
  var length: Int? {
    guard bitrate > 0 else { return nil }
    let padding = isPadded ? 1 : 0
    if layer == 1 { return (12 * bitrate / sampleRate + padding) * 4 }
    return samples / 8 * bitrate / sampleRate + padding
  }

  /// The length of a frame in the free format, whose frames have `base` bytes where they are not padded.
  func length(free base: Int) -> Int {
    base + (isPadded ? 1 : 0)
  }

  /// The number of samples of each channel in a frame.
  var samples: Int {
    layer == 1 ? 384 : layer == 3 && version != .mpeg1 ? 576 : 1152
  }

  /// Where a layer III frame's main data starts: behind header and side information.
  var mainDataOffset: Int {
    4 + (version == .mpeg1 ? (isMono ? 17 : 32) : (isMono ? 9 : 17))
  }

  /// Whether two frames can stand in one stream.
  func fits(_ other: MPEGFrameHeader) -> Bool {
    version == other.version && layer == other.layer && sampleRate == other.sampleRate
      && (bitrate == 0) == (other.bitrate == 0)
  }

  /// In kilobits a second, by the header's number.
  private static func bitrates(_ version: Version, _ layer: Int) -> [Int] {
    switch (version, layer) {
    case (.mpeg1, 1): [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448]
    case (.mpeg1, 2): [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384]
    case (.mpeg1, _): [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    case (_, 1): [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256]
    default: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    }
  }
}
