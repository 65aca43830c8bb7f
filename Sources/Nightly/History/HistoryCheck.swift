import Bytes
public import Delivery
public import Ledger

/// The comparison of what the ledger says was delivered with what a server has.
///
/// A folder is listed once, and its names and sizes are compared; where it cannot be listed, its files are asked for one by
/// one. With `readsBack` the files of the right size are read, and their SHA-256 compared.
public struct HistoryCheck {
  /// How many files were compared, and what differs.
  public struct Outcome: Sendable {
    /// Files that were looked for.
    public var files = 0
    /// What differs, in the order of the paths.
    public var findings: [HistoryFinding] = []
  }

  private struct Expected {
    let path: String
    let file: DeliveredFile
  }

  private let destination: String
  private let store: any RemoteStore
  private let readsBack: Bool
  private var outcome = Outcome()
  /// Files whose size is right and that are to be read.
  private var toRead: [Expected] = []

  /// Compares the newest deliveries of `query` to `destination`, whose files are below `root` unless the ledger knows it
  /// better. Throws `LedgerError`, and `RemoteFailure` where the connection or the login fails.
  public static func run(
    _ ledger: Ledger, _ query: DeliveryQuery, destination: String, root: String, store: any RemoteStore,
    readsBack: Bool
  ) throws -> Outcome {
    var check = HistoryCheck(destination: destination, store: store, readsBack: readsBack)
    let folders = try expected(ledger, query, destination, root)
    // One id's neighbours are not extra, they are only not asked for.
    let known = query.id == nil ? try known(ledger, destination, root) : nil
    for (folder, files) in folders.sorted(by: { $0.key < $1.key }) { try check.compare(folder, files, known) }
    check.readBack()
    check.outcome.findings.sort { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }
    return check.outcome
  }

  private init(destination: String, store: any RemoteStore, readsBack: Bool) {
    self.destination = destination
    self.store = store
    self.readsBack = readsBack
  }

  private static func expected(
    _ ledger: Ledger, _ query: DeliveryQuery, _ destination: String, _ root: String
  ) throws(LedgerError) -> [String: [Expected]] {
    var query = query
    query.destination = destination
    query.newestOnly = true
    var folders: [String: [Expected]] = [:]
    try ledger.deliveries(query) { record in
      for file in record.files {
        let path = SlashPath.join(record.root ?? root, file.path)
        folders[SlashPath.folder(of: path), default: []].append(Expected(path: path, file: file))
      }
      return true
    }
    return folders
  }

  /// The paths of all that was ever delivered there.
  private static func known(
    _ ledger: Ledger, _ destination: String, _ root: String
  ) throws(LedgerError) -> Set<[UInt8]> {
    var known: Set<[UInt8]> = []
    try ledger.deliveries(DeliveryQuery(destination: destination)) { record in
      for file in record.files { known.insert(Array(SlashPath.join(record.root ?? root, file.path).utf8)) }
      return true
    }
    return known
  }

  private mutating func compare(
    _ folder: String, _ files: [Expected], _ known: Set<[UInt8]>?
  ) throws(RemoteFailure) {
    outcome.files += files.count
    let entries: [RemoteEntry]
    do throws(RemoteFailure) {
      guard case .entries(let listed) = try Delivery.answer(to: .list(folder.isEmpty ? "." : folder), from: store)
      else { return }
      entries = listed
    } catch {
      if error.isConnection || error.isFinal { throw error }
      return try askForEach(files)
    }
    var there: [[UInt8]: RemoteStatus] = [:]
    for entry in entries { there[Array(entry.name.utf8)] = entry.status }
    for file in files { judge(file, there[Array(SlashPath.name(of: file.path).utf8)]) }
    guard let known else { return }
    for entry in entries where !entry.status.isFolder {
      let path = SlashPath.join(folder, entry.name)
      if known.contains(Array(path.utf8)) { continue }
      let size = entry.status.size.map { "\($0) bytes" } ?? "of unknown size"
      note(.extra, path, "\(size), not delivered by this ledger's runs")
    }
  }

  /// A folder that may not be listed, or is not there.
  private mutating func askForEach(_ files: [Expected]) throws(RemoteFailure) {
    for file in files {
      do throws(RemoteFailure) {
        guard case .status(let status) = try Delivery.answer(to: .status(file.path), from: store) else { continue }
        judge(file, status)
      } catch {
        if error.isConnection || error.isFinal { throw error }
        if error.code == .notFound { judge(file, nil) } else { note(.unknown, file.path, error.message) }
      }
    }
  }

  private mutating func judge(_ file: Expected, _ status: RemoteStatus?) {
    guard let status, !status.isFolder else {
      let now = status == nil ? "it is not there" : "a folder stands in its place"
      return note(.missing, file.path, "\(file.file.size) bytes were delivered, and \(now)")
    }
    if let size = status.size, size != file.file.size {
      return note(.different, file.path, "\(file.file.size) bytes were delivered, and it has \(size)")
    }
    if readsBack || status.size == nil { toRead.append(file) }
  }

  private mutating func readBack() {
    let files = toRead
    var notes: [(HistoryFinding.Kind, String, String)] = []
    Delivery.digests(of: files.map(\.path), from: store) { place, result in
      switch result {
      case .success(let digest) where digest == files[place].file.sha256: break
      case .success: notes.append((.different, files[place].path, "its SHA-256 is not the one that was delivered"))
      case .failure(let failure): notes.append((.unknown, files[place].path, failure.message))
      }
    }
    for (kind, path, words) in notes { note(kind, path, words) }
  }

  private mutating func note(_ kind: HistoryFinding.Kind, _ path: String, _ words: String) {
    outcome.findings.append(HistoryFinding(kind: kind, destination: destination, path: path, note: words))
  }
}
