import Bytes
import Files
import Glibc

/// A TCP connection that never blocks, with a queue of its own for what the network does not take at once.
///
/// libssh2 sends and receives through it: because the queue takes every packet whole, an interrupted send never has to be taken
/// up again in the middle. libssh does both by itself on a duplicate of the descriptor.
final class Socket {
  private(set) var descriptor: Int32
  private var queue = SendQueue()
  /// The first bytes received, for messages about a handshake that failed; nil once no longer kept.
  private(set) var opening: [UInt8]? = []
  /// Whether acknowledgements are sent at once, which spares the handshake's small steps a wait.
  var acknowledgesQuickly = true

  /// Called once, when the first bytes have come.
  var onFirstBytes: () -> Void = {}
  /// When bytes were last handed in, and how long after that the last ones came, in seconds: at the end of a handshake, which goes
  /// by turns, that is a round trip.
  private var sentAt = 0.0
  private(set) var answerTime = 0.0

  /// Whether the other side has ended the connection, or the network has.
  private(set) var hasEnded = false

  /// What can be queued before `send` waits.
  private static let queueLimit = 1 << 20

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close()
  }

  /// How many bytes wait to go out.
  var queuedCount: Int { queue.count }
  /// Whether more can be queued.
  var hasRoom: Bool { queuedCount < Self.queueLimit }

  /// Connects to the first address that answers, in their order.
  static func connect(
    host: String, port: Int, deadline: Deadline, interrupted: () -> Bool
  ) throws(SFTPError) -> Socket {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(host, String(port), &hints, &list)
    guard status == 0 else {
      let words = unsafe String(cString: gai_strerror(status))
      throw SFTPError(.unreachable, "cannot find the host \(host): \(words). Check the name and the network.")
    }
    defer { unsafe freeaddrinfo(list) }
    var failure: Int32 = 0
    var next = unsafe list
    while let address = unsafe next {
      let socket = Socket(
        descriptor: unsafe Glibc.socket(
          address.pointee.ai_family,
          address.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0))
      failure = unsafe socket.connect(address.pointee, deadline: deadline, interrupted: interrupted)
      if failure == 0 { return socket }
      unsafe next = address.pointee.ai_next
    }
    throw SFTPError(
      .unreachable,
      "cannot connect to \(host) port \(port): \(words(failure)). Check the address, the port and the firewall.")
  }

  /// Connects and returns the `errno` of a failure, or 0.
  private func connect(_ address: addrinfo, deadline: Deadline, interrupted: () -> Bool) -> Int32 {
    guard descriptor >= 0 else { return errno }
    setOption(Int32(IPPROTO_TCP), TCP_NODELAY)
    setOption(SOL_SOCKET, SO_KEEPALIVE)
    if unsafe Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return 0 }
    guard errno == EINPROGRESS else { return errno }
    while !deadline.isOver, !interrupted() {
      guard wait(POLLOUT, seconds: min(deadline.remaining, 0.2)) else { continue }
      var code: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
      return code
    }
    return ETIMEDOUT
  }

  private func setOption(_ level: Int32, _ name: Int32) {
    var on: Int32 = 1
    unsafe setsockopt(descriptor, level, name, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Waits for one event, at most `seconds`.
  @discardableResult
  func wait(_ events: Int32, seconds: Double) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    return unsafe poll(&entry, 1, Int32((seconds * 1000).rounded(.up))) > 0
  }

  /// Queues bytes and sends what the network takes. Returns the count, or a negated `errno`.
  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard descriptor >= 0 else { return -Int(EPIPE) }
    unsafe bytes.withMemoryRebound(to: UInt8.self) { queue.append(unsafe $0.span) }
    if opening != nil { sentAt = Deadline.now }
    let failure = flush()
    if failure != 0 { hasEnded = true }
    return failure == 0 ? bytes.count : -Int(failure)
  }

  /// Sends what is queued as far as the network takes it. Returns the `errno` of a failure, or 0.
  func flush() -> Int32 {
    queue.flush(to: descriptor)
  }

  /// Receives at most `buffer.count` bytes. Returns the count, 0 at the end, or a negated `errno`.
  func receive(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard descriptor >= 0 else { return -Int(EPIPE) }
    while true {
      let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
      if count < 0 {
        if errno == EINTR { continue }
        let failure = errno
        if failure != EAGAIN { hasEnded = true }
        return -Int(failure)
      }
      if count == 0 { hasEnded = true }
      acknowledge()
      if opening?.isEmpty == true, count > 0 { onFirstBytes() }
      if opening != nil { answerTime = Deadline.now - sentAt }
      if let kept = opening, kept.count < 16_384 {
        unsafe opening?.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
      return count
    }
  }

  /// Keeps what has come first without taking it off the socket, for a library that receives by itself.
  func peekOpening() {
    guard opening?.isEmpty == true else { return }
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = unsafe recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT | MSG_PEEK))
    if count > 0 { opening = Array(bytes.prefix(count)) }
  }

  /// Acknowledges what came at once, while `acknowledgesQuickly`.
  func acknowledge() {
    if acknowledgesQuickly { setOption(Int32(IPPROTO_TCP), TCP_QUICKACK) }
  }

  /// Makes the connection one that never blocks, also for a library that has made it a blocking one.
  func stopBlocking() {
    let flags = fcntl(descriptor, F_GETFL)
    if flags >= 0, flags & O_NONBLOCK == 0 { _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) }
  }

  /// Stops keeping what is received.
  func forgetOpening() {
    opening = nil
  }

  /// Ends the connection.
  func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }

  /// The system's words for an `errno`.
  static func words(_ code: Int32) -> String {
    SystemError(call: "connect", path: nil, code: code).reason
  }
}
