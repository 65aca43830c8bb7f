import Bytes
import Dump
import Ledger
import Sedric

/// What the exports of all kinds share.
final class ExportContext {
  let configuration: Configuration
  let options: ExportOptions
  let dump: Dump
  let lookups: LookupCache
  /// The folder of the rejects.
  let rejects: String
  /// What the ledger says; nil where nothing is looked up.
  let ledger: LedgerView?
  /// Writes the outbox; nil for a dry run.
  let writer: ParcelWriter?
  /// The folder that becomes the outbox; nil for a dry run.
  let staging: String?
  /// Asked now and then whether the run should end.
  let isCancelled: @Sendable () -> Bool
  /// Told now and then how many records of a kind have been read.
  var onRead: (_ kind: String, _ count: Int) -> Void = { _, _ in }
  /// The affiliates that are exported, which properties may name; nil where affiliates are not exported at all.
  var affiliates: Set<[UInt8]>?

  /// The places of those `options.ids` that a record has.
  private(set) var foundIDs: Set<Int> = []

  init(
    configuration: Configuration, options: ExportOptions, dump: Dump, ledger: LedgerView?, writer: ParcelWriter?,
    staging: String?, isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.configuration = configuration
    self.options = options
    self.dump = dump
    lookups = LookupCache(dump)
    rejects = configuration.rejects
    self.ledger = ledger
    self.writer = writer
    self.staging = staging
    self.isCancelled = isCancelled
  }

  /// Whether the run was asked for the interaction of this id, which a record has.
  func asks(for id: Span<UInt8>) -> Bool {
    if options.ids.isEmpty { return true }
    guard let place = options.ids.firstIndex(where: { id.isEqual(to: $0.span) }) else { return false }
    foundIDs.insert(place)
    return true
  }
}

/// A refused record as reports name it: its place and the reason, never its contents.
struct RejectNote: Sendable {
  var id: [UInt8]
  var file: String
  var line: Int
  var reason: RejectReason
}

/// The first rejects of a kind; all of them are in its file of rejects.
struct RejectNotes {
  private(set) var notes: [RejectNote] = []
  private static let limit = 10_000

  mutating func append(_ record: borrowing Record, _ reason: RejectReason, id: [UInt8], file: String) {
    if notes.count < RejectNotes.limit {
      notes.append(RejectNote(id: id, file: file, line: record.line, reason: reason))
    }
  }
}

/// A parcel's kind and id.
struct ParcelName: Hashable, Sendable {
  var kind: String
  var id: [UInt8]
}
