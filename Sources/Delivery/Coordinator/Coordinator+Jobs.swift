import Bytes
import Files
import Ledger

/// Beginning jobs, doing what they ask, and ending them.
extension Coordinator {
  /// Begins the folders, and when they are there as many parcels as may be under way.
  func beginJobs() {
    guard stop == nil, environment.now >= reconnectAt else { return }
    if !foldersLeft.isEmpty {
      let folders = foldersLeft
      foldersLeft.removeAll()
      for folder in folders { add(FolderJob(folder, mayMake: options.makesFolders), folder: folder) }
      return
    }
    if active.values.contains(where: { $0.folder != nil }) { return }
    while !isDraining, next < queue.count, active.count < parcelLimit, stop == nil {
      let index = queue[next]
      switch readiness(of: index) {
      case .ready: add(job(for: index), parcel: index)
      case .waits: return
      case .hopeless(let outcome): finish(index, outcome)
      }
      next += 1
    }
  }

  enum Readiness {
    case ready, waits
    case hopeless(ParcelOutcome)
  }

  /// Whether a parcel's folders are there and what it needs has arrived.
  private func readiness(of index: Int) -> Readiness {
    for path in remotePaths(index) {
      if let failure = folderFailures[Array(SlashPath.folder(of: path).utf8)] { return .hopeless(.failed(failure)) }
    }
    guard let kind = parcels[index].after, kind != parcels[index].kind else { return .ready }
    if unfinishedOfKind[kind, default: 0] > 0 { return .waits }
    if incompleteKinds.contains(kind) {
      return .hopeless(.notTried(reason: "the \(kind) that it refers to have not arrived"))
    }
    return .ready
  }

  /// Begins again what has waited long enough.
  func wakeJobs() {
    let now = environment.now
    for entry in active.values where entry.wakes.map({ $0 <= now }) ?? false {
      entry.wakes = nil
      progress.bytesSent -= entry.counted
      entry.counted = 0
      perform(entry.job.begin(), for: entry)
    }
  }

  /// Does what a job asks for, and what it then asks for in turn.
  func perform(_ first: [JobAction], for entry: Active) {
    var actions = first
    var at = 0
    while at < actions.count {
      switch actions[at] {
      case .submit(let operation, let slot): submit(operation, slot, for: entry)
      case .record(let state, let reason):
        if let key = key(entry) {
          transitions.append((ParcelTransition(key: key, state: state, reason: reason), entry.number))
        } else {
          actions += entry.job.handle(.recorded)
        }
      case .compareLocal(let file, let offset, let bytes):
        actions += entry.job.handle(
          .compared(file: file, offset: offset, isSame: isLocal(entry, file, offset, bytes)))
      case .checkSource(let file):
        actions += entry.job.handle(.sourceChecked(file: file, problem: sourceProblem(entry, file)))
      case .noteArrived(let file, let ranges): noteArrived(entry, file, ranges)
      case .resumeRefused(let failure): resumeRefused(entry, failure)
      case .foundThere: looksFirst = true
      case .readsBack(let reason): summary.readBackReason = summary.readBackReason ?? reason
      case .credit(let bytes): count(bytes, for: entry)
      case .retry(let failure): retry(entry, failure)
      case .finish(let result): finish(entry, result)
      }
      at += 1
    }
  }

  /// The rest of the run begins every file anew; the ledger says why.
  private func resumeRefused(_ entry: Active, _ failure: RemoteFailure) {
    noteReason(
      entry, RemoteFailure(failure.code, message: "begun anew, as the server refused to go on: \(failure.message)"))
    _ = capabilities
    forbidResume()
    progress.bytesSent -= entry.counted
    entry.counted = 0
  }

  /// Keeps the ranges for the next commit; the last ones of a file replace those before.
  private func noteArrived(_ entry: Active, _ file: Int, _ ranges: [Range<Int64>]) {
    guard let key = key(entry) else { return }
    arrivals.removeAll { $0.key == key && $0.position == file }
    arrivals.append(ArrivedRanges(key: key, position: file, ranges: ranges))
  }

  /// A folder that a job was made for, as the folder of paths in it.
  private static func key(ofFolder folder: String) -> [UInt8] { folder == "." ? [] : Array(folder.utf8) }

  private func key(_ entry: Active) -> ParcelKey? {
    guard ledger != nil, let parcel = entry.parcel else { return nil }
    return ParcelKey(destination: options.destination, kind: parcels[parcel].kind, id: parcels[parcel].id)
  }

  private func isLocal(_ entry: Active, _ file: Int, _ offset: Int64, _ bytes: [UInt8]) -> Bool {
    guard let parcel = entry.parcel else { return false }
    let path = parcels[parcel].files[file].localPath
    return (try? FileDescriptor.contents(of: path, at: offset, count: bytes.count)) == bytes
  }

  private func sourceProblem(_ entry: Active, _ file: Int) -> RemoteFailure? {
    guard let parcel = entry.parcel else { return nil }
    let planned = parcels[parcel].files[file]
    do {
      let status = try FileStatus.of(planned.localPath)
      if status.size == planned.size, status.modified == planned.modified { return nil }
      let message = "the file was changed while it was being sent; run again"
      return RemoteFailure(.localFile, path: planned.localPath, message: message)
    } catch {
      return RemoteFailure(.localFile, path: planned.localPath, message: error.reason)
    }
  }

  private func finish(_ entry: Active, _ result: JobResult) {
    active[entry.number] = nil
    switch result {
    case .folderReady(let isNew): if isNew, let folder = entry.folder { newFolders.insert(Self.key(ofFolder: folder)) }
    case .folderFailed(let failure):
      // The plainest server has no folders, only names with slashes in them.
      guard let folder = entry.folder, capabilities.usesTemporaryNames || failure.code != .permissionDenied else {
        return
      }
      folderFailures[Self.key(ofFolder: folder)] = failure
    case .settled(let state): if let parcel = entry.parcel { settle(parcel, state) }
    case .parcel(let outcome):
      guard let parcel = entry.parcel else { return }
      if case .failed(let failure) = outcome { noteReason(entry, failure) }
      finish(parcel, outcome)
    }
  }

  /// An earlier attempt at other contents is cleared up: the parcel is claimed anew.
  private func settle(_ parcel: Int, _ state: ParcelState) {
    let key = ParcelKey(destination: options.destination, kind: parcels[parcel].kind, id: parcels[parcel].id)
    transitions.append((ParcelTransition(key: key, state: state), nil))
    flush()
    tasks[parcel] = nil
    claim([parcel])
    if state == .planned { settled.insert(parcel) }
    if tasks[parcel] != nil { add(job(for: parcel), parcel: parcel) }
  }

  /// Notes in the ledger why a parcel has not arrived; nothing waits for that.
  func noteReason(_ entry: Active, _ failure: RemoteFailure) {
    guard let key = key(entry), let job = entry.job as? ParcelJob, let recorded = job.recorded else { return }
    let isUnsure = failure.isConnection && !capabilities.usesTemporaryNames && recorded == .sending
    let state = isUnsure ? .uncertain : recorded
    transitions.append((ParcelTransition(key: key, state: state, reason: failure.message), nil))
  }

  /// A parcel has its outcome.
  func finish(_ index: Int, _ outcome: ParcelOutcome) {
    guard outcomes[index] == nil else { return }
    outcomes[index] = outcome
    endTime(of: index)
    unfinishedOfKind[parcels[index].kind, default: 0] -= 1
    switch outcome {
    case .delivered, .alreadyDelivered: if tasks[index] != nil { progress.delivered += 1 }
    case .conflict, .failed, .notTried:
      incompleteKinds.insert(parcels[index].kind)
      if tasks[index] != nil { progress.failed += 1 }
    }
  }
}
