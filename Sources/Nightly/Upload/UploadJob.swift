import Bytes
public import Delivery
import Files
public import Ledger
public import SFTP

/// The upload of a folder to one target, with or without a ledger.
public struct UploadJob {
  /// The folder: an outbox with its manifest, or any other.
  public var folder: String
  /// Where it goes.
  public var target: UploadTarget
  /// The ledger and the run in it; nil for an upload that remembers nothing.
  public var ledger: (ledger: Ledger, run: Int64)?
  /// How arrived files are checked; nil for the target's own way.
  public var verification: DeliveryOptions.Verification?
  /// Whether other contents may take the place of what was delivered before.
  public var replaces = false
  /// Whether the server forces files to its disk.
  public var synchronizes = false
  /// When failed steps are tried again.
  public var retry = RetryPolicy()
  /// Whether a parcel is to be sent; those that are not stay as they are.
  var includes: (Parcel) -> Bool = { _ in true }
  /// Whether leftovers of our own temporary names are removed afterwards.
  public var cleans = false
  /// The folder's parcels, where every file was just hashed and compared with the manifest; nil has the job do so.
  var hashedParcels: [Parcel]?
  /// The variables that secrets are fetched from.
  public var environment: [String: String]
  /// Whether somebody asked the work to stop.
  public var isCancelled: @Sendable () -> Bool = { false }

  /// Creates a job.
  public init(folder: String, target: UploadTarget, environment: [String: String]) {
    self.folder = folder
    self.target = target
    self.environment = environment
  }

  /// What an upload came to.
  public struct Outcome: Sendable {
    /// What came of each parcel.
    public var summary: DeliverySummary
    /// Leftovers that were removed, as paths on the target.
    public var cleaned: [String] = []
    /// Leftovers that could not be removed: why, for the first one. What was to be delivered is not concerned.
    public var cleaningFailure: RemoteFailure?
    /// Paths below the folder of what is neither a file nor a folder, and was not sent: links to folders, pipes.
    public var leftOut: [String] = []
    /// What was reached; nil for a folder, and where nobody had to be called.
    public var server: ServerDescription?
  }

  /// Uploads the folder. Throws `OutboxError` for the folder, `ServerError` for what the target is missing, and `LedgerError`; whatever
  /// stops the delivery itself or the cleaning is part of the outcome.
  public func run(onProgress: (DeliveryProgress) -> Void = { _ in }) throws -> Outcome {
    let verification = verification ?? target.verification
    let needsHashes = ledger != nil || verification.needsHashes
    let now = Timestamp.now()
    var leftOut: [String] = []
    var parcels = try hashedParcels ?? Outbox.parcels(in: folder, hashing: .none) { leftOut.append($0) }
    parcels = parcels.filter(includes)
    let store = try target.store(environment: environment)
    if let work = try expectedWork(parcels) { store.prepare(operations: work.operations, bytes: work.bytes) }
    if needsHashes, hashedParcels == nil { try Outbox.hash(&parcels, known: try knownHashes(parcels)) }
    parcels = target.place(parcels, at: now)
    var options = DeliveryOptions(
      destination: target.name, root: target.root, run: ledger?.run ?? 0, replaces: replaces,
      verification: verification, synchronizes: synchronizes, retry: retry, isCancelled: isCancelled)
    options.makesFolders = true
    if let ledger { try note(parcels, ledger) }
    let summary = Delivery.run(
      parcels: parcels, store: store, ledger: ledger?.ledger, options: options, onProgress: onProgress)
    var outcome = Outcome(summary: summary)
    outcome.leftOut = leftOut
    outcome.server = (store as? SFTPRemoteStore)?.server
    try ledger?.ledger.dropOldLists(of: target.name)
    if cleans, summary.stopped == nil { try clean(parcels, &outcome) }
    return outcome
  }

  /// Notes in the ledger where this run's parcels go, and what the lists among them say.
  private func note(_ parcels: [Parcel], _ ledger: (ledger: Ledger, run: Int64)) throws(LedgerError) {
    try ledger.ledger.setDestination(target.name, address: target.address, root: target.root, run: ledger.run)
    for parcel in parcels where parcel.replaces && parcel.files.count == 1 {
      // A file that cannot be read, or is beyond what any list is, is the delivery's affair.
      guard let hash = parcel.hash,
        let contents = try? FileDescriptor.contents(of: parcel.files[0].localPath, limit: UploadJob.listLimit)
      else { continue }
      let key = ParcelKey(destination: target.name, kind: parcel.kind, id: parcel.id)
      try ledger.ledger.keepList(contents, of: key, hash: hash)
    }
  }

  private static let listLimit = 256 << 20

  /// Removes leftovers from the folders that parcels went to. With a ledger ours is what carries one of its tokens and is not
  /// on its way; without one, what stands beside a file that has arrived.
  private func clean(_ parcels: [Parcel], _ outcome: inout Outcome) throws {
    let store = try target.store(environment: environment)
    defer { store.close() }
    let isOurs: (String, String) -> Bool
    if let ledger = ledger?.ledger {
      let tokens = try ledger.tokens()
      let unfinished = Set(
        try ledger.unfinishedFiles(of: target.name).map {
          Array("\($0.token) \(SlashPath.join(target.root, $0.path))".utf8)
        })
      isOurs = { path, token in tokens.contains(token) && !unfinished.contains(Array("\(token) \(path)".utf8)) }
    } else {
      let arrived = Set(
        zip(parcels, outcome.summary.parcels).filter { $1.hasArrived }.flatMap { parcel, _ in
          parcel.files.map { Array(SlashPath.join(target.root, $0.remotePath).utf8) }
        })
      isOurs = { path, _ in arrived.contains(Array(path.utf8)) }
    }
    var folders: Set<[UInt8]> = []
    for file in parcels.flatMap(\.files) {
      let folder = SlashPath.folder(of: SlashPath.join(target.root, file.remotePath))
      guard folders.insert(Array(folder.utf8)).inserted else { continue }
      do throws(RemoteFailure) {
        try Delivery.clean(folder, store: store, isOurs: isOurs) { outcome.cleaned.append($0) }
      } catch {
        outcome.cleaningFailure = outcome.cleaningFailure ?? error
        if error.isConnection || error.isFinal { return }
      }
    }
  }
}

extension ParcelResult {
  /// Whether the parcel is at its destination with the contents that were to be sent.
  var hasArrived: Bool {
    switch outcome {
    case .delivered, .alreadyDelivered: true
    case .conflict, .failed, .notTried: false
    }
  }
}
