import Mail
import SQLite

/// Which mails belong together: for each message id the first of its thread.
///
/// The ids are in a temporary SQLite database, which spills to the disk what does not fit into 16 MB of cache. A mail is put
/// below the first that it refers to; so the thread's id is the same whether that one is in the dump or not, and on every night.
struct MailThreads: ~Copyable {
  private var find: Statement
  private var set: Statement

  init() throws(SQLiteError) {
    let database = try Database(path: "", .temporary)
    try database.execute(
      """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;
      CREATE TABLE above (id TEXT PRIMARY KEY, parent TEXT NOT NULL) WITHOUT ROWID
      """)
    let find = try database.prepare("SELECT parent FROM above WHERE id = ?1", keep: true)
    let set = try database.prepare(
      "INSERT INTO above VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET parent = excluded.parent", keep: true)
    self.find = find
    self.set = set
  }

  /// Takes in what one mail says.
  mutating func add(_ header: MailHeader) throws(SQLiteError) {
    guard let first = header.ancestors.first else { return }
    for id in header.ancestors.dropFirst() { try join(id, below: first) }
    if let id = header.messageID { try join(id, below: first) }
  }

  private mutating func join(_ id: String, below other: String) throws(SQLiteError) {
    let (lower, upper) = (try root(of: id), try root(of: other))
    if lower != upper { try put(lower, upper) }
  }

  /// The first mail of an id's thread, itself where nothing is known of it. The way there is shortened for the next time.
  mutating func root(of id: String) throws(SQLiteError) -> String {
    var path: [String] = []
    var root = id
    while let parent = try parent(of: root) {
      path.append(root)
      root = parent
    }
    for passed in path.dropLast() { try put(passed, root) }
    return root
  }

  private mutating func parent(of id: String) throws(SQLiteError) -> String? {
    try find.bind(1, id)
    let parent = try find.step() ? find.string(0) : nil
    find.reset()
    return parent
  }

  private mutating func put(_ id: String, _ parent: String) throws(SQLiteError) {
    try set.bind(1, id)
    try set.bind(2, parent)
    try set.run()
  }
}
