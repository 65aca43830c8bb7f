public import Bytes
import Files
import Glibc

/// SFTP's bytes through OpenSSH's `ssh -s host sftp` as a child process, or a shell's through `ssh host`: it brings the user's ssh_config, agent, jump
/// hosts, certificates and all of OpenSSH's algorithms.
public final class OpenSSHTransport: ByteTransport {
  let configuration: SFTPConfiguration
  let program: RemoteProgram
  var messages = OpenSSHMessages()
  private var child: ChildProcess?
  private var channel: Int32 = -1
  private var errors: Int32 = -1
  private var queue = SendQueue()
  private var secrets: FileDescriptor?
  /// What the server is; complete once open.
  public var description = TransportDescription()

  private static let queueLimit = 256 * 1024

  /// Creates a transport that is not connected yet.
  public init(_ configuration: SFTPConfiguration, to program: RemoteProgram = .sftp) {
    self.configuration = configuration
    self.program = program
    description.name = "OpenSSH"
  }

  deinit {
    close()
  }

  /// The path of `ssh`, or nil where OpenSSH's client is not installed.
  static var client: String? {
    let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").lazy.map { "\($0)/ssh" }.first { unsafe access($0, X_OK) == 0 }
  }

  /// Starts `ssh`, which connects, checks the host key and logs in; waits until it asks for the program.
  public func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError) {
    guard let client = Self.client else {
      throw SFTPError(
        .configuration, "OpenSSH's ssh is not installed. Install openssh-client, or use --transport libssh.")
    }
    // What ssh does cannot be halted in the middle.
    try configuration.pacing.beforeHostKey()
    let deadline = Deadline(after: seconds)
    let items = Askpass.items(configuration.login)
    if !items.isEmpty { secrets = try Askpass.file(items) }
    // Gone with the last question that ssh could have.
    defer { secrets = nil }
    try start(client, seconds: seconds)
    while !messages.isReady {
      if interrupted() { throw SFTPError(.cancelled, "closed while connecting") }
      if deadline.isOver { throw SFTPError(.unreachable, "\(place): ssh did not connect in time. Try again.") }
      wait(seconds: min(0.2, deadline.remaining))
      readErrors()
      if !messages.isReady, child?.isRunning == false {
        readErrors()
        throw failure()
      }
    }
    configuration.pacing.afterLogin()
    description.banner = messages.banner
    if !messages.hostKeyFingerprint.isEmpty {
      description.hostKey = "\(messages.hostKeyType) \(messages.hostKeyFingerprint)"
    }
    description.algorithms = ([messages.hostKeyType] + messages.algorithms).joined(separator: " ")
    description.login = messages.login
  }

  /// `host port n`, for messages.
  var place: String { "\(configuration.host) port \(configuration.port)" }

  private func start(_ client: String, seconds: Double) throws(SFTPError) {
    var ends: [Int32] = [-1, -1]
    var pipes: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0, unsafe pipe(&pipes) == 0 else {
      throw SFTPError(.failure, "no socket for ssh: \(Socket.words(errno))")
    }
    for number in ends + pipes { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    for number in [ends[0], pipes[0]] { _ = fcntl(number, F_SETFL, O_NONBLOCK) }
    (channel, errors) = (ends[0], pipes[0])
    defer {
      Glibc.close(ends[1])
      Glibc.close(pipes[1])
    }
    let arguments = try OpenSSHOptions(configuration, program).arguments(seconds: seconds) {
      OpenSSHCiphers.preferred(client, $0, deadline: Deadline(after: min(seconds, 5)))
    }
    do {
      child = try ChildProcess(
        client, arguments, environment: environment(secrets?.number),
        input: .descriptor(ends[1]), output: .descriptor(ends[1]), errors: .descriptor(pipes[1]))
    } catch {
      throw SFTPError(.failure, "cannot start \(client): \(error.reason)")
    }
  }

  /// This process's environment, and where there are secrets the way to get them.
  private func environment(_ secrets: Int32?) -> [String] {
    var variables: [String] = []
    var next = unsafe environ
    while let text = unsafe next.pointee {
      let variable = unsafe String(cString: text)
      if !variable.hasPrefix("SSH_ASKPASS"), !variable.hasPrefix(Askpass.variable) { variables.append(variable) }
      unsafe next += 1
    }
    guard let secrets else { return variables }
    if configuration.hostKeys.mode == .ask { variables.append("\(Askpass.terminalVariable)=1") }
    let helper = configuration.askpassProgram ?? "/proc/\(getpid())/exe"
    return variables + [
      "SSH_ASKPASS=\(helper)", "SSH_ASKPASS_REQUIRE=force", "\(Askpass.variable)=/proc/\(getpid())/fd/\(secrets)",
    ]
  }

  /// Hands bytes to ssh's standard input, keeping a few where it takes none.
  public func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int {
    guard channel >= 0 else { throw lost("it is closed") }
    let count = max(0, min(bytes.count, Self.queueLimit - queue.count))
    guard count > 0 else { return 0 }
    queue.append(bytes.extracting(first: count))
    try flush()
    return count
  }

  /// Appends what came from ssh's standard output.
  public func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int {
    guard channel >= 0 else { throw lost("it is closed") }
    readErrors()
    var total = 0
    while total < 1 << 20 {
      var result = 0
      unsafe buffer.appendUnsafely(capacity: 65_536) { room in
        unsafe result = recv(channel, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
        return max(0, result)
      }
      if result > 0 {
        total += result
      } else if result < 0, errno == EINTR {
        continue
      } else if result < 0, errno == EAGAIN || total > 0 {
        break
      } else {
        if total == 0 { throw ended() }
        break
      }
    }
    return total
  }

  /// Hands on what is kept.
  public func flush() throws(SFTPError) {
    guard channel >= 0, queue.count > 0 else { return }
    if queue.flush(to: channel) != 0 { throw ended() }
  }

  /// Both of ssh's outputs, and its input where bytes are kept.
  public func waits(wantsToSend: Bool) -> [TransportWait] {
    guard channel >= 0 else { return [] }
    let events = queue.count > 0 ? POLLIN | POLLOUT : POLLIN
    return [
      TransportWait(descriptor: channel, events: Int16(events)),
      TransportWait(descriptor: errors, events: Int16(POLLIN)),
    ]
  }

  /// Nothing: `ServerAliveInterval` has ssh do it.
  public func keepAlive() throws(SFTPError) {}

  /// Ends ssh.
  public func close() {
    for number in [channel, errors] where number >= 0 { Glibc.close(number) }
    (channel, errors) = (-1, -1)
    guard let child else { return }
    self.child = nil
    child.signal(SIGTERM)
    for _ in 0..<100 where child.isRunning { usleep(10_000) }
    child.signal(SIGKILL)
    child.wait()
  }

  private func wait(seconds: Double) {
    var entry = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
    unsafe poll(&entry, 1, Int32((seconds * 1000).rounded(.up)))
    // At the end of its messages ssh is about to exit; there is nothing to wait for in `poll` any more.
    if Int32(entry.revents) & POLLHUP != 0, Int32(entry.revents) & POLLIN == 0 { usleep(5_000) }
  }

  /// Takes in what ssh said on standard error.
  private func readErrors() {
    var bytes = [UInt8](repeating: 0, count: 8_192)
    while errors >= 0 {
      let count = unsafe read(errors, &bytes, bytes.count)
      if count <= 0 { return }
      messages.add(bytes.prefix(count))
    }
  }

  /// The error for the end of ssh's output: why it ended, as far as it says so.
  private func ended() -> SFTPError {
    for _ in 0..<50 where child?.isRunning == true { usleep(10_000) }
    readErrors()
    if messages.says("subsystem request failed") { return failure() }
    return lost(messages.summary)
  }

  private func lost(_ reason: String) -> SFTPError {
    SFTPError(.connectionLost, "the connection to \(place) was lost: \(reason)")
  }
}
