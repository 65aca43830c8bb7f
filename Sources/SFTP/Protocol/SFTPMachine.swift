public import Bytes

/// The client's side of SFTP version 3 as a pure state machine: bytes come in, requests are made, bytes to send and
/// answers come out. It does no I/O and knows nothing of files.
///
/// Answers may come in any order; each carries the tag of its request. Whatever a server sends, the outcome is an
/// answer or a `ProtocolViolation`, after which the machine is of no further use.
public struct SFTPMachine: ~Copyable {
  /// The most bytes of one packet from the server: OpenSSH's own limit and then some.
  static let largestPacket: UInt32 = 1 << 20

  /// What the server can do; set when its version packet was read.
  public private(set) var extensions: ServerExtensions?
  /// The bytes to send, front first; see `sent(_:)`.
  var output = ByteBuffer(capacity: 64 * 1024)
  private var outputStart = 0
  private var input = ByteBuffer(capacity: 64 * 1024)
  private var inputStart = 0
  var requests = RequestTable()

  /// Creates a machine whose first bytes to send are SSH_FXP_INIT for version 3.
  public init() {
    output.append(bigEndian: UInt32(5))
    output.append(PacketKind.initialize.rawValue)
    output.append(bigEndian: UInt32(3))
  }

  /// How many requests wait for their answers.
  public var waitingCount: Int { requests.count }
  /// How many bytes wait to be sent.
  public var unsentCount: Int { output.count - outputStart }

  /// The bytes that wait to be sent.
  public var unsent: Span<UInt8> {
    @_lifetime(borrow self)
    get { output.span.extracting(outputStart..<output.count) }
  }

  /// Notes that the first `count` unsent bytes went out.
  public mutating func sent(_ count: Int) {
    precondition(count >= 0 && count <= unsentCount)
    outputStart += count
    if outputStart == output.count {
      output.removeAll()
      outputStart = 0
    } else if outputStart > 1 << 18 {
      output.removeFirst(outputStart)
      outputStart = 0
    }
  }

  /// Lends at most `limit` unsent bytes to `body`, and notes that as many went out as it returns.
  public mutating func send<Failure: Error>(
    atMost limit: Int = .max, _ body: (Span<UInt8>) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    let count = try body(unsent.extracting(first: max(0, min(limit, unsentCount))))
    sent(count)
    return count
  }

  /// Takes in bytes that the server sent. Ranges of earlier answers are of no use from here on.
  public mutating func receive(_ bytes: Span<UInt8>) {
    dropUsedInput()
    input.append(bytes)
  }

  /// Lets `body` append bytes that the server sent, straight from where they come.
  public mutating func receive<Result, Failure: Error>(
    _ body: (inout ByteBuffer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    dropUsedInput()
    return try body(&input)
  }

  private mutating func dropUsedInput() {
    if inputStart > 0 { input.removeFirst(inputStart) }
    inputStart = 0
  }

  /// The bytes of a data or extended answer, until the next `receive`.
  @_lifetime(borrow self)
  public func bytes(in range: Range<Int>) -> Span<UInt8> {
    input.span.extracting(range)
  }

  /// Takes the next answer out of the bytes received; nil where no whole one is there.
  public mutating func next() throws(ProtocolViolation) -> Answer? {
    while let packet = try nextPacket() {
      let number = input.span[packet.lowerBound]
      guard let kind = PacketKind(rawValue: number) else { throw .packetKind(number) }
      let body = packet.lowerBound + 1..<packet.upperBound
      if extensions != nil { return try answer(of: kind, body) }
      guard kind == .version else { throw .unexpectedVersion }
      extensions = try announced(in: body)
    }
    return nil
  }

  /// Reads an answer and takes its request out of those that wait.
  private mutating func answer(of kind: PacketKind, _ body: Range<Int>) throws(ProtocolViolation) -> Answer {
    guard kind != .version else { throw .unexpectedVersion }
    let expectation = try requests.take(number(in: body))
    guard kind == .replyStatus || kind == expectation.answer else { throw .answerKind(kind.rawValue) }
    let reply = try reply(of: kind, to: expectation, in: body.lowerBound + 4..<body.upperBound)
    return Answer(tag: expectation.tag, reply: reply)
  }

  private func number(in body: Range<Int>) throws(ProtocolViolation) -> UInt32 {
    var fields = fields(in: body)
    return try fields.number32()
  }

  @_lifetime(borrow self)
  func fields(in body: Range<Int>) -> FieldReader {
    FieldReader(input.span.extracting(0..<body.upperBound), at: body.lowerBound)
  }

  /// The place of the next whole packet, without its length, or nil.
  private mutating func nextPacket() throws(ProtocolViolation) -> Range<Int>? {
    let start = inputStart
    guard input.count - start >= 4 else { return nil }
    let length = try number(in: start..<start + 4)
    guard length > 0, length <= Self.largestPacket else { throw .packetLength(length) }
    guard input.count - start - 4 >= Int(length) else { return nil }
    inputStart = start + 4 + Int(length)
    return start + 4..<inputStart
  }
}
