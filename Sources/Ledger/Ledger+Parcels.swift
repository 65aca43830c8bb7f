public import Bytes
import SQLite

extension Ledger {
  /// What is known of one parcel, its files included when asked for; nil for a parcel never planned.
  public func find(_ key: ParcelKey, withFiles: Bool = false) throws(LedgerError) -> ParcelRecord? {
    try work { () throws(SQLiteError) in
      try statements.find.bind(key)
      guard try statements.find.step() else { return nil }
      var record = statements.find.parcel()
      statements.find.reset()
      if withFiles { record?.files = try files(of: key) }
      return record
    }
  }

  /// What a delivery of these contents would come to, without changing anything. `nil` where it would be sent or gone on
  /// with.
  public func verdict(
    on key: ParcelKey, hash: SHA256Digest, mayReplace: Bool = false
  ) throws(LedgerError) -> ClaimResult? {
    guard let record = try find(key) else { return nil }
    switch Ledger.decide(record, hash: hash, token: "", mayReplace: mayReplace) {
    case .send, .resume, .settle: return nil
    case let other: return other
    }
  }

  private func files(of key: ParcelKey) throws(SQLiteError) -> [FileRecord] {
    var files: [FileRecord] = []
    try statements.files.bind(key)
    while try statements.files.step() {
      guard let sha256 = statements.files.digest(3) else { continue }
      files.append(
        FileRecord(
          path: statements.files.string(0), size: statements.files.integer(1),
          modified: Timestamp(nanosecondsSinceEpoch: statements.files.integer(2)), sha256: sha256))
    }
    try statements.ranges.bind(key)
    while try statements.ranges.step() {
      let position = Int(statements.ranges.integer(0))
      let (start, end) = (statements.ranges.integer(1), statements.ranges.integer(2))
      if files.indices.contains(position), start < end { files[position].arrived.append(start..<end) }
    }
    return files
  }

  /// The rule of what to do with a parcel that the ledger knows already.
  static func decide(_ record: ParcelRecord, hash: SHA256Digest, token: String, mayReplace: Bool) -> ClaimResult {
    let isSame = record.hash == hash
    switch record.state {
    case .published:
      if isSame { return .alreadyDelivered(record) }
      return mayReplace ? .send(token: token, replacing: record) : .conflict(record)
    case .verified, .uncertain, .sending, .sent:
      if isSame { return .resume(record) }
      // Which of the two contents is visible must be known before others are sent.
      return .settle(record)
    case .planned, .refused:
      if !isSame, let published = record.publishedHash {
        // A replacement that was never begun: what was published before counts.
        if published == hash { return .alreadyDelivered(record) }
        if !mayReplace { return .conflict(record) }
      }
      return .send(token: token, replacing: record)
    }
  }
}

extension Ledger: ParcelLedger {
  /// Takes parcels on. As this process holds the ledger's lock, whoever claimed them before is gone, whatever its lease.
  public func claim(_ parcels: [ParcelClaim], for claimant: Claimant) throws(LedgerError) -> [ClaimResult] {
    try together { () throws(LedgerError) in
      var results: [ClaimResult] = []
      results.reserveCapacity(parcels.count)
      try work { () throws(SQLiteError) in
        try statements.addToken.bind(1, claimant.token)
        try statements.addToken.bind(2, claimant.run)
        try statements.addToken.run()
      }
      for parcel in parcels { results.append(try claim(parcel, for: claimant)) }
      return results
    }
  }

  private func claim(_ parcel: ParcelClaim, for claimant: Claimant) throws(LedgerError) -> ClaimResult {
    let record = try find(parcel.key, withFiles: true)
    let result =
      record.map { Ledger.decide($0, hash: parcel.hash, token: claimant.token, mayReplace: claimant.mayReplace) }
      ?? .send(token: claimant.token, replacing: nil)
    switch result {
    case .send: try work { () throws(SQLiteError) in try plan(parcel, for: claimant) }
    case .resume, .settle:
      try work { () throws(SQLiteError) in
        try statements.take.bind(parcel.key)
        try statements.take.bind(4, claimant.run)
        try statements.take.bind(5, claimant.lease)
        try statements.take.run()
      }
    case .alreadyDelivered, .conflict: break
    }
    return result
  }

  private func plan(_ parcel: ParcelClaim, for claimant: Claimant) throws(SQLiteError) {
    try statements.plan.bind(parcel.key)
    try statements.plan.bind(4, parcel.hash)
    try statements.plan.bind(5, claimant.token)
    try statements.plan.bind(6, claimant.run)
    try statements.plan.bind(7, claimant.lease)
    try statements.plan.bind(8, claimant.now)
    try statements.plan.run()
    try statements.dropFiles.bind(parcel.key)
    try statements.dropFiles.run()
    try dropRanges(of: parcel.key)
    for (position, file) in parcel.files.enumerated() {
      try statements.addFile.bind(parcel.key)
      try statements.addFile.bind(4, Int64(position))
      try statements.addFile.bind(5, file.path)
      try statements.addFile.bind(6, file.size)
      try statements.addFile.bind(7, file.modified.nanosecondsSinceEpoch)
      try statements.addFile.bind(8, file.sha256)
      try statements.addFile.run()
    }
  }

  private func dropRanges(of key: ParcelKey) throws(SQLiteError) {
    try statements.dropRanges.bind(key)
    try statements.dropRanges.run()
  }

  /// Records which ranges of large files have arrived.
  public func record(_ arrivals: [ArrivedRanges]) throws(LedgerError) {
    if arrivals.isEmpty { return }
    try together { () throws(LedgerError) in
      try work { () throws(SQLiteError) in
        for arrival in arrivals { try record(arrival) }
      }
    }
  }

  private func record(_ arrival: ArrivedRanges) throws(SQLiteError) {
    try statements.dropFileRanges.bind(arrival.key)
    try statements.dropFileRanges.bind(4, Int64(arrival.position))
    try statements.dropFileRanges.run()
    for range in arrival.ranges {
      try statements.addRange.bind(arrival.key)
      try statements.addRange.bind(4, Int64(arrival.position))
      try statements.addRange.bind(5, range.lowerBound)
      try statements.addRange.bind(6, range.upperBound)
      try statements.addRange.run()
    }
  }

  /// Keeps what the run has claimed until `lease`.
  public func renew(run: Int64, lease: Timestamp) throws(LedgerError) {
    try work { () throws(SQLiteError) in
      try statements.renew.bind(1, run)
      try statements.renew.bind(2, lease)
      try statements.renew.run()
    }
  }

  /// Records where parcels stand now; a parcel that becomes `published` is also written into the list of deliveries.
  public func record(_ transitions: [ParcelTransition], run: Int64, now: Timestamp) throws(LedgerError) {
    if transitions.isEmpty { return }
    try together { () throws(LedgerError) in
      try work { () throws(SQLiteError) in
        for transition in transitions { try record(transition, run: run, now: now) }
      }
    }
  }

  private func record(_ transition: ParcelTransition, run: Int64, now: Timestamp) throws(SQLiteError) {
    if transition.state == .published {
      try statements.publish.bind(transition.key)
      try statements.publish.bind(4, run)
      try statements.publish.bind(5, now)
      try statements.publish.run()
      try dropRanges(of: transition.key)
      try statements.deliver.bind(transition.key)
      try statements.deliver.bind(4, run)
      try statements.deliver.bind(5, now)
      try statements.deliver.run()
      try statements.deliverFiles.bind(transition.key)
      try statements.deliverFiles.run()
    } else {
      try statements.move.bind(transition.key)
      try statements.move.bind(4, transition.state.rawValue)
      try statements.move.bind(5, optional: transition.reason)
      try statements.move.bind(6, run)
      try statements.move.bind(7, now)
      try statements.move.run()
    }
  }
}
