import Bytes
import Threads

/// The thread that has the server hash its own files: through a shell, over a connection of its own, as the servers that
/// have shells do not mix them with SFTP.
///
/// It is only ever a shortcut. Whatever is in its way ends as `unsupported`, and the caller can read the file back.
final class HashDriver: @unchecked Sendable {
  private let configuration: SFTPConfiguration
  private let state: Monitor<ClientState>
  private let waker = Waker()
  private var asked: [Int: WorkQueue.Item] = [:]
  private var number = 0
  /// Where relative paths begin, once a file with one was asked for.
  private var start: RemotePath?
  private var lastMove = Deadline.now
  private var lastSign = Deadline.now

  /// Files asked for and not answered: enough to hide the way there and back.
  private static let mostAsked = 64
  /// Bytes a second that any server hashes; how long a large file may take follows from it.
  private static let slowestRate = 10e6
  /// How often the shell is started anew where it had worked before.
  private static let mostConnections = 3

  private init(_ configuration: SFTPConfiguration, _ state: Monitor<ClientState>) {
    self.configuration = configuration
    self.state = state
  }

  /// Starts the thread, which is counted as running already.
  static func start(_ configuration: SFTPConfiguration, _ state: Monitor<ClientState>) {
    let driver = HashDriver(configuration, state)
    if WorkerThread({ driver.run() }) != nil { return }
    driver.end(SFTPError(.failure, "the system gives no further thread"), isLast: true)
  }

  private func run() {
    var connections = 0
    while true {
      connections += 1
      var isReady = false
      do {
        try serve(&isReady)
        return end(SFTPError(.cancelled, "the client was closed"), isLast: true)
      } catch {
        let isLast = !isReady || connections == Self.mostConnections
        let hasNoShell = !isReady && error.code == .connectionLost
        end(hasNoShell ? SFTPError(.unsupported, RemoteProgram.shell.refusal) : error, isLast: isLast)
        if isLast { return }
      }
    }
  }

  /// Connects and answers until the client is closed.
  private func serve(_ isReady: inout Bool) throws(SFTPError) {
    let isStopped = { self.state.with { $0.isClosing } }
    let transport = try TransportOpener(configuration, to: .shell).open(
      seconds: configuration.connectTimeout, interrupted: isStopped)
    defer { transport.close() }
    var dialogue = HashDialogue(word: "nf\(UInt64.random(in: .min ... .max))")
    var received = ByteBuffer()
    lastMove = Deadline.now
    while !isStopped() {
      if isReady { try ask(&dialogue) }
      var moved = try dialogue.send { (bytes) throws(SFTPError) in try transport.send(bytes) }
      try transport.flush()
      moved += try transport.receive(into: &received)
      for event in dialogue.take(received.span) { try take(event, &isReady) }
      received.removeAll()
      try watch(transport, isReady: isReady, moved: moved > 0)
      if moved == 0 { sleep(transport, wantsToSend: dialogue.unsentCount > 0) }
    }
  }

  /// Asks for files that wait.
  private func ask(_ dialogue: inout HashDialogue) throws(SFTPError) {
    for item in state.with({ $0.hashes.take(Self.mostAsked - asked.count) }) {
      number += 1
      asked[number] = item
      dialogue.ask(try absolute(item.operation.path), number: number)
    }
  }

  /// A relative path begins for SFTP where it says, which need not be where a shell begins.
  private func absolute(_ path: RemotePath) throws(SFTPError) -> RemotePath {
    if path.bytes.first == UInt8(ascii: "/") { return path }
    if let start { return start.appending(path) }
    let waiter = Waiter()
    let isAsked = state.change { state -> Bool in
      guard state.liveCount + state.connectingCount > 0, !state.isClosing else { return false }
      state.add(WorkQueue.Item(operation: .realPath("."), ticket: .waiter(waiter)))
      for sleeper in state.sleepers { sleeper.wake() }
      return true
    }
    guard isAsked, case .path(let found) = try waiter.wait().get() else {
      throw SFTPError(.unsupported, "the folder that SFTP begins in is not known")
    }
    start = found
    return found.appending(path)
  }

  private func take(_ event: HashDialogue.Event, _ isReady: inout Bool) throws(SFTPError) {
    switch event {
    case .ready: isReady = true
    case .noCommand:
      throw SFTPError(.unsupported, "its shell has none of \(HashDialogue.commands.joined(separator: ", "))")
    case .hashed(let number, let digest):
      guard let item = asked.removeValue(forKey: number) else { return }
      let path = item.operation.path
      let outcome: Result<SFTPReply, SFTPError> =
        digest.map { .success(.digest($0)) }
        ?? .failure(SFTPError(.unsupported, "\(path): the server's shell cannot read it", path: path))
      state.change { $0.finish(item.ticket, outcome) }
    }
  }

  /// Gives up a shell that says nothing for longer than the largest file could take.
  private func watch(_ transport: any ByteTransport, isReady: Bool, moved: Bool) throws(SFTPError) {
    let now = Deadline.now
    if moved || (isReady && asked.isEmpty) { lastMove = now }
    let largest = asked.values.map { Double($0.operation.bytesToHash) }.max() ?? 0
    if now - lastMove > configuration.stallTimeout + largest / Self.slowestRate {
      throw SFTPError(.stalled, "its shell does not answer")
    }
    let interval = configuration.keepAliveInterval
    if interval > 0, now - lastSign > interval {
      lastSign = now
      try transport.keepAlive()
    }
  }

  private func sleep(_ transport: any ByteTransport, wantsToSend: Bool) {
    let mayWait = state.with { state -> Bool in
      if state.isClosing || (state.hashes.count > 0 && asked.count < Self.mostAsked) { return false }
      state.hashes.sleeper = waker
      return true
    }
    guard mayWait else { return }
    waker.wait(transport, seconds: 0.5, wantsToSend: wantsToSend)
    state.with { $0.hashes.sleeper = nil }
    waker.reset()
  }

  /// Fails what was asked for, and with the last connection all that waits.
  private func end(_ error: SFTPError, isLast: Bool) {
    let failure =
      error.code == .cancelled
      ? error : SFTPError(.unsupported, "the server cannot hash files itself: \(error.message)")
    let open = asked.values
    asked.removeAll()
    state.change { state in
      if isLast { state.hashes.stage = .impossible(failure) }
      for item in open + (isLast ? state.hashes.take(.max) : []) { state.finish(item.ticket, .failure(failure)) }
    }
  }
}
