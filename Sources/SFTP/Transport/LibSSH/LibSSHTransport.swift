public import Bytes
import CSSH
import Glibc

/// A libssh channel in this process, to the SFTP subsystem or a shell.
///
/// libssh is used for SSH only; its own `sftp_*` calls would run one file at a time.
@safe
public final class LibSSHTransport: LibraryTransport {
  let configuration: SFTPConfiguration
  private let program: RemoteProgram
  var session: LibSSHSession?
  private var channel: OpaquePointer?
  /// Whether the server has not answered yet whether it starts the program.
  private var isStarting = false
  /// Whether the server hung up while the agent's keys were tried.
  var hasLostServerToAgent = false
  /// What was received since the server was last told how much more it may send.
  private var receivedSinceGrant = 0
  /// What the server is; complete once open.
  public var description = TransportDescription()

  static var library: String { "libssh \(LibSSHSession.libraryVersion)" }
  /// What a server may send ahead, so that downloads fill a long link. libssh's own window is 1.25 MiB.
  private static let window = 16 << 20
  /// What is encrypted at once: the server's packets' size eight times over.
  private static let piece = 256 << 10

  /// Creates a transport that is not connected yet.
  public init(_ configuration: SFTPConfiguration, to program: RemoteProgram = .sftp) {
    self.configuration = configuration
    self.program = program
    description.name = Self.library
    receivedSinceGrant = Self.window
  }

  /// Connects, checks the host key, logs in and starts the program on the server.
  public func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError) {
    let deadline = Deadline(after: seconds)
    let session: LibSSHSession
    do {
      session = try enter(by: configuration.login, deadline, interrupted: interrupted)
    } catch {
      // A server hangs up after some six tries, and an agent may hold more keys than that.
      let others = configuration.login.filter { !$0.isAgent }
      guard hasLostServerToAgent, !others.isEmpty else { throw error }
      session = try enter(by: others, deadline, interrupted: interrupted)
    }
    configuration.pacing.afterLogin()
    try startProgram(session, deadline: deadline, interrupted: interrupted)
    session.watch()
  }

  /// Connects, checks the host key and logs in.
  private func enter(
    by methods: [LoginMethod], _ deadline: Deadline, interrupted: () -> Bool
  ) throws(SFTPError) -> LibSSHSession {
    let socket = try Socket.connect(
      host: configuration.host, port: configuration.port, deadline: deadline, interrupted: interrupted)
    let session = try LibSSHSession(socket, user: configuration.user)
    self.session = session
    try handshake(session, deadline: deadline, interrupted: interrupted)
    try logIn(session, by: methods, deadline: deadline, interrupted: interrupted)
    return session
  }

  private func startProgram(_ session: LibSSHSession, deadline: Deadline, interrupted: () -> Bool) throws(SFTPError) {
    guard let opened = unsafe ssh_channel_new(session.pointer) else { throw lost("out of memory") }
    unsafe channel = opened
    let result = unsafe try session.complete("opening a channel", deadline: deadline, interrupted: interrupted) { _ in
      unsafe ssh_channel_open_session(opened)
    }
    guard result == SSH_OK else {
      throw SFTPError(.unreachable, "\(place): the server opens no channel: \(session.lastWords)")
    }
    unsafe nightferry_ssh_drop_standard_error(opened)
    isStarting = true
    // The answer is not waited for: SFTP's first packet goes out right behind the request.
    _ = try hasStarted(session)
  }

  /// Asks for the program, or looks whether the answer has come. The request itself goes out with the first call.
  private func hasStarted(_ session: LibSSHSession) throws(SFTPError) -> Bool {
    guard isStarting, let channel = unsafe channel else { return true }
    let result =
      switch program {
      case .sftp: unsafe ssh_channel_request_subsystem(channel, program.name)
      case .shell: unsafe ssh_channel_request_exec(channel, program.name)
      }
    if result == SSH_OK { isStarting = false }
    guard session.isConnected else { throw lost(session.lastWords) }
    if result == SSH_OK || result == SSH_AGAIN { return !isStarting }
    throw SFTPError(.unreachable, "\(place): \(program.refusal): \(session.lastWords)")
  }

  /// Encrypts and queues bytes; takes none while the last ones wait for the network, or the server's window is full.
  public func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int {
    guard let session, let channel = unsafe channel else { throw lost("it is closed") }
    var taken = 0
    while taken < bytes.count {
      guard session.isConnected else { throw lost(session.lastWords) }
      let window = unsafe Int(ssh_channel_window_size(channel))
      let length = session.hasUnsent ? 0 : min(bytes.count - taken, window, Self.piece)
      if length == 0 {
        // What the server says meanwhile may widen its window.
        if session.advance() { continue }
        break
      }
      let rest = bytes.extracting(taken..<taken + length)
      let result = unsafe rest.withUnsafeBytes { raw in
        unsafe ssh_channel_write(channel, raw.baseAddress, UInt32(raw.count))
      }
      if result < 0 { throw lost(session.lastWords) }
      taken += Int(result)
      // While keys are exchanged anew nothing is taken.
      if result < length { break }
    }
    return taken
  }

  /// Appends what came.
  public func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int {
    guard let session, let channel = unsafe channel else { throw lost("it is closed") }
    guard try hasStarted(session) else { return 0 }
    var total = 0
    while total < 1 << 20 {
      // Looks at the socket where nothing is held.
      let held = unsafe ssh_channel_poll(channel, 0)
      if held == SSH_EOF {
        if total > 0 { break }
        throw lost("the server closed the channel")
      }
      if held < 0 { throw lost(session.lastWords) }
      if held == 0 {
        if session.advance() { continue }
        if unsafe ssh_channel_is_closed(channel) != 0 { throw lost(session.lastWords) }
        break
      }
      total += unsafe try take(Int(held), from: channel, session, into: &buffer)
    }
    return total
  }

  /// Moves the `held` bytes that libssh has decrypted. Now and then more is asked for than is there, by which libssh lets the server
  /// send that much; there is still no more to be copied than what it holds.
  private func take(
    _ held: Int, from channel: OpaquePointer, _ session: LibSSHSession, into buffer: inout ByteBuffer
  ) throws(SFTPError) -> Int {
    let isDue = receivedSinceGrant >= Self.window / 4
    if isDue { receivedSinceGrant = 0 }
    var result: Int32 = 0
    unsafe buffer.appendUnsafely(capacity: held) { room in
      unsafe result = ssh_channel_read(channel, room.baseAddress, UInt32(isDue ? max(held, Self.window) : held), 0)
      return max(0, Int(result))
    }
    if result < 0 { throw lost(session.lastWords) }
    receivedSinceGrant += Int(result)
    return Int(result)
  }

  /// Sends what is queued.
  public func flush() throws(SFTPError) {
    guard let session, session.hasUnsent else { return }
    _ = session.advance()
  }

  /// The socket: always for reading, for writing where something is queued.
  public func waits(wantsToSend: Bool) -> [TransportWait] {
    guard let session else { return [] }
    let events = session.hasUnsent ? POLLIN | POLLOUT : POLLIN
    return [TransportWait(descriptor: session.socket.descriptor, events: Int16(events))]
  }

  /// Sends an SSH request that the server must answer (`ssh_send_keepalive`). A call that finds the last one answered only takes note
  /// of that, and the next one asks anew.
  public func keepAlive() throws(SFTPError) {
    guard let session else { return }
    for _ in 0..<2 { _ = unsafe ssh_send_keepalive(session.pointer) }
    try flush()
  }

  /// Closes the socket and frees the session.
  public func close() {
    unsafe channel = nil
    session?.socket.close()
    session = nil
  }
}
