public import Bytes
import SQLite

/// The contents of lists. A list is the one parcel whose next version is judged by what changes in it, so the ledger keeps
/// what each destination has.
extension Ledger {
  /// Keeps a list's contents before it is sent.
  public func keepList(_ contents: [UInt8], of key: ParcelKey, hash: SHA256Digest) throws(LedgerError) {
    try work { () throws(SQLiteError) in
      var insert = try database.prepare("INSERT OR REPLACE INTO list_contents VALUES (?, ?, ?, ?, ?)")
      try insert.bind(key)
      try insert.bind(4, hash)
      try insert.bind(5, blob: contents.span)
      try insert.run()
    }
  }

  /// The lists of a kind that a destination received last, by their ids: the contents, or nil where they are not known.
  public func deliveredLists(
    of kind: String, at destination: String
  ) throws(LedgerError) -> [(id: [UInt8], contents: [UInt8]?)] {
    try work { () throws(SQLiteError) in
      var select = try database.prepare(
        """
        SELECT parcels.id, contents FROM parcels LEFT JOIN list_contents
          ON list_contents.destination = parcels.destination AND list_contents.kind = parcels.kind
          AND list_contents.id = parcels.id AND list_contents.hash = parcels.published_hash
        WHERE parcels.destination = ?1 AND parcels.kind = ?2 AND published_hash IS NOT NULL ORDER BY parcels.id
        """)
      try select.bind(1, destination)
      try select.bind(2, kind)
      var lists: [(id: [UInt8], contents: [UInt8]?)] = []
      while try select.step() {
        lists.append((select.blob(0).array(), select.isNull(1) ? nil : select.blob(1).array()))
      }
      return lists
    }
  }

  /// Forgets the contents that a destination has no longer, and those of lists that are settled.
  public func dropOldLists(of destination: String) throws(LedgerError) {
    try work { () throws(SQLiteError) in
      var delete = try database.prepare(
        """
        DELETE FROM list_contents WHERE destination = ?1 AND EXISTS (SELECT 1 FROM parcels
          WHERE parcels.destination = ?1 AND parcels.kind = list_contents.kind AND parcels.id = list_contents.id
          AND parcels.state = 'published' AND parcels.published_hash <> list_contents.hash)
        """)
      try delete.bind(1, destination)
      try delete.run()
    }
  }
}
