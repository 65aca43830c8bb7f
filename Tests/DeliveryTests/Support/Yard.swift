import Bytes
import Delivery
import Files
import Foundation
import Ledger
import TestSupport

/// Everything that one delivery test needs: an outbox, a remote folder, a ledger file.
final class Yard {
  enum Profile: String, CaseIterable {
    case renaming, renamingOver, direct, unordered, cutting

    var capabilities: RemoteCapabilities {
      switch self {
      case .renaming: RemoteCapabilities(profile: rawValue, maxInFlight: 4)
      case .renamingOver: RemoteCapabilities(profile: rawValue, canRenameOver: true, maxInFlight: 64)
      case .direct: RemoteCapabilities(profile: rawValue, usesTemporaryNames: false, canResume: false, maxInFlight: 4)
      case .cutting:
        RemoteCapabilities(
          profile: rawValue, canRenameOver: true, maxInFlight: 8,
          parts: PartRules(threshold: 2000, partSize: 600, inFlight: 3, window: 1800))
      case .unordered: RemoteCapabilities(profile: rawValue, unorderedBytes: 1000, maxInFlight: 8)
      }
    }
  }

  private let folder: String
  let outbox: String
  let remote: String
  let ledgerPath: String
  var seed: UInt64 = 7

  init() throws {
    // In memory where that is there: a thousand deliveries need not wait for a disk.
    let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
    folder = try Folder.makeTemporary(prefix: "\(base)/nightferry-test-")
    outbox = "\(folder)/outbox"
    remote = "\(folder)/remote"
    ledgerPath = "\(folder)/ledger"
    try Folder.make(remote)
  }

  deinit {
    try? Folder.removeTree(folder)
  }

  /// An outbox with every kind of parcel, and an empty file among them.
  func fill() throws {
    for (name, size) in [("call:1", 5000), ("caf\u{E9} \u{65E5}", 0)] {
      try put(kind: "voice", "\(name).mp3", size)
      try put(kind: "voice", "\(name).csv", 130)
    }
    try put(kind: "chat", "chat-1.csv", 3000)
    try put(kind: "affiliates", "affiliates.json", 500)
    try put(kind: "properties", "properties.json", 600)
  }

  func put(kind: String, _ name: String, _ size: Int, salt: UInt64 = 0) throws {
    var dice = SplitMix(state: UInt64(size) &+ salt &+ UInt64(name.utf8.count))
    let bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
    try Folder.make("\(outbox)/\(kind)")
    try AtomicFile.write(bytes.span, to: "\(outbox)/\(kind)/\(name)")
  }

  func putRemote(_ path: String, _ bytes: [UInt8]) throws {
    let target = "\(remote)/\(path)"
    if let parent = Folder.parent(of: target) { try Folder.make(parent) }
    try AtomicFile.write(bytes.span, to: target)
  }

  func putRemote(_ path: String, _ text: String) throws { try putRemote(path, Array(text.utf8)) }

  func parcels() throws -> [Parcel] { try Outbox.parcels(in: outbox) }

  /// Empties the remote folder and forgets the ledger.
  func forget() throws {
    try Folder.removeTree(remote)
    try Folder.make(remote)
    for name in ["ledger", "ledger-wal", "ledger-shm"] { try? Folder.removeFile("\(folder)/\(name)") }
  }

  /// How many parcels `fill` makes.
  static let parcelCount = 5

  func store(_ profile: Profile, _ fault: (Fault, Int)? = nil) -> FaultyStore {
    seed += 1
    let store = FaultyStore(folder: remote, capabilities: profile.capabilities, seed: seed)
    store.fault = fault.map { (kind: $0.0, at: $0.1) }
    return store
  }

  /// One run of the program: opens the ledger, delivers, closes it.
  @discardableResult
  func deliver(
    _ store: FaultyStore, ledger isKept: Bool = true, replaces: Bool = false,
    verification: DeliveryOptions.Verification = .size, environment: TestEnvironment = TestEnvironment(),
    retry: RetryPolicy = RetryPolicy()
  ) throws -> DeliverySummary {
    let ledger = isKept ? try Ledger(path: ledgerPath) : nil
    let run = try ledger?.beginRun(command: "test") ?? 0
    let options = DeliveryOptions(
      destination: "vendor", root: "", run: run, replaces: replaces, verification: verification, retry: retry)
    return Delivery.run(
      parcels: try parcels(), store: store, ledger: ledger.map { MortalLedger($0, store) }, options: options,
      environment: environment)
  }

  /// What the ledger says of a parcel.
  func record(_ kind: String, _ id: String) throws -> ParcelRecord? {
    try Ledger(path: ledgerPath, .read).find(ParcelKey(destination: "vendor", kind: kind, id: Array(id.utf8)))
  }

  /// All files below a folder with their contents.
  func tree(_ path: String, _ prefix: String = "") throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try Folder.names(in: path) {
      let child = "\(path)/\(name)"
      if try FileStatus.of(child).kind == .folder {
        files.merge(try tree(child, "\(prefix)\(name)/")) { $1 }
      } else {
        files["\(prefix)\(name)"] = try FileDescriptor.contents(of: child)
      }
    }
    return files
  }

  /// What no moment may show: a CSV without its audio, or, where files have temporary names, a file that is not whole.
  func violation(_ profile: Profile, whole: [String: [UInt8]]) -> String? {
    guard let shown = try? tree(remote) else { return "the remote folder cannot be read" }
    for (path, bytes) in shown where !SlashPath.name(of: path).hasPrefix(".") {
      guard let expected = whole[path] else { return "\(path) is not ours" }
      if profile != .direct, bytes != expected { return "\(path) is not whole" }
      if path.hasSuffix(".csv"), bytes == expected {
        let audio = path.dropLast(4) + ".mp3"
        if let sound = whole[String(audio)], shown[String(audio)] != sound {
          return "\(path) is there without its audio"
        }
      }
    }
    return nil
  }
}

extension DeliverySummary {
  /// What came of a parcel.
  func outcome(_ kind: String, _ id: String) -> ParcelOutcome? {
    parcels.first { $0.kind == kind && $0.id == Array(id.utf8) }?.outcome
  }
}

/// A ledger that records nothing more once its process is said to have crashed.
final class MortalLedger: ParcelLedger {
  private let ledger: Ledger
  private let store: FaultyStore

  init(_ ledger: Ledger, _ store: FaultyStore) {
    self.ledger = ledger
    self.store = store
  }

  private func mustLive() throws(LedgerError) {
    if store.hasCrashed { throw .notALedger(path: "crashed") }
  }

  func claim(_ parcels: [ParcelClaim], for claimant: Claimant) throws(LedgerError) -> [ClaimResult] {
    try mustLive()
    return try ledger.claim(parcels, for: claimant)
  }

  func renew(run: Int64, lease: Timestamp) throws(LedgerError) {
    try mustLive()
    try ledger.renew(run: run, lease: lease)
  }

  func record(_ arrivals: [ArrivedRanges]) throws(LedgerError) {
    try mustLive()
    try ledger.record(arrivals)
  }

  func record(_ transitions: [ParcelTransition], run: Int64, now: Timestamp) throws(LedgerError) {
    try mustLive()
    try ledger.record(transitions, run: run, now: now)
  }
}
