import Bytes
import SQLite

/// The compiled statements about parcels, for as long as the ledger is open.
final class ParcelStatements {
  var find: Statement
  var files: Statement
  var plan: Statement
  var dropFiles: Statement
  var addFile: Statement
  var take: Statement
  var move: Statement
  var publish: Statement
  var deliver: Statement
  var deliverFiles: Statement
  var renew: Statement
  var addToken: Statement
  var ranges: Statement
  var dropRanges: Statement
  var dropFileRanges: Statement
  var addRange: Statement

  static let columns = """
    destination, kind, id, hash, state, token, run, attempts, updated, reason, published_hash, published_at
    """
  private static let byKey = "WHERE destination = ?1 AND kind = ?2 AND id = ?3"

  init(_ database: Database) throws(SQLiteError) {
    let byKey = ParcelStatements.byKey
    find = try database.prepare("SELECT \(ParcelStatements.columns) FROM parcels \(byKey)", keep: true)
    files = try database.prepare(
      "SELECT path, size, modified, sha256 FROM files \(byKey) ORDER BY position", keep: true)
    plan = try database.prepare(
      """
      INSERT INTO parcels (destination, kind, id, hash, state, token, run, lease, updated)
      VALUES (?1, ?2, ?3, ?4, 'planned', ?5, ?6, ?7, ?8)
      ON CONFLICT DO UPDATE SET hash = ?4, state = 'planned', token = ?5, run = ?6, attempts = 0, lease = ?7,
        updated = ?8, reason = NULL
      """, keep: true)
    dropFiles = try database.prepare("DELETE FROM files \(byKey)", keep: true)
    addFile = try database.prepare("INSERT INTO files VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", keep: true)
    take = try database.prepare("UPDATE parcels SET run = ?4, lease = ?5 \(byKey)", keep: true)
    move = try database.prepare(
      """
      UPDATE parcels SET state = ?4, reason = ?5, run = ?6, updated = ?7, attempts = attempts + (?4 = 'sending' AND ?5 IS NULL)
      \(byKey)
      """, keep: true)
    publish = try database.prepare(
      """
      UPDATE parcels SET state = 'published', reason = NULL, run = ?4, updated = ?5, lease = NULL,
        published_hash = hash, published_at = ?5 \(byKey)
      """, keep: true)
    deliver = try database.prepare(
      """
      INSERT INTO deliveries (run, destination, kind, id, hash, bytes, published_at, attempts)
      SELECT ?4, destination, kind, id, hash, (SELECT ifnull(sum(size), 0) FROM files \(byKey)), ?5, max(attempts, 1)
      FROM parcels \(byKey)
      """, keep: true)
    ranges = try database.prepare(
      "SELECT position, start, end FROM ranges \(byKey) ORDER BY position, start", keep: true)
    dropRanges = try database.prepare("DELETE FROM ranges \(byKey)", keep: true)
    dropFileRanges = try database.prepare("DELETE FROM ranges \(byKey) AND position = ?4", keep: true)
    addRange = try database.prepare("INSERT INTO ranges VALUES (?1, ?2, ?3, ?4, ?5, ?6)", keep: true)
    deliverFiles = try database.prepare(
      """
      INSERT INTO delivery_files SELECT last_insert_rowid(), position, path, size, sha256 FROM files \(byKey)
      """, keep: true)
    addToken = try database.prepare("INSERT OR IGNORE INTO tokens VALUES (?1, ?2)", keep: true)
    renew = try database.prepare("UPDATE parcels SET lease = ?2 WHERE run = ?1 AND state <> 'published'", keep: true)
  }
}

extension Statement {
  /// Binds a key to the parameters 1 to 3.
  mutating func bind(_ key: ParcelKey) throws(SQLiteError) {
    try bind(1, key.destination)
    try bind(2, key.kind)
    try bind(3, blob: key.id.span)
  }

  /// Binds a hash as its 32 bytes.
  mutating func bind(_ parameter: Int, _ digest: SHA256Digest) throws(SQLiteError) {
    try bind(parameter, blob: digest.bytes.span)
  }

  /// Binds an instant as whole seconds.
  mutating func bind(_ parameter: Int, _ time: Timestamp) throws(SQLiteError) {
    try bind(parameter, time.seconds)
  }

  /// Binds a text or NULL.
  mutating func bind(_ parameter: Int, optional text: String?) throws(SQLiteError) {
    if let text { try bind(parameter, text) } else { try bindNull(parameter) }
  }

  /// A column of 32 bytes as a hash; nil for NULL and for anything else.
  func digest(_ column: Int) -> SHA256Digest? {
    SHA256Digest(blob(column))
  }

  /// A column of whole seconds as an instant, or nil for NULL.
  func time(_ column: Int) -> Timestamp? {
    optionalInteger(column).map { Timestamp(seconds: $0) }
  }

  /// The row of `ParcelStatements.columns` as a record; nil for a row that no ledger of ours has written.
  func parcel() -> ParcelRecord? {
    guard let hash = digest(3), let state = ParcelState(rawValue: string(4)) else { return nil }
    var record = ParcelRecord(
      key: ParcelKey(destination: string(0), kind: string(1), id: blob(2).array()), hash: hash, state: state,
      token: string(5), run: integer(6), attempts: Int(integer(7)), updated: Timestamp(seconds: integer(8)))
    record.reason = optionalString(9)
    record.publishedHash = digest(10)
    record.publishedAt = time(11)
    return record
  }
}
