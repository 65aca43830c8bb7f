import Bytes
import Files
import Ledger

/// The loop of a delivery: it carries the jobs' operations to the store and the answers back, commits what they want
/// recorded in groups, and waits for what is to be tried again.
final class Coordinator {
  /// The parcels, their files hashed where that is needed.
  var parcels: [Parcel]
  let store: any RemoteStore
  let ledger: (any ParcelLedger)?
  let options: DeliveryOptions
  let environment: any DeliveryEnvironment

  var outcomes: [ParcelOutcome?]
  /// When parcels that are under way began.
  private var begun: [Int: Double] = [:]
  /// How long parcels took that are over.
  private var took: [Double]
  /// What is to be done with each parcel; nil where nothing is.
  var tasks: [Task?]
  /// Parcels to begin, in order; `next` is the first that has not begun.
  var queue: [Int] = []
  var next = 0
  var active: [Int: Active] = [:]
  var tags: [UInt64: (job: Int, slot: Slot)] = [:]
  var transitions: [(transition: ParcelTransition, job: Int?)] = []
  /// Ranges of large files that have arrived and are not in the ledger yet.
  var arrivals: [ArrivedRanges] = []
  var folderFailures: [[UInt8]: RemoteFailure] = [:]
  /// Folders that this delivery made.
  var newFolders: Set<[UInt8]> = []
  var foldersLeft: [String] = []
  /// How many parcels of a kind are not over, and whether one of them has not arrived.
  var unfinishedOfKind: [String: Int] = [:]
  var incompleteKinds: Set<String> = []
  /// Names of ours under which an attempt that was settled may have left something that can be overwritten.
  var settled: Set<Int> = []

  /// Whether files that the ledger does not know were found on the server, so that the rest is looked for before it is sent.
  var looksFirst = false

  var stop: DeliveryStop?
  /// Whether no further parcel begins, while those under way are brought to their end.
  var isDraining = false
  var reconnectAt: Double = 0
  var connectionFailures = 0
  var hasConnected = false
  var progress = DeliveryProgress()
  var summary = DeliverySummary()
  private var jobCount = 0
  private var tagCount: UInt64 = 0
  private var capabilitiesRead: RemoteCapabilities?
  private var reportedAt = -1.0
  private let startedAt: Double
  private var leaseEnds = 0.0

  init(
    parcels: [Parcel], store: any RemoteStore, ledger: (any ParcelLedger)?, options: DeliveryOptions,
    environment: any DeliveryEnvironment
  ) {
    self.parcels = parcels
    self.store = store
    self.ledger = ledger
    self.options = options
    self.environment = environment
    outcomes = Array(repeating: nil, count: parcels.count)
    took = Array(repeating: 0, count: parcels.count)
    tasks = Array(repeating: nil, count: parcels.count)
    startedAt = environment.now
  }

  /// Fixed once the first connection has shown which server it is.
  var capabilities: RemoteCapabilities {
    if let capabilitiesRead { return capabilitiesRead }
    let read = store.capabilities
    capabilitiesRead = read
    return read
  }

  /// From here on no file is gone on with.
  func forbidResume() { capabilitiesRead?.canResume = false }

  var parcelLimit: Int { max(1, options.maxInFlight ?? capabilities.maxInFlight) }

  func run(_ onProgress: (DeliveryProgress) -> Void) -> DeliverySummary {
    plan()
    while stop == nil {
      if options.isCancelled(), !isDraining || summary.stopped == nil {
        isDraining = true
        summary.stopped = .cancelled
      }
      // Whoever waits for a better time waits for the next run.
      if summary.stopped == .cancelled, tags.isEmpty, transitions.isEmpty { break }
      wakeJobs()
      beginJobs()
      flush()
      if active.isEmpty, foldersLeft.isEmpty, isDraining || next >= queue.count { break }
      report(onProgress)
      if stop == nil { waitForEvents() }
    }
    flushQuietly()
    store.close()
    reportedAt = -1
    report(onProgress)
    return summarise()
  }

  /// Waits for the store, or where nothing is under way for the next job that is to begin again.
  private func waitForEvents() {
    let now = environment.now
    let wakes = active.values.compactMap(\.wakes).min() ?? now + 0.25
    let pause = max(0, min(wakes - now, 0.25))
    if tags.isEmpty {
      if pause > 0 { environment.sleep(pause) }
      return
    }
    for event in store.wait(timeout: max(pause, 0.001)) { take(event) }
    renewLease()
  }

  private func take(_ event: RemoteEvent) {
    switch event {
    case .progress(let tag, let bytes):
      summary.bytesSent += bytes
      if let owner = tags[tag]?.job, let active = active[owner] { count(bytes, for: active) }
    case .finished(let tag, let result):
      guard let (number, slot) = tags.removeValue(forKey: tag), let active = active[number] else { return }
      note(slot, result)
      perform(active.job.handle(.reply(slot, result)), for: active)
    }
  }

  /// Learns from an answer what concerns the whole delivery.
  private func note(_ slot: Slot, _ result: Result<RemoteReply, RemoteFailure>) {
    switch result {
    case .success:
      hasConnected = true
      // A file that arrived shows that the way is good.
      if slot.purpose == .upload || slot.purpose == .rename { connectionFailures = 0 }
    case .failure(let failure):
      if failure.isFinal {
        stop = .remote(failure)
      } else if failure.isConnection {
        connectionLost(failure)
      } else {
        hasConnected = true
        if failure.code == .noSpace, slot.purpose != .cleanUp { drain(failure) }
      }
    }
  }

  /// Nothing further begins; what is under way may still end well.
  private func drain(_ failure: RemoteFailure) {
    isDraining = true
    summary.stopped = summary.stopped ?? .remote(failure)
  }

  func add(_ job: any Job, parcel: Int? = nil, folder: String? = nil) {
    jobCount += 1
    let entry = Active(number: jobCount, job: job, parcel: parcel, folder: folder)
    active[jobCount] = entry
    if let parcel, begun[parcel] == nil { begun[parcel] = environment.now }
    perform(job.begin(), for: entry)
  }

  func submit(_ operation: RemoteOperation, _ slot: Slot, for active: Active) {
    tagCount += 1
    tags[tagCount] = (active.number, slot)
    store.submit(operation, tag: tagCount)
  }

  func count(_ bytes: Int64, for active: Active) {
    active.counted += bytes
    progress.bytesSent += bytes
  }

  private func renewLease() {
    guard let ledger, environment.now > leaseEnds else { return }
    leaseEnds = environment.now + 60
    do { try ledger.renew(run: options.run, lease: lease) } catch { stop = .ledger("\(error)") }
  }

  /// Until when claims hold if this process goes silent.
  var lease: Timestamp {
    var lease = environment.wallClock
    lease.seconds += 600
    return lease
  }

  private func report(_ onProgress: (DeliveryProgress) -> Void) {
    let now = environment.now
    guard now >= reportedAt + 0.1 || reportedAt < 0 else { return }
    reportedAt = now
    progress.seconds = now - startedAt
    progress.secondsToReconnect = reconnectAt > now ? reconnectAt - now : nil
    progress.connections = store.connectionCount
    progress.names = namesUnderWay
    onProgress(progress)
  }

  /// The parcels that have been under way for longest; jobs are numbered as they begin.
  private var namesUnderWay: [String] {
    let jobs = active.values.filter { $0.parcel != nil }.sorted { $0.number < $1.number }
    return jobs.prefix(3).compactMap { job in
      job.parcel.map { "\(parcels[$0].kind)/\(String(decoding: parcels[$0].id, as: UTF8.self))" }
    }
  }

  private func summarise() -> DeliverySummary {
    summary.stopped = summary.stopped ?? stop
    // Whoever asked for an end when nothing was left to begin has interrupted nothing.
    if summary.stopped == .cancelled, outcomes.allSatisfy({ $0 != nil }) { summary.stopped = nil }
    summary.seconds = environment.now - startedAt
    summary.parcels = parcels.indices.map { index in
      ParcelResult(
        kind: parcels[index].kind, id: parcels[index].id, size: parcels[index].size,
        outcome: outcomes[index] ?? leftOver(index), seconds: took[index])
    }
    return summary
  }

  /// A parcel is over.
  func endTime(of index: Int) {
    if let start = begun.removeValue(forKey: index) { took[index] = environment.now - start }
  }

  private func leftOver(_ index: Int) -> ParcelOutcome {
    switch summary.stopped {
    case .remote(let failure): .notTried(reason: "the delivery ended before: \(failure.message)")
    case .ledger: .notTried(reason: "the ledger could not be written")
    case .cancelled: .notTried(reason: "the delivery was interrupted")
    case nil: .notTried(reason: "the delivery ended before")
    }
  }
}
