public import Bytes
import CSSH2
import Glibc

/// A libssh2 channel in this process, to the SFTP subsystem or a shell.
///
/// libssh2 is used for SSH only; its own `sftp_*` calls would run one file at a time.
@safe
public final class LibSSH2Transport: LibraryTransport {
  let configuration: SFTPConfiguration
  private let program: RemoteProgram
  var session: SSHSession?
  private var channel: OpaquePointer?
  /// Whether the server has not answered yet whether it starts the program.
  private var isStarting = false
  /// What the server is; complete once open.
  public var description = TransportDescription()

  static var library: String { "libssh2 \(SSHSession.libraryVersion)" }
  /// The receive window asked for: what a server may send ahead, so that downloads fill a long link.
  private static let window: UInt32 = 16 << 20
  private static let packetSize: UInt32 = 32_768

  /// Creates a transport that is not connected yet.
  public init(_ configuration: SFTPConfiguration, to program: RemoteProgram = .sftp) {
    self.configuration = configuration
    self.program = program
    description.name = Self.library
  }

  /// Connects, checks the host key, logs in and starts the program on the server.
  public func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError) {
    let deadline = Deadline(after: seconds)
    let socket = try Socket.connect(
      host: configuration.host, port: configuration.port, deadline: deadline, interrupted: interrupted)
    socket.onFirstBytes = configuration.pacing.afterFirstBytes
    let session = try SSHSession(socket)
    self.session = session
    try handshake(session, deadline: deadline, interrupted: interrupted)
    try logIn(session, deadline: deadline, interrupted: interrupted)
    configuration.pacing.afterLogin()
    try startProgram(session, deadline: deadline, interrupted: interrupted)
    session.socket.acknowledgesQuickly = false
  }

  private func startProgram(_ session: SSHSession, deadline: Deadline, interrupted: () -> Bool) throws(SFTPError) {
    let opened = unsafe try session.complete("opening a channel", deadline: deadline, interrupted: interrupted) {
      (pointer: OpaquePointer) -> OpaquePointer? in
      unsafe libssh2_channel_open_ex(pointer, "session", 7, Self.window, Self.packetSize, nil, 0)
    }
    guard let opened = unsafe opened else {
      throw SFTPError(.unreachable, "\(place): the server opens no channel: \(session.lastWords)")
    }
    unsafe channel = opened
    isStarting = true
    if program == .shell { unsafe libssh2_channel_handle_extended_data2(opened, LIBSSH2_CHANNEL_EXTENDED_DATA_IGNORE) }
    // The answer is not waited for: SFTP's first packet goes out right behind the request.
    _ = try hasStarted(session)
  }

  /// Asks for the program, or looks whether the answer has come. The request itself is sent by the first call, as the socket
  /// takes every packet whole.
  private func hasStarted(_ session: SSHSession) throws(SFTPError) -> Bool {
    guard isStarting, let channel = unsafe channel else { return true }
    let (request, name) = (program.request, program.name)
    let result = unsafe libssh2_channel_process_startup(
      channel, request, UInt32(request.utf8.count), name, UInt32(name.utf8.count))
    if result == LIBSSH2_ERROR_EAGAIN { return false }
    isStarting = false
    if result == 0 { return true }
    throw SFTPError(.unreachable, "\(place): \(program.refusal): \(session.lastWords)")
  }

  /// Encrypts and queues bytes; takes none while the queue is full or the server's window is.
  public func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int {
    guard let session, let channel = unsafe channel else { throw lost("it is closed") }
    var taken = 0
    while taken < bytes.count, session.socket.hasRoom {
      let rest = bytes.extracting(taken..<bytes.count)
      let result = unsafe rest.withUnsafeBytes { raw in
        unsafe libssh2_channel_write_ex(channel, 0, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count)
      }
      if result == Int(LIBSSH2_ERROR_EAGAIN) || result == 0 { break }
      if result < 0 { throw lost(session.lastWords) }
      taken += result
    }
    return taken
  }

  /// Appends what came.
  public func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int {
    guard let session, let channel = unsafe channel else { throw lost("it is closed") }
    guard try hasStarted(session) else { return 0 }
    var total = 0
    while total < 1 << 20 {
      var result = 0
      unsafe buffer.appendUnsafely(capacity: 65_536) { room in
        unsafe result = room.withMemoryRebound(to: CChar.self) {
          unsafe libssh2_channel_read_ex(channel, 0, $0.baseAddress, $0.count)
        }
        return max(0, result)
      }
      if result == Int(LIBSSH2_ERROR_EAGAIN) { break }
      if result < 0 { throw lost(session.lastWords) }
      if result == 0 {
        if total == 0, unsafe libssh2_channel_eof(channel) != 0 { throw lost("the server closed the channel") }
        break
      }
      total += result
    }
    return total
  }

  /// Sends what is queued.
  public func flush() throws(SFTPError) {
    guard let session else { return }
    let failure = session.socket.flush()
    if failure != 0 { throw lost(Socket.words(failure)) }
  }

  /// The socket: always for reading, for writing where something is queued.
  public func waits(wantsToSend: Bool) -> [TransportWait] {
    guard let session else { return [] }
    let events = session.socket.queuedCount > 0 ? POLLIN | POLLOUT : POLLIN
    return [TransportWait(descriptor: session.socket.descriptor, events: Int16(events))]
  }

  /// Sends an SSH request that the server must answer (`libssh2_keepalive_send`).
  public func keepAlive() throws(SFTPError) {
    guard let session else { return }
    unsafe libssh2_keepalive_config(session.pointer, 1, 1)
    _ = unsafe libssh2_keepalive_send(session.pointer, nil)
    try flush()
  }

  /// Closes the socket and frees the session.
  public func close() {
    unsafe channel = nil
    session?.socket.close()
    session = nil
  }
}
