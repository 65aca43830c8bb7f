import Threads

/// How a connection is made: its transport is opened, with what the connections beside it wait for in between, and then INIT and
/// VERSION are exchanged.
extension ConnectionDriver {
  /// Connects, and says so to whoever waits for it.
  func connect() throws(SFTPError) -> any ByteTransport {
    let isStopped = { self.state.with { $0.isClosing || (self.role == .follower && $0.lead == .failed) } }
    let deadline = Deadline(after: configuration.connectTimeout)
    var paced = configuration
    switch role {
    case .lead:
      paced.pacing.afterFirstBytes = { self.openFollowers(roundTrip: nil) }
      paced.pacing.afterHostKey = { self.openFollowers(roundTrip: $0) }
      paced.pacing.afterLogin = { self.state.change { $0.lead = .loggedIn } }
    case .follower: paced.pacing.beforeHostKey = { () throws(SFTPError) in try self.waitForLead(until: deadline) }
    case .further: break
    }
    let transport = try TransportOpener(paced).open(seconds: deadline.remaining, interrupted: isStopped)
    do {
      let description = try greet(transport, deadline: deadline, interrupted: isStopped)
      state.change { state in
        state.connectingCount -= 1
        state.liveCount += 1
        state.server = description
        state.connectFailure = nil
        // From here on what waits decides.
        state.expected = (0, 0)
      }
      return transport
    } catch {
      transport.close()
      throw error
    }
  }

  /// Makes the further connections that are worth it, as far as it is known how far the server is.
  private func openFollowers(roundTrip: Double?) {
    let count = state.with { $0.isClosing ? 0 : $0.claimFollowers(roundTrip: roundTrip) }
    for _ in 0..<count { Self.start(.follower, configuration, state, limiter) }
  }

  /// Waits until the first connection has logged in.
  private func waitForLead(until deadline: Deadline) throws(SFTPError) {
    let isThere = state.wait(until: deadline.time) { state -> Bool? in
      if state.isClosing { return false }
      switch state.lead {
      case .connecting: return nil
      case .loggedIn: return true
      case .failed: return false
      }
    }
    if isThere != true { throw SFTPError(.cancelled, "the first connection has not logged in") }
  }

  /// Exchanges INIT and VERSION, and asks for the limits where the server has them. Their answer is not waited for: it comes
  /// before the first file is open.
  private func greet(
    _ transport: any ByteTransport, deadline: Deadline, interrupted: () -> Bool
  ) throws(SFTPError) -> ServerDescription {
    engine.context.profile =
      configuration.profile
      ?? ServerProfile.chosen(banner: transport.description.banner, host: configuration.host)
    // A server that does requests in their order takes the first ones together with INIT.
    if engine.context.profile.worksInOrder {
      let room = room
      for item in state.with({ take(&$0, room, early: true) }) { engine.start(item.operation, ticket: item.ticket) }
    }
    let start = Deadline.now
    while engine.context.machine.extensions == nil {
      try exchange(transport, deadline: deadline, interrupted: interrupted)
      do { _ = try engine.takeAnswers() } catch { throw violation(error) }
    }
    let roundTrip = Deadline.now - start
    if engine.context.extensions.limits { engine.askLimits() }
    return ServerDescription(
      transport: transport.description, profile: engine.context.profile, extensions: engine.context.extensions,
      limits: engine.context.limits, roundTrip: roundTrip)
  }

  private func exchange(
    _ transport: any ByteTransport, deadline: Deadline, interrupted: () -> Bool
  ) throws(SFTPError) {
    if interrupted() { throw SFTPError(.cancelled, "closed while connecting") }
    if deadline.isOver { throw SFTPError(.unreachable, "\(place): the SFTP server did not answer in time. Try again.") }
    let sent = try engine.context.machine.send { (bytes) throws(SFTPError) in try transport.send(bytes) }
    try transport.flush()
    let received = try engine.context.machine.receive { (buffer) throws(SFTPError) in
      try transport.receive(into: &buffer)
    }
    if sent == 0, received == 0 { waker.wait(transport, seconds: min(0.2, deadline.remaining), wantsToSend: false) }
  }

  /// Counts this connection out, and fails what it had taken on, and what waits if no other one is left to do it.
  func failedToConnect(_ error: SFTPError) {
    let ended = engine.abandon(error)
    state.change { state in
      for end in ended { state.finish(end.ticket, end.outcome) }
      state.tell(WorkQueue.Load(), before: &toldLoad)
      state.connectingCount -= 1
      if role == .lead { state.lead = .failed }
      let others = state.liveCount + (role == .follower ? state.connectingCount : 0)
      if others > 0 {
        // The server takes no more; those that work go on. One that was made side by side may only have been too many at the door.
        if role != .follower { state.connectionLimit = min(state.connectionLimit, others) }
        return
      }
      // What kept the first one from logging in is why the others gave up.
      if role != .follower || state.connectFailure == nil { state.connectFailure = error }
      guard state.connectingCount == 0, let failure = state.connectFailure else { return }
      if state.waiting.count == 0, ended.isEmpty { state.untoldFailure = failure }
      state.failWaiting(failure)
    }
  }
}
