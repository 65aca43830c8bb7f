import Ledger

/// Recording in groups, and trying again.
extension Coordinator {
  /// Commits what is to be recorded, and lets the jobs that waited for it go on, until nothing more is to be recorded.
  func flush() {
    flushArrivals()
    while !transitions.isEmpty, stop == nil {
      let group = transitions
      transitions.removeAll(keepingCapacity: true)
      if let ledger {
        do {
          try ledger.record(group.map(\.transition), run: options.run, now: environment.wallClock)
        } catch {
          stop = .ledger("\(error)")
          return
        }
      }
      for (_, job) in group {
        guard let job, let entry = active[job] else { continue }
        perform(entry.job.handle(.recorded), for: entry)
      }
    }
  }

  /// Commits which ranges of large files have arrived.
  private func flushArrivals() {
    guard !arrivals.isEmpty, stop == nil, let ledger else { return }
    do { try ledger.record(arrivals) } catch { stop = .ledger("\(error)") }
    arrivals.removeAll()
  }

  /// Records reasons that came up while the delivery was being stopped. A state that a job waited for is not among them:
  /// its next step will not be taken.
  func flushQuietly() {
    guard let ledger else { return }
    if case .ledger = stop { return }
    for entry in active.values {
      if case .remote(let failure) = stop { noteReason(entry, failure) }
    }
    try? ledger.record(arrivals)
    let reasons = transitions.filter { $0.job == nil }.map(\.transition)
    do { try ledger.record(reasons, run: options.run, now: environment.wallClock) } catch { stop = .ledger("\(error)") }
  }

  /// Lets a job wait for its next try, or ends it when its budget is used up.
  func retry(_ entry: Active, _ failure: RemoteFailure) {
    if failure.isConnection {
      noteReason(entry, failure)
      entry.wakes = max(reconnectAt, environment.now)
      return
    }
    entry.failures += 1
    guard entry.failures <= options.retry.parcelRetries else {
      active[entry.number] = nil
      noteReason(entry, failure)
      if let parcel = entry.parcel { finish(parcel, .failed(failure)) }
      if let folder = entry.folder { folderFailures[Array(folder.utf8)] = failure }
      return
    }
    let delay = options.retry.delay(attempt: entry.failures, jitter: environment.random())
    entry.wakes = max(environment.now + delay, reconnectAt)
  }

  /// A connection is gone. All operations that it carried fail with it and count as one loss.
  func connectionLost(_ failure: RemoteFailure) {
    guard environment.now >= reconnectAt else { return }
    connectionFailures += 1
    if hasConnected { summary.reconnects += 1 }
    let budget = hasConnected ? options.retry.connectionRetries : options.retry.firstConnectionRetries
    if connectionFailures > budget {
      stop = .remote(failure)
      return
    }
    let delay = options.retry.delay(attempt: connectionFailures, jitter: environment.random())
    reconnectAt = environment.now + delay
  }
}
