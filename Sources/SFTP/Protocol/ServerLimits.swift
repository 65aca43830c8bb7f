/// How much a server takes at once (`limits@openssh.com`), or what is safe where it does not say.
public struct ServerLimits: Hashable, Sendable {
  /// The most payload bytes in one WRITE.
  public var writeSize = 32_768
  /// The most bytes asked for in one READ.
  public var readSize = 32_768
  /// How many files and folders may be open at once; nil where the server does not say.
  public var openHandles: Int?

  /// What every version 3 server takes (draft-ietf-secsh-filexfer-02 section 3: packets of 34 000 bytes).
  public static let safe = ServerLimits()

  /// The most that this client puts in a packet; the measured best on OpenSSH.
  static let largestPayload = 255 * 1024

  init() {}

  /// Reads the answer to `limits@openssh.com`: packet, read and write length and open handles, 64 bits each, where zero
  /// means that there is no limit.
  init(from fields: inout FieldReader) throws(ProtocolViolation) {
    let packet = try fields.number64()
    let read = try fields.number64()
    let write = try fields.number64()
    let handles = try fields.number64()
    // A server that names less than anybody could work with is taken at the least that the draft asks of it.
    let most = packet == 0 ? UInt64(Self.largestPayload) : max(packet, 34_000) - 1_024
    readSize = Self.size(read, most: most)
    writeSize = Self.size(write, most: most)
    if handles > 0 { openHandles = Int(min(handles, 1 << 20)) }
  }

  private static func size(_ announced: UInt64, most: UInt64) -> Int {
    let bounded = min(announced == 0 ? most : announced, most, UInt64(largestPayload))
    return Int(max(bounded, 1_024))
  }
}
