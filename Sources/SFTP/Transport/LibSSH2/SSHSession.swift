import CSSH2
import Glibc

/// One libssh2 session over a socket of ours, used by one thread at a time.
///
/// Owns the `LIBSSH2_SESSION` and frees it with the last reference.
@safe
final class SSHSession {
  let pointer: OpaquePointer
  let socket: Socket
  /// The socket's descriptor, also once it is closed; any other that libssh2 names is the agent's.
  private let descriptor: Int32
  /// Answers the server's questions while keyboard-interactive login runs.
  var answer: Secret?
  /// Whether the server has refused a way to log in.
  var hasRefusedLogin = false

  private static let isReady: Bool = libssh2_init(0) == 0

  init(_ socket: Socket) throws(SFTPError) {
    self.socket = socket
    descriptor = socket.descriptor
    guard Self.isReady, let pointer = unsafe libssh2_session_init_ex(nil, nil, nil, nil) else {
      throw SFTPError(.failure, "libssh2 cannot start a session: out of memory")
    }
    unsafe self.pointer = pointer
    unsafe libssh2_session_abstract(pointer)?.pointee = Unmanaged.passUnretained(self).toOpaque()
    unsafe libssh2_session_set_blocking(pointer, 0)
    unsafe nightferry_ssh2_set_io(
      pointer,
      { descriptor, buffer, length, _, abstract in
        guard let session = unsafe SSHSession.of(abstract) else { return -Int(EPIPE) }
        if descriptor != session.descriptor { return unsafe agentResult(recv(descriptor, buffer, length, 0)) }
        return unsafe session.socket.receive(UnsafeMutableRawBufferPointer(start: buffer, count: length))
      },
      { descriptor, buffer, length, _, abstract in
        guard let session = unsafe SSHSession.of(abstract) else { return -Int(EPIPE) }
        if descriptor != session.descriptor {
          return unsafe agentResult(send(descriptor, buffer, length, Int32(MSG_NOSIGNAL)))
        }
        return unsafe session.socket.send(UnsafeRawBufferPointer(start: buffer, count: length))
      })
  }

  deinit {
    // With the socket closed every step of the clean-up fails at once instead of waiting for the server, and says nothing to
    // whatever has its number by now.
    socket.close()
    var attempts = 0
    while unsafe libssh2_session_free(pointer) == LIBSSH2_ERROR_EAGAIN, attempts < 1_000 { attempts += 1 }
  }

  /// The session that a callback's `abstract` stands for.
  static func of(_ abstract: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> SSHSession? {
    guard let object = unsafe abstract?.pointee else { return nil }
    return unsafe Unmanaged<SSHSession>.fromOpaque(object).takeUnretainedValue()
  }

  /// The version of the library that runs, as in `1.10.0`.
  static var libraryVersion: String {
    unsafe libssh2_version(0).map { unsafe String(cString: $0) } ?? "?"
  }

  /// libssh2's own words for its last error.
  var lastWords: String {
    var text: UnsafeMutablePointer<CChar>?
    _ = unsafe libssh2_session_last_error(pointer, &text, nil, 0)
    return unsafe text.map { unsafe String(cString: $0) } ?? ""
  }

  /// The code of libssh2's last error.
  var lastCode: Int32 { unsafe libssh2_session_last_errno(pointer) }

  /// Repeats a call for as long as it says EAGAIN, waiting for the socket in between, and returns its result.
  func complete(
    _ step: String, deadline: Deadline, interrupted: () -> Bool, _ call: (OpaquePointer) -> Int32
  ) throws(SFTPError) -> Int32 {
    while true {
      let result = unsafe call(pointer)
      if result != LIBSSH2_ERROR_EAGAIN { return result }
      try waitForServer(step, deadline: deadline, interrupted: interrupted)
    }
  }

  /// Repeats a call for as long as it gives nil with EAGAIN, and returns its result.
  func complete(
    _ step: String, deadline: Deadline, interrupted: () -> Bool, _ call: (OpaquePointer) -> OpaquePointer?
  ) throws(SFTPError) -> OpaquePointer? {
    while true {
      if let result = unsafe call(pointer) { return unsafe result }
      if lastCode != LIBSSH2_ERROR_EAGAIN { return nil }
      try waitForServer(step, deadline: deadline, interrupted: interrupted)
    }
  }

  private func waitForServer(_ step: String, deadline: Deadline, interrupted: () -> Bool) throws(SFTPError) {
    if interrupted() { throw SFTPError(.cancelled, "closed while connecting") }
    if deadline.isOver {
      throw SFTPError(
        .unreachable, "the server did not answer in time while \(step). Try again, or raise the time limit.")
    }
    let events = socket.queuedCount > 0 ? POLLIN | POLLOUT : POLLIN
    socket.wait(events, seconds: min(deadline.remaining, 0.2))
    if socket.flush() != 0 { throw SFTPError(.unreachable, "the server closed the connection while \(step)") }
  }
}

/// libssh2 talks to the agent through the session's callbacks too, over a blocking descriptor of its own.
private func agentResult(_ result: Int) -> Int {
  result < 0 ? -Int(errno) : result
}
