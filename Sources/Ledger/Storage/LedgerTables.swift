/// The tables of a ledger, and how older ones are brought up to date.
enum LedgerTables {
  /// `PRAGMA application_id` of a ledger: `NFry` in ASCII.
  static let applicationID: Int64 = 0x4E46_7279

  /// The version that this program writes, kept in `PRAGMA user_version`.
  static var version: Int64 { Int64(steps.count) }

  /// One step for each version, applied in order to a ledger that is older. A step that was once released never changes.
  static let steps: [String] = [
    """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      command TEXT NOT NULL,
      host TEXT NOT NULL,
      process INTEGER NOT NULL,
      started INTEGER NOT NULL,
      finished INTEGER,
      exit_code INTEGER
    );

    CREATE TABLE run_counts (
      run INTEGER NOT NULL REFERENCES runs,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      value INTEGER NOT NULL,
      PRIMARY KEY (run, kind, name)
    ) WITHOUT ROWID;

    -- Where each parcel stands with each destination. `published_*` is what the destination last received whole.
    CREATE TABLE parcels (
      destination TEXT NOT NULL,
      kind TEXT NOT NULL,
      id BLOB NOT NULL,
      hash BLOB NOT NULL,
      state TEXT NOT NULL,
      token TEXT NOT NULL,
      run INTEGER NOT NULL REFERENCES runs,
      attempts INTEGER NOT NULL DEFAULT 0,
      lease INTEGER,
      updated INTEGER NOT NULL,
      reason TEXT,
      published_hash BLOB,
      published_at INTEGER,
      PRIMARY KEY (destination, kind, id)
    ) WITHOUT ROWID;

    CREATE INDEX parcels_unfinished ON parcels (destination, state) WHERE state <> 'published';

    -- The words in temporary names that this ledger's runs have used: what carries one of them on a server is ours.
    CREATE TABLE tokens (
      token TEXT PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES runs
    ) WITHOUT ROWID;

    -- The files of the parcel as they were when it was planned, in the order in which they become visible.
    CREATE TABLE files (
      destination TEXT NOT NULL,
      kind TEXT NOT NULL,
      id BLOB NOT NULL,
      position INTEGER NOT NULL,
      path TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      sha256 BLOB NOT NULL,
      PRIMARY KEY (destination, kind, id, position)
    ) WITHOUT ROWID;

    -- What was sent and when; only ever added to.
    CREATE TABLE deliveries (
      number INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES runs,
      destination TEXT NOT NULL,
      kind TEXT NOT NULL,
      id BLOB NOT NULL,
      hash BLOB NOT NULL,
      bytes INTEGER NOT NULL,
      published_at INTEGER NOT NULL
    );

    CREATE INDEX deliveries_time ON deliveries (published_at);
    CREATE INDEX deliveries_id ON deliveries (id);

    CREATE TABLE rejects (
      number INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES runs,
      kind TEXT NOT NULL,
      file TEXT NOT NULL,
      line INTEGER,
      id BLOB,
      error TEXT NOT NULL,
      reason TEXT NOT NULL
    );

    CREATE INDEX rejects_run ON rejects (run);

    CREATE TABLE watermarks (
      source TEXT PRIMARY KEY,
      value BLOB NOT NULL,
      run INTEGER NOT NULL REFERENCES runs
    ) WITHOUT ROWID;
    """,
    """
    -- Of large files that are sent in parts: what has arrived under the temporary name, bytes `start` up to `end`.
    CREATE TABLE ranges (
      destination TEXT NOT NULL,
      kind TEXT NOT NULL,
      id BLOB NOT NULL,
      position INTEGER NOT NULL,
      start INTEGER NOT NULL,
      end INTEGER NOT NULL,
      PRIMARY KEY (destination, kind, id, position, start)
    ) WITHOUT ROWID;
    """,
    """
    -- The files of each delivery as they were sent; `files` has those of a parcel's newest contents only.
    CREATE TABLE delivery_files (
      delivery INTEGER NOT NULL REFERENCES deliveries,
      position INTEGER NOT NULL,
      path TEXT NOT NULL,
      size INTEGER NOT NULL,
      sha256 BLOB NOT NULL,
      PRIMARY KEY (delivery, position)
    ) WITHOUT ROWID;

    ALTER TABLE deliveries ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1;

    -- Of what was delivered before this step, the files are known where no other contents were planned since.
    INSERT INTO delivery_files
    SELECT deliveries.number, files.position, files.path, files.size, files.sha256
    FROM deliveries JOIN parcels USING (destination, kind, id) JOIN files USING (destination, kind, id)
    WHERE parcels.hash = deliveries.hash;

    -- Where a destination was when a run called it.
    CREATE TABLE run_destinations (
      run INTEGER NOT NULL REFERENCES runs,
      destination TEXT NOT NULL,
      address TEXT NOT NULL,
      root TEXT NOT NULL,
      PRIMARY KEY (run, destination)
    ) WITHOUT ROWID;

    -- The contents of lists, written before they are sent: those whose hash is the parcel's `published_hash` are what the
    -- destination has.
    CREATE TABLE list_contents (
      destination TEXT NOT NULL,
      kind TEXT NOT NULL,
      id BLOB NOT NULL,
      hash BLOB NOT NULL,
      contents BLOB NOT NULL,
      PRIMARY KEY (destination, kind, id, hash)
    );
    """,
  ]
}
