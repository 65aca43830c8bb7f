import Threads

/// A client of one SFTP server: operations go in with a tag, many at once, and their ends come out of a queue.
///
/// Behind it stand one to several connections, each with a thread of its own. A connection that is lost fails its
/// operations with `connectionLost` or `stalled`; the next `submit` connects again. All calls may come from any thread.
public final class SFTPClient: Sendable {
  /// What it connects to and how.
  public let configuration: SFTPConfiguration
  let state: Monitor<ClientState>
  let limiter: BandwidthLimiter?

  /// Creates a client that connects with the first operation; a failure to do so is that operation's.
  public init(_ configuration: SFTPConfiguration) {
    self.configuration = configuration
    state = Monitor(ClientState(configuration))
    limiter = configuration.bandwidthLimit.map { BandwidthLimiter(bytesPerSecond: $0) }
  }

  deinit {
    close()
  }

  /// Connects, checks the host key, logs in, and asks the server what it can do.
  public static func connect(_ configuration: SFTPConfiguration) throws(SFTPError) -> SFTPClient {
    let client = SFTPClient(configuration)
    client.state.with { $0.beginConnecting() }
    client.startConnection()
    let failure: SFTPError?? = client.state.wait(until: nil) { state in
      if state.liveCount > 0 { return .some(nil) }
      return state.connectFailure.map { .some($0) }
    }
    if let failure, let failure {
      client.close()
      throw failure
    }
    return client
  }

  /// What was reached; nil while nothing is.
  public var server: ServerDescription? { state.with { $0.server } }

  /// How many connections are open now.
  public var connectionCount: Int { state.with { $0.liveCount } }

  /// Hands in an operation; its end comes out of `wait` with the same tag.
  public func submit(_ operation: SFTPOperation, tag: UInt64) {
    submit([(operation, tag)])
  }

  /// Hands in several operations at once.
  public func submit(_ operations: [(SFTPOperation, UInt64)]) {
    enqueue(operations.map { WorkQueue.Item(operation: $0, ticket: .queue($1)) })
  }

  /// Waits for events: at least one, or none when `timeout` seconds pass first. With no timeout and nothing submitted it
  /// waits until somebody else submits something.
  public func wait(timeout: Double? = nil) -> [SFTPEvent] {
    let end = timeout.map { Deadline.now + $0 }
    let events = state.wait(until: end) { state -> [SFTPEvent]? in
      guard !state.events.isEmpty || state.isClosing else { return nil }
      defer { state.events = [] }
      return state.events
    }
    return events ?? []
  }

  /// Does one operation and waits for its end.
  public func perform(_ operation: SFTPOperation) throws(SFTPError) -> SFTPReply {
    let waiter = Waiter()
    enqueue([WorkQueue.Item(operation: operation, ticket: .waiter(waiter))])
    return try waiter.wait().get()
  }

  /// Ends all connections and waits until their threads are done; what is not done fails with `cancelled`.
  public func close() {
    state.change { state in
      state.isClosing = true
      state.failWaiting(SFTPError(.cancelled, "the client was closed"))
      for sleeper in state.sleepers { sleeper.wake() }
      state.hashes.sleeper?.wake()
    }
    // A thread that were still at work while the process ends would find the libraries under it gone.
    _ = state.wait(until: Deadline.now + 5) { state in
      state.liveCount + state.connectingCount == 0 && !state.hashes.isRunning ? true : nil
    }
  }

  /// Begins to connect, so that the first operation need not wait for that. A failure to do so is that operation's.
  ///
  /// Where many operations or bytes to upload are said to come, several connections are made side by side. The first has the server's
  /// first word before another is begun, so that a server with one place gives it to that one.
  public func prepare(operations: Int = 1, bytes: Int64 = 0) {
    let needsConnection = state.with { state -> Bool in
      guard !state.isClosing, state.liveCount + state.connectingCount == 0 else { return false }
      state.expected = (operations, bytes)
      state.beginConnecting()
      return true
    }
    if needsConnection { startConnection() }
  }

  private func enqueue(_ items: [WorkQueue.Item]) {
    let (needsConnection, needsHasher) = state.change { state -> (Bool, Bool) in
      let refusal = state.isClosing ? SFTPError(.cancelled, "the client was closed") : state.untoldFailure
      state.untoldFailure = nil
      for item in items {
        if let refusal {
          state.finish(item.ticket, .failure(refusal))
        } else {
          state.add(item)
        }
      }
      for sleeper in state.sleepers { sleeper.wake() }
      state.sleepers.removeAll()
      let needsHasher = state.hashes.claimThread()
      guard state.liveCount + state.connectingCount == 0, state.waiting.count > 0 else { return (false, needsHasher) }
      state.beginConnecting()
      return (true, needsHasher)
    }
    if needsConnection { startConnection() }
    if needsHasher { HashDriver.start(configuration, state) }
  }

  /// Starts the thread of the first connection, which is counted as connecting already.
  func startConnection() {
    ConnectionDriver.start(.lead, configuration, state, limiter)
  }
}
