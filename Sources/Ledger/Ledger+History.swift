import Bytes
import SQLite

extension Ledger {
  /// Hands what was delivered to `body`, oldest first, one at a time; it stops when `body` returns false.
  public func deliveries(
    _ query: DeliveryQuery = DeliveryQuery(), _ body: (DeliveryRecord) -> Bool
  ) throws(LedgerError) {
    try work { () throws(SQLiteError) in
      var select = try database.prepare(
        """
        SELECT run, destination, kind, id, hash, bytes, published_at FROM deliveries
        WHERE (?1 IS NULL OR published_at >= ?1) AND (?2 IS NULL OR published_at < ?2)
          AND (?3 IS NULL OR id = ?3) AND (?4 IS NULL OR destination = ?4)
        ORDER BY number
        """)
      if let since = query.since { try select.bind(1, since) }
      if let until = query.until { try select.bind(2, until) }
      if let id = query.id { try select.bind(3, blob: id.span) }
      try select.bind(4, optional: query.destination)
      while try select.step() {
        guard let hash = select.digest(4) else { continue }
        let record = DeliveryRecord(
          run: select.integer(0),
          key: ParcelKey(destination: select.string(1), kind: select.string(2), id: select.blob(3).array()), hash: hash,
          bytes: select.integer(5), publishedAt: Timestamp(seconds: select.integer(6)))
        if !body(record) { break }
      }
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
