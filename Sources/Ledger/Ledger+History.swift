import Bytes
import SQLite

extension Ledger {
  /// Hands what was delivered to `body`, oldest first, one at a time; it stops when `body` returns false.
  public func deliveries(
    _ query: DeliveryQuery = DeliveryQuery(), _ body: (DeliveryRecord) -> Bool
  ) throws(LedgerError) {
    try work { () throws(SQLiteError) in
      var select = try database.prepare(Ledger.deliverySelect(query))
      var files = try database.prepare(
        "SELECT path, size, sha256 FROM delivery_files WHERE delivery = ? ORDER BY position")
      if let since = query.since { try select.bind(1, since) }
      if let until = query.until { try select.bind(2, until) }
      if let id = query.id { try select.bind(3, blob: id.span) }
      try select.bind(4, optional: query.destination)
      while try select.step() {
        guard var record = select.delivery() else { continue }
        try files.bind(1, select.integer(7))
        while try files.step() {
          guard let sha256 = files.digest(2) else { continue }
          record.files.append(DeliveredFile(path: files.string(0), size: files.integer(1), sha256: sha256))
        }
        files.reset()
        if !body(record) { break }
      }
    }
  }

  private static func deliverySelect(_ query: DeliveryQuery) -> String {
    let newest = """
      AND NOT EXISTS (SELECT 1 FROM deliveries AS later WHERE later.id = deliveries.id AND later.kind = deliveries.kind
        AND later.destination = deliveries.destination AND later.number > deliveries.number)
      """
    return """
      SELECT run, destination, kind, id, hash, bytes, published_at, number, attempts, address, root
      FROM deliveries LEFT JOIN run_destinations USING (run, destination)
      WHERE (?1 IS NULL OR published_at >= ?1) AND (?2 IS NULL OR published_at < ?2)
        AND (?3 IS NULL OR id = ?3) AND (?4 IS NULL OR destination = ?4)
      \(query.newestOnly ? newest : "") ORDER BY number
      """
  }

  /// Records where a destination is that a run calls.
  public func setDestination(
    _ name: String, address: String, root: String, run: Int64
  ) throws(LedgerError) {
    try work { () throws(SQLiteError) in
      var insert = try database.prepare("INSERT OR REPLACE INTO run_destinations VALUES (?, ?, ?, ?)")
      try insert.bind(1, run)
      try insert.bind(2, name)
      try insert.bind(3, address)
      try insert.bind(4, root)
      try insert.run()
    }
  }

  /// Hands the parcels of a destination to `body`, in the order of kind and id; with `unfinishedOnly` those that are not
  /// published. It stops when `body` returns false.
  public func parcels(
    of destination: String, unfinishedOnly: Bool = false, _ body: (ParcelRecord) -> Bool
  ) throws(LedgerError) {
    try work { () throws(SQLiteError) in
      var select = try database.prepare(
        """
        SELECT \(ParcelStatements.columns) FROM parcels WHERE destination = ?1
        \(unfinishedOnly ? "AND state <> 'published'" : "") ORDER BY kind, id
        """)
      try select.bind(1, destination)
      while try select.step() {
        if let record = select.parcel(), !body(record) { break }
      }
    }
  }

  /// How many parcels of a destination are in each state.
  public func counts(of destination: String) throws(LedgerError) -> [ParcelState: Int] {
    try work { () throws(SQLiteError) in
      var select = try database.prepare("SELECT state, count(*) FROM parcels WHERE destination = ? GROUP BY state")
      try select.bind(1, destination)
      var counts: [ParcelState: Int] = [:]
      while try select.step() {
        if let state = ParcelState(rawValue: select.string(0)) { counts[state] = Int(select.integer(1)) }
      }
      return counts
    }
  }

  /// The words in temporary names that this ledger's runs have used.
  public func tokens() throws(LedgerError) -> Set<String> {
    try work { () throws(SQLiteError) in
      var select = try database.prepare("SELECT token FROM tokens")
      var tokens: Set<String> = []
      while try select.step() { tokens.insert(select.string(0)) }
      return tokens
    }
  }

  /// The files of a destination's parcels that are on their way, with the words in their temporary names.
  public func unfinishedFiles(of destination: String) throws(LedgerError) -> [(path: String, token: String)] {
    try work { () throws(SQLiteError) in
      var select = try database.prepare(
        """
        SELECT files.path, parcels.token FROM parcels JOIN files USING (destination, kind, id)
        WHERE parcels.destination = ?1 AND parcels.state NOT IN ('published', 'refused')
        """)
      try select.bind(1, destination)
      var files: [(path: String, token: String)] = []
      while try select.step() { files.append((select.string(0), select.string(1))) }
      return files
    }
  }
}

extension Statement {
  /// The row of `deliverySelect` as a record; nil for a row that no ledger of ours has written.
  fileprivate func delivery() -> DeliveryRecord? {
    guard let hash = digest(4) else { return nil }
    return DeliveryRecord(
      run: integer(0), key: ParcelKey(destination: string(1), kind: string(2), id: blob(3).array()), hash: hash,
      bytes: integer(5), publishedAt: Timestamp(seconds: integer(6)), attempts: Int(integer(8)),
      address: optionalString(9), root: optionalString(10))
  }
}
