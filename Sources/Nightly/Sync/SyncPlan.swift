import Bytes
import Delivery
import Ledger
import Sedric

/// What one destination has, what it is to have, and the way from one to the other.
struct SyncPlan {
  /// What is odd about the server's files.
  var notes: [String] = []
  private let own: [FileKind: [ListItem]]
  private let files: ListFiles
  private let target: UploadTarget
  private let kinds: [FileKind]
  private var standing: [FileKind: StandingLists] = [:]
  private var changes: [FileKind: ListChanges] = [:]
  /// The files that the destination is to have.
  private var wanted: [ListFiles.File] = []

  init(
    _ lists: OwnLists, _ configuration: Configuration, _ target: UploadTarget, _ ledger: Ledger?
  ) throws {
    own = lists.items
    files = ListFiles(configuration)
    self.target = target
    kinds = [FileKind.affiliates, .properties].filter { lists.items[$0] != nil }
    for kind in kinds {
      standing[kind] = try StandingLists(kind, ledger: ledger, destination: target.name)
    }
    wanted = try files.files(own, kinds: kinds, standing: standing.mapValues(\.names))
    compare()
  }

  /// Looks at what the server has.
  mutating func look(in store: any RemoteStore) throws(RemoteFailure) {
    let now = Timestamp.now()
    for kind in kinds {
      let expected = wanted.filter { $0.kind == kind }.map(\.name)
      try standing[kind]?.look({ target.path(of: $0, kind: kind, at: now) }, alsoAt: expected, in: store)
    }
    compare()
  }

  private mutating func compare() {
    for kind in kinds {
      changes[kind] = ListChanges(kind, from: standing[kind]?.items ?? [], to: own[kind] ?? [])
    }
  }

  /// Whether a file is to be sent: its bytes are not those that are there, or what is there is not what was delivered.
  var hasWork: Bool {
    wanted.contains { file in
      guard let there = standing[file.kind] else { return true }
      if there.drifted.contains(file.name) { return true }
      return there.contents[file.name] != file.bytes && !isSame(file, there)
    }
  }

  /// Whether a file says the same as the one that is there, spelled otherwise.
  private func isSame(_ file: ListFiles.File, _ there: StandingLists) -> Bool {
    guard let bytes = there.contents[file.name], let old = StandingLists.items(file.kind, bytes),
      let new = StandingLists.items(file.kind, file.bytes)
    else { return false }
    return ListChanges(file.kind, from: old, to: new).isEmpty
  }

  /// Why the changes must not be sent unasked; nil where they may.
  func refusal(_ limit: RejectLimit) -> String? {
    for kind in kinds {
      guard let changes = changes[kind], limit.isExceeded(by: changes) else { continue }
      return
        "\(changes.removed.count) of \(changes.before) \(kind.rawValue) would vanish, more than lists.maxRemoved allows"
    }
    return nil
  }

  /// Writes what was found into the report.
  func describe(in destination: inout SyncReport.Destination) {
    destination.notes = notes + kinds.flatMap { standing[$0]?.notes ?? [] }
    destination.comparedWith = kinds.map { ($0.rawValue, standing[$0]?.origin.rawValue ?? "nothing") }
    destination.changes = kinds.compactMap { changes[$0] }
    destination.hasWork = hasWork
  }

  /// The files in the order in which they go, so that at no instant a property names an affiliate that is not up.
  ///
  /// First the affiliates that are new beside those that will go, then the properties, then the affiliates as they are to
  /// be. Where none is added the first step is left out, and where none goes the last.
  func steps() throws(FlowError) -> [[ListFiles.File]] {
    let affiliates = wanted.filter { $0.kind == .affiliates }
    let properties = wanted.filter { $0.kind == .properties }
    guard !affiliates.isEmpty, !properties.isEmpty, let changes = changes[.affiliates], !changes.removed.isEmpty else {
      return [affiliates, properties].filter { !$0.isEmpty }
    }
    if changes.added.isEmpty { return [properties, affiliates] }
    return [try bridge(), properties, affiliates]
  }

  /// The affiliates that are to be, and behind them those that go.
  private func bridge() throws(FlowError) -> [ListFiles.File] {
    let kept = Set((own[.affiliates] ?? []).map(\.key))
    let going = (standing[.affiliates]?.items ?? []).filter { !kept.contains($0.key) }
    return try files.files([.affiliates: (own[.affiliates] ?? []) + going], kinds: [.affiliates])
  }

  /// Has the ledger forget that files were delivered which are not there any more, so that they are sent again.
  func forgetDrifted(_ files: [ListFiles.File], _ ledger: Ledger, _ run: Int64) throws(LedgerError) {
    for file in files where standing[file.kind]?.drifted.contains(file.name) ?? false {
      let key = ParcelKey(destination: target.name, kind: file.kind.rawValue, id: file.id)
      let reason = "the server's file is not the one that was delivered"
      try ledger.record([ParcelTransition(key: key, state: .planned, reason: reason)], run: run, now: .now())
    }
  }
}

extension UploadTarget {
  /// Where a list's file stands on the target.
  func path(of name: String, kind: FileKind, at time: Timestamp) -> String {
    let folder = folders[kind.rawValue]?.folder(at: time) ?? kind.rawValue
    return SlashPath.join(root, SlashPath.join(folder, name))
  }
}
