import Threads

/// One connection's thread: it connects, then moves bytes between the engine and the transport until it is told to stop
/// or the connection ends. Everything but the shared state is its own.
final class ConnectionDriver: @unchecked Sendable {
  let configuration: SFTPConfiguration
  let state: Monitor<ClientState>
  let limiter: BandwidthLimiter?
  let role: Role
  let waker = Waker()
  var engine = TransferEngine()
  private var hasToldLimits = false
  /// What the other connections know of this one's operations.
  var toldLoad = WorkQueue.Load()
  private var lastMove = Deadline.now
  private var lastSign = Deadline.now
  private var lastProgress = Deadline.now

  /// Bytes of uploads that one connection takes on while others could share the work.
  private static let mostClaimedBytes: Int64 = 8 << 20

  /// Which of a client's connections it is.
  enum Role {
    /// The first: what keeps it from logging in is told to whoever waits.
    case lead
    /// Made side by side with the first. It waits with the host key and the login until that one has logged in, so that nobody is
    /// asked twice and a wrong password is tried once.
    case follower
    /// Made while others work.
    case further
  }

  init(_ role: Role, _ configuration: SFTPConfiguration, _ state: Monitor<ClientState>, _ limiter: BandwidthLimiter?) {
    self.role = role
    self.configuration = configuration
    self.state = state
    self.limiter = limiter
  }

  /// Starts a thread for one more connection, which is counted as connecting already.
  static func start(
    _ role: Role, _ configuration: SFTPConfiguration, _ state: Monitor<ClientState>, _ limiter: BandwidthLimiter?
  ) {
    let driver = ConnectionDriver(role, configuration, state, limiter)
    if WorkerThread({ driver.run() }) != nil { return }
    driver.failedToConnect(SFTPError(.unreachable, "the system gives no further thread"))
  }

  /// The thread's whole life.
  func run() {
    let transport: any ByteTransport
    do {
      transport = try connect()
    } catch {
      failedToConnect(error)
      return
    }
    var end = SFTPError(.cancelled, "the client was closed")
    do {
      while try step(transport) {}
    } catch {
      end = error
    }
    transport.close()
    abandon(end)
  }

  var place: String { "\(configuration.host) port \(configuration.port)" }

  func violation(_ violation: ProtocolViolation) -> SFTPError {
    SFTPError(.protocolViolation, "\(place) sent \(violation). The connection was closed.")
  }

  /// What this connection can take on now.
  var room: WorkQueue.Room {
    let bytes = configuration.connections > 1 ? max(0, Self.mostClaimedBytes - engine.claimedBytes) : .max
    return WorkQueue.Room(
      requests: configuration.filesInFlight - engine.requestCount,
      transfers: configuration.filesInFlight - engine.transferCount, bytes: bytes)
  }

  /// Takes operations on, and tells how many run here; `early` for those that can be asked for before VERSION has come.
  func take(_ state: inout ClientState, _ room: WorkQueue.Room, early: Bool = false) -> [WorkQueue.Item] {
    var load = engine.load
    state.tell(load, before: &toldLoad)
    let allowed = state.limited(room)
    let work = early ? state.waiting.takeEarly(allowed) : state.waiting.take(allowed)
    for item in work {
      if item.operation.isTransfer { load.transfers += 1 } else { load.requests += 1 }
    }
    state.tell(load, before: &toldLoad)
    return work
  }

  /// Moves what can be moved, once. False when the client is closing.
  private func step(_ transport: any ByteTransport) throws(SFTPError) -> Bool {
    let room = room
    let (work, isClosing, openings) = state.with { state in
      let work = take(&state, room)
      return (work, state.isClosing, state.isClosing ? 0 : state.claimConnections(now: Deadline.now))
    }
    if isClosing { return false }
    for _ in 0..<openings { Self.start(.further, configuration, state, limiter) }
    for item in work { engine.start(item.operation, ticket: item.ticket) }
    engine.feed()
    let sent = try send(transport)
    let received = try engine.context.machine.receive { (buffer) throws(SFTPError) in
      try transport.receive(into: &buffer)
    }
    if received > 0 {
      do {
        _ = try engine.takeAnswers()
        tellLimits()
      } catch {
        throw violation(error)
      }
    }
    publish()
    let now = Deadline.now
    if sent > 0 || received > 0 { lastMove = now }
    try watch(transport, now)
    if sent == 0, received == 0, work.isEmpty { try sleep(transport) }
    return true
  }

  /// Completes the server's description once its limits are known.
  private func tellLimits() {
    guard !hasToldLimits, engine.knowsLimits else { return }
    hasToldLimits = true
    let limits = engine.context.limits
    state.change { $0.server?.limits = limits }
  }

  private func send(_ transport: any ByteTransport) throws(SFTPError) -> Int {
    let waiting = engine.context.machine.unsentCount
    guard waiting > 0 else {
      try transport.flush()
      return 0
    }
    let allowed = limiter?.take(waiting) ?? waiting
    let sent = try engine.context.machine.send(atMost: allowed) { (bytes) throws(SFTPError) in
      try transport.send(bytes)
    }
    limiter?.giveBack(allowed - sent)
    try transport.flush()
    return sent
  }

  /// Tells what ended, and now and then how far the rest is.
  private func publish() {
    let ended = engine.takeEnded()
    let now = Deadline.now
    var progress: [SFTPEvent] = []
    if now - lastProgress > 0.25 {
      lastProgress = now
      engine.eachProgress { ticket, bytes in
        if case .queue(let tag) = ticket { progress.append(.progress(tag: tag, bytes: bytes)) }
      }
    }
    guard !ended.isEmpty || !progress.isEmpty else { return }
    state.change { state in
      state.events += progress
      for end in ended { state.finish(end.ticket, end.outcome) }
    }
  }

  /// Gives up a connection that stands still, and keeps an idle one alive.
  private func watch(_ transport: any ByteTransport, _ now: Double) throws(SFTPError) {
    let isBusy = engine.context.machine.waitingCount > 0 || engine.context.machine.unsentCount > 0
    let silence = now - lastMove
    if isBusy, silence > configuration.stallTimeout {
      let seconds = Int(configuration.stallTimeout.rounded())
      throw SFTPError(
        .stalled, "nothing moved between here and \(place) for \(seconds) seconds; the connection was closed")
    }
    let interval = configuration.keepAliveInterval
    if interval > 0, silence > interval, now - lastSign > interval {
      lastSign = now
      try transport.keepAlive()
    }
    if !isBusy { lastMove = max(lastMove, now - max(interval, 1) * 2) }
  }

  /// Waits for the network or for work.
  private func sleep(_ transport: any ByteTransport) throws(SFTPError) {
    let room = room
    let mayWait = state.with { state -> Bool in
      state.tell(engine.load, before: &toldLoad)
      if state.isClosing || state.waiting.hasWork(for: state.limited(room)) {
        return false
      }
      state.sleepers.append(waker)
      return true
    }
    guard mayWait else { return }
    let wantsToSend = engine.context.machine.unsentCount > 0
    let isHeldBack = wantsToSend && limiter != nil
    waker.wait(
      transport, seconds: isHeldBack ? limiter?.pause ?? 0.05 : 0.5, wantsToSend: wantsToSend && !isHeldBack)
    state.with { state in state.sleepers.removeAll { $0 === waker } }
    waker.reset()
  }

  /// Fails what was under way when the connection ended, and what waits if it was the last one.
  private func abandon(_ error: SFTPError) {
    let ended = engine.abandon(error)
    state.change { state in
      state.tell(WorkQueue.Load(), before: &toldLoad)
      state.liveCount -= 1
      if state.liveCount == 0 {
        state.server = nil
        // A connection may come and go before whoever waits for the first one has looked.
        state.connectFailure = error
      }
      for end in ended { state.finish(end.ticket, end.outcome) }
      // Nobody is left to do what waits; the next submit connects again.
      if state.liveCount + state.connectingCount == 0 { state.failWaiting(error) }
    }
  }
}
