import CSSH
import Glibc

/// One libssh session over a socket of ours, used by one thread at a time.
///
/// Owns the `ssh_session` and frees it with the last reference. libssh works on a duplicate of the socket's descriptor, which it
/// closes itself.
@safe
final class LibSSHSession {
  let pointer: OpaquePointer
  let socket: Socket
  /// What takes all that has come off the socket (`ssh_event`).
  private let event: OpaquePointer
  /// When something was last sent while connecting, and how long after that the server's last answer came, in seconds.
  private var askedAt = 0.0
  private(set) var answerTime = 0.0

  init(_ socket: Socket, user: String) throws(SFTPError) {
    self.socket = socket
    guard let pointer = unsafe ssh_new(), let event = unsafe ssh_event_new() else {
      throw SFTPError(.failure, "libssh cannot start a session: out of memory")
    }
    unsafe self.pointer = pointer
    unsafe self.event = event
    unsafe ssh_set_blocking(pointer, 0)
    // Nothing is read from the user's files: known hosts and keys are judged and named by us.
    var isOff: Int32 = 0
    unsafe ssh_options_set(pointer, SSH_OPTIONS_PROCESS_CONFIG, &isOff)
    for (option, value) in [
      (SSH_OPTIONS_HOST, "server"), (SSH_OPTIONS_USER, user), (SSH_OPTIONS_SSH_DIR, "/"),
      (SSH_OPTIONS_KNOWNHOSTS, "/dev/null"), (SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null"),
    ] {
      guard set(option, value) else { throw SFTPError(.configuration, "libssh does not take it: \(lastWords)") }
    }
  }

  deinit {
    unsafe ssh_event_remove_session(event, pointer)
    unsafe ssh_event_free(event)
    // Without a word to the server, which would have to be waited for.
    unsafe ssh_free(pointer)
  }

  /// The version of the library that runs, as in `0.10.6`.
  static var libraryVersion: String {
    let words = unsafe ssh_version(0).map { unsafe String(cString: $0) } ?? "?"
    return String(words.prefix { $0 != "/" })
  }

  /// libssh's own words for its last error.
  var lastWords: String {
    unsafe ssh_get_error(UnsafeMutableRawPointer(pointer)).map { unsafe String(cString: $0) } ?? ""
  }

  /// Whether the connection stands.
  var isConnected: Bool { unsafe ssh_is_connected(pointer) != 0 }

  /// Whether the server has refused a way to log in, or hung up because of the login.
  var hasRefusedLogin: Bool {
    // libssh knows the ways that are left from a refusal (SSH_MSG_USERAUTH_FAILURE) only.
    unsafe ssh_userauth_list(pointer, nil) != 0 || disconnection?.isAboutLogin == true
  }

  /// What the server said when it ended the connection; nil where it has said nothing.
  var disconnection: Disconnection? { Disconnection(lastWords) }

  /// Whether bytes wait for the network to take them.
  var hasUnsent: Bool { unsafe ssh_get_status(pointer) & Int32(SSH_WRITE_PENDING) != 0 }

  /// Sets an option to a text, and returns whether libssh takes it.
  @discardableResult
  func set(_ option: ssh_options_e, _ value: String) -> Bool {
    unsafe ssh_options_set(pointer, option, value) == 0
  }

  /// Hands a duplicate of the socket's descriptor to libssh, for `ssh_connect`.
  func takeSocket() throws(SFTPError) {
    var descriptor = fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0, unsafe ssh_options_set(pointer, SSH_OPTIONS_FD, &descriptor) == 0 else {
      if descriptor >= 0 { _ = close(descriptor) }
      throw SFTPError(.failure, "no descriptor is left for a connection: \(Socket.words(errno))")
    }
  }

  /// Repeats a call for as long as it says that it has to wait for the server, and returns its result.
  ///
  /// - `again`: what the call says then; `SSH_AGAIN` or, while logging in, `SSH_AUTH_AGAIN`.
  func complete(
    _ step: String, again: Int32 = SSH_AGAIN, deadline: Deadline, interrupted: () -> Bool,
    _ call: (OpaquePointer) -> Int32
  ) throws(SFTPError) -> Int32 {
    while true {
      let result = unsafe call(pointer)
      if result != again { return result }
      // A session that has ended says so once, and from then on that it waits.
      if !isConnected { return SSH_ERROR }
      if interrupted() { throw SFTPError(.cancelled, "closed while connecting") }
      if deadline.isOver {
        throw SFTPError(
          .unreachable, "the server did not answer in time while \(step). Try again, or raise the time limit.")
      }
      waitForServer(deadline)
    }
  }

  private func waitForServer(_ deadline: Deadline) {
    // libssh makes the socket a blocking one as soon as it is connected; one that does not take all it is given would hold us.
    socket.stopBlocking()
    let hasSent = unsafe ssh_get_poll_flags(pointer) & Int32(SSH_WRITE_PENDING) != 0
    if hasSent { askedAt = Deadline.now }
    socket.wait(hasSent ? POLLIN | POLLOUT : POLLIN, seconds: min(deadline.remaining, 0.2))
    if socket.wait(POLLIN, seconds: 0) { answerTime = Deadline.now - askedAt }
    socket.acknowledge()
  }

  /// Begins to take what comes off the socket by `advance`; called once, when connected.
  func watch() {
    socket.stopBlocking()
    unsafe ssh_event_add_session(event, pointer)
  }

  /// Sends what the network takes and takes one piece of what has come, 4 KiB at most. Returns whether there was anything to do.
  /// A connection that has ended is seen by the next call on its channel.
  func advance() -> Bool {
    unsafe ssh_event_dopoll(event, 0) == 0
  }
}

/// How a server says that it ends the connection, as libssh tells it: `Received SSH_MSG_DISCONNECT: REASON:WORDS`.
struct Disconnection {
  /// The reason's code (RFC 4250 section 4.2.2).
  let reason: Int
  /// The server's words.
  let words: String

  /// Reads libssh's words; nil where they are about something else.
  init?(_ words: String) {
    let opening = "Received SSH_MSG_DISCONNECT: "
    guard words.hasPrefix(opening) else { return nil }
    let parts = words.dropFirst(opening.count).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let reason = Int(parts[0]) else { return nil }
    self.reason = reason
    self.words = String(parts[1])
  }

  /// Whether it is about who we are: the host is not allowed to connect, no ways to log in are left, the user's name is illegal, or a
  /// protocol error, as which OpenSSH counts too many tries.
  var isAboutLogin: Bool { [1, 2, 13, 14, 15].contains(reason) }
}
