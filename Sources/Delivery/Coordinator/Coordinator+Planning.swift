import Bytes
import Files
import Ledger

/// What is to be done, before anything is.
extension Coordinator {
  /// What is to be done with a parcel.
  ///
  /// Records are kept apart, as most parcels of a large delivery have none.
  enum Task {
    case send(token: String)
    indirect case replace(ParcelRecord, token: String)
    indirect case resume(ParcelRecord)
    indirect case settle(ParcelRecord)
  }

  /// Asks the ledger about all parcels, and puts those with something to do into order: unsettled and cut-off ones first.
  func plan() {
    for parcel in parcels { unfinishedOfKind[parcel.kind, default: 0] += 1 }
    if ledger == nil {
      for index in parcels.indices {
        if options.verification.needsHashes, !hashFiles(of: index) { continue }
        let token = parcels[index].files.first.map {
          TemporaryName.token(size: $0.size, modified: $0.modified, path: $0.remotePath)
        }
        tasks[index] = .send(token: token ?? options.token)
      }
    } else {
      // In groups, each in one durable step: together they would need as much memory again as the parcels.
      for start in stride(from: 0, to: parcels.count, by: 2_000) {
        claim(Array(start..<min(start + 2_000, parcels.count)))
      }
    }
    queue = parcels.indices.filter { tasks[$0] != nil }.sorted { rank($0) < rank($1) }
    progress.parcels = queue.count
    progress.bytes = queue.reduce(0) { $0 + parcels[$1].size }
    var seen: Set<[UInt8]> = []
    for index in queue {
      for path in remotePaths(index) {
        let folder = SlashPath.folder(of: path)
        if seen.insert(Array(folder.utf8)).inserted { foldersLeft.append(folder.isEmpty ? "." : folder) }
      }
    }
  }

  /// Claims parcels and notes what the ledger says of each.
  func claim(_ indices: [Int]) {
    guard let ledger else { return }
    var claims: [ParcelClaim] = []
    var claimed: [Int] = []
    for index in indices {
      guard let claim = claim(for: index) else { continue }
      claims.append(claim)
      claimed.append(index)
    }
    // Lists are renewed without being asked; their claims go with that right.
    for mayReplace in [false, true] {
      let chosen = claimed.indices.filter { (options.replaces || parcels[claimed[$0]].replaces) == mayReplace }
      if chosen.isEmpty { continue }
      let claimant = Claimant(
        run: options.run, token: options.token, mayReplace: mayReplace, lease: lease, now: environment.wallClock)
      do {
        let results = try ledger.claim(chosen.map { claims[$0] }, for: claimant)
        for (place, result) in zip(chosen, results) { take(result, for: claimed[place]) }
      } catch {
        stop = .ledger("\(error)")
      }
    }
  }

  /// The claim of a parcel; nil for one whose files cannot be read.
  private func claim(for index: Int) -> ParcelClaim? {
    guard hashFiles(of: index), let hash = parcels[index].hash else { return nil }
    let parcel = parcels[index]
    let files = parcel.files.compactMap { file in
      file.sha256.map { FileRecord(path: file.remotePath, size: file.size, modified: file.modified, sha256: $0) }
    }
    return ParcelClaim(
      key: ParcelKey(destination: options.destination, kind: parcel.kind, id: parcel.id), hash: hash, files: files)
  }

  /// Hashes the files of a parcel that come without; false where one cannot be read, which ends the parcel.
  private func hashFiles(of index: Int) -> Bool {
    for place in parcels[index].files.indices where parcels[index].files[place].sha256 == nil {
      let path = parcels[index].files[place].localPath
      do {
        parcels[index].files[place].sha256 = try FileHash.sha256(of: path)
      } catch {
        finish(index, .failed(RemoteFailure(.localFile, path: path, message: error.reason)))
        return false
      }
    }
    return true
  }

  private func take(_ result: ClaimResult, for index: Int) {
    switch result {
    case .send(let token, let record): tasks[index] = record.map { .replace($0, token: token) } ?? .send(token: token)
    case .resume(let record): tasks[index] = .resume(record)
    case .settle(let record): tasks[index] = .settle(record)
    case .alreadyDelivered: finish(index, .alreadyDelivered)
    case .conflict(let record):
      let time = record.publishedAt.map { " at \($0.utcText)" } ?? ""
      finish(index, .conflict(reason: "other contents were delivered under this id\(time)"))
    }
  }

  private func rank(_ index: Int) -> (Int, Int) {
    switch tasks[index] {
    case .settle, .resume: (0, index)
    case .send, .replace, nil: (parcels[index].after == nil ? 1 : 2, index)
    }
  }

  /// The final names of a parcel's files. One that is gone on with keeps the places in which it was begun.
  func remotePaths(_ index: Int) -> [String] {
    let relative: [String]
    if case .resume(let record) = tasks[index], record.files.count == parcels[index].files.count {
      relative = record.files.map(\.path)
    } else {
      relative = parcels[index].files.map(\.remotePath)
    }
    return relative.map { SlashPath.join(options.root, $0) }
  }

  /// Whether a file of that size is sent in parts.
  private func isCut(_ size: Int64) -> Bool { capabilities.parts.map { size >= $0.threshold } ?? false }

  /// The ranges of a file that an earlier attempt is known to have brought over.
  private func arrived(_ file: ParcelFile, _ index: Int) -> [Range<Int64>] {
    guard case .resume(let record) = tasks[index],
      let place = parcels[index].files.firstIndex(where: { $0.remotePath.utf8.elementsEqual(file.remotePath.utf8) }),
      place < record.files.count
    else { return [] }
    return record.files[place].arrived
  }

  /// Whether all of a parcel's files go into folders that this delivery made.
  private func isFirstThere(_ files: [PlannedFile]) -> Bool {
    !newFolders.isEmpty && files.allSatisfy { newFolders.contains(Array(SlashPath.folder(of: $0.finalPath).utf8)) }
  }

  /// The job of a parcel.
  func job(for index: Int) -> any Job {
    let parcel = parcels[index]
    var recorded: ParcelState?
    var token = options.token
    var leftovers: [String] = []
    switch tasks[index] {
    case .settle(let record):
      return SettlingJob(
        record, root: options.root, usesTemporaryNames: capabilities.usesTemporaryNames, isCut: isCut)
    case .resume(let record):
      recorded = record.state
      token = record.token
    case .send(let chosen): token = chosen
    case .replace(let record, let chosen):
      token = chosen
      if record.attempts > 0, record.token != token, record.state != .published {
        leftovers = record.files.map {
          TemporaryName.path(
            for: SlashPath.join(options.root, $0.path), token: record.token, isCut: isCut($0.size))
        }
      }
    case nil: break
    }
    let files = zip(parcel.files, remotePaths(index)).map { file, path in
      let isCut = isCut(file.size)
      return PlannedFile(
        localPath: file.localPath, finalPath: path,
        temporaryPath: TemporaryName.path(for: path, token: token, isCut: isCut), size: file.size,
        modified: file.modified, sha256: file.sha256, isCut: isCut, arrived: arrived(file, index))
    }
    return ParcelJob(
      ParcelPlan(
        files: files, capabilities: capabilities, verification: options.verification,
        synchronizes: options.synchronizes,
        mayReplace: ledger == nil || options.replaces || parcel.replaces
          || (settled.contains(index) && !capabilities.usesTemporaryNames),
        recorded: recorded, asksServer: ledger == nil, isFirstThere: isFirstThere(files), looksFirst: looksFirst,
        leftovers: capabilities.usesTemporaryNames ? leftovers : []))
  }
}
