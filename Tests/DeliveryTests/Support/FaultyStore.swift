import Bytes
import Delivery
import Files
import Foundation

/// What goes wrong at the n-th operation.
enum Fault: Hashable, CaseIterable {
  /// The operation fails, with an unspecific failure that may pass.
  case fails
  /// The server does not allow it.
  case denied
  /// The server's disk is full.
  case full
  /// The connection is cut before the operation happens.
  case cutBefore
  /// The connection is cut after the operation happened, before its answer came.
  case cutAfter
  /// An upload breaks off half-way, any other operation does not happen; then the connection is cut.
  case torn
  /// The operation happens, and this process ends there.
  case crashAfter
  /// An upload breaks off half-way, and this process ends there.
  case crashTorn
  /// This process ends there, and what it had sent of an upload is still on its way: the server has opened the file, and
  /// writes when `drain` says so.
  case crashSending
}

/// A local folder that loses connections at counted operations, answers in any order, and watches what becomes visible.
final class FaultyStore: RemoteStore {
  let inner: LocalFolderStore
  var capabilities: RemoteCapabilities
  /// The fault and the operation, from 1, that it strikes.
  var fault: (kind: Fault, at: Int)?
  /// Failures for operations on paths that the closure names.
  var refuse: (RemoteOperation) -> RemoteFailure? = { _ in nil }
  /// Answers that are given instead of the true ones.
  var lie: (RemoteOperation) -> RemoteReply? = { _ in nil }
  /// Called after every operation that can change something.
  var afterEach: () -> Void = {}
  private(set) var performed = 0
  private(set) var hasCrashed = false
  private(set) var uploads: [String: Int] = [:]
  private(set) var renames: [String: Int] = [:]
  private(set) var bytesUploaded: Int64 = 0
  /// Called before the fault strikes.
  var beforeFault: () -> Void = {}
  /// What the server has received of an upload and not written yet, with the open file.
  private var late: (file: Int32, bytes: ArraySlice<UInt8>)?
  private var queue: [(operation: RemoteOperation, tag: UInt64)] = []
  private var dice: SplitMix

  init(folder: String, capabilities: RemoteCapabilities, seed: UInt64 = 1) {
    inner = LocalFolderStore(folder: folder)
    self.capabilities = capabilities
    dice = SplitMix(state: seed)
  }

  func submit(_ operation: RemoteOperation, tag: UInt64) { queue.append((operation, tag)) }

  func close() { queue.removeAll() }

  deinit {
    if let late { _ = Foundation.close(late.file) }
  }

  func wait(timeout: Double?) -> [RemoteEvent] {
    guard !queue.isEmpty else { return [] }
    if hasCrashed { return end() }
    let (operation, tag) = queue.remove(at: Int(dice.next() % UInt64(queue.count)))
    performed += 1
    defer { if operation.changesSomething { afterEach() } }
    if let fault, fault.at == performed {
      beforeFault()
      return strike(fault.kind, operation, tag)
    }
    if let reply = lie(operation) { return [.finished(tag: tag, .success(reply))] }
    if let failure = refuse(operation) { return [.finished(tag: tag, .failure(failure))] }
    return perform(operation, tag)
  }

  private func strike(_ fault: Fault, _ operation: RemoteOperation, _ tag: UInt64) -> [RemoteEvent] {
    switch fault {
    case .fails: return [.finished(tag: tag, .failure(RemoteFailure(.failure, message: "Failure")))]
    case .denied: return [.finished(tag: tag, .failure(RemoteFailure(.permissionDenied, message: "Permission denied")))]
    case .full:
      tear(operation)
      return [.finished(tag: tag, .failure(RemoteFailure(.noSpace, message: "No space left on device")))]
    case .cutBefore: return cut(tag)
    case .cutAfter:
      _ = perform(operation, tag)
      return cut(tag)
    case .torn:
      tear(operation)
      return cut(tag)
    case .crashAfter:
      _ = perform(operation, tag)
      return die(tag)
    case .crashTorn:
      tear(operation)
      return die(tag)
    case .crashSending:
      hold(operation)
      return die(tag)
    }
  }

  /// A process that is gone hears nothing and records nothing more; see `MortalLedger` for the latter.
  private func die(_ tag: UInt64) -> [RemoteEvent] {
    hasCrashed = true
    queue.insert((.status(""), tag), at: 0)
    return end()
  }

  private func end() -> [RemoteEvent] {
    let tags = queue.map(\.tag)
    queue.removeAll()
    return tags.map { .finished(tag: $0, .failure(RemoteFailure(.authentication, message: "crashed"))) }
  }

  private func perform(_ operation: RemoteOperation, _ tag: UInt64) -> [RemoteEvent] {
    inner.submit(operation, tag: tag)
    let events = inner.wait(timeout: nil)
    guard case .finished(_, .success) = events.last else { return events }
    switch operation {
    case .upload(let upload):
      if upload.end == upload.size { uploads[upload.remotePath, default: 0] += 1 }
      bytesUploaded += upload.end - upload.offset
    case .rename(_, let to, _): renames[to, default: 0] += 1
    default: break
    }
    return events
  }

  /// Opens an upload's file as the server does, and keeps its bytes.
  private func hold(_ operation: RemoteOperation) {
    guard case .upload(let upload) = operation,
      let whole = try? [UInt8](Data(contentsOf: URL(fileURLWithPath: upload.localPath)))
    else { return }
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (upload.opening == .truncate ? O_TRUNC : 0)
    let file = unsafe open("\(inner.folder)/\(upload.remotePath)", flags, 0o666)
    // An empty file is whole however early it breaks off.
    if whole.isEmpty { uploads[upload.remotePath, default: 0] += 1 }
    if file >= 0 { late = (file, whole[Int(upload.offset)..<Int(upload.end)]) }
  }

  /// Lets the server write a share of what it has received, into the file that it has opened, wherever that is by now.
  func drain(_ share: Double) {
    guard let (file, bytes) = late else { return }
    let count = Int(Double(bytes.count) * share)
    _ = unsafe bytes.prefix(count).withUnsafeBytes {
      unsafe pwrite(file, $0.baseAddress, $0.count, off_t(bytes.startIndex))
    }
    late = (file, bytes.dropFirst(count))
  }

  private func tear(_ operation: RemoteOperation) {
    guard case .upload(let upload) = operation,
      let whole = try? [UInt8](Data(contentsOf: URL(fileURLWithPath: upload.localPath)))
    else { return }
    let end = Int(upload.offset) + Int(upload.end - upload.offset) / 2
    let path = "\(inner.folder)/\(upload.remotePath)"
    var remote = upload.opening == .truncate ? [] : (try? [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))) ?? []
    let piece = whole[Int(upload.offset)..<end]
    // A part that lies behind the file's end leaves a hole before it; what is behind a part stays.
    remote += [UInt8](repeating: 0, count: max(0, Int(upload.offset) - remote.count))
    let rest = upload.opening == .part ? remote.dropFirst(end) : []
    if !piece.isEmpty || upload.opening != .part { remote = Array(remote.prefix(Int(upload.offset))) + piece + rest }
    bytesUploaded += Int64(end) - upload.offset
    // An empty file is whole however early it breaks off.
    if whole.isEmpty { uploads[upload.remotePath, default: 0] += 1 }
    try? Data(remote).write(to: URL(fileURLWithPath: path))
  }

  private func cut(_ tag: UInt64) -> [RemoteEvent] {
    let lost = RemoteFailure(.connectionLost, message: "the connection was cut")
    let tags = [tag] + queue.map(\.tag)
    queue.removeAll()
    return tags.map { .finished(tag: $0, .failure(lost)) }
  }
}

extension RemoteOperation {
  fileprivate var changesSomething: Bool {
    switch self {
    case .status, .list, .read, .hash: false
    default: true
    }
  }
}

/// Numbers that look random and are the same in every run (Steele and others, "Fast splittable pseudorandom number
/// generators").
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A clock that only sleeping moves.
final class TestEnvironment: DeliveryEnvironment {
  private(set) var now = 100.0
  private(set) var slept: [Double] = []
  var wallClock: Timestamp { Timestamp(seconds: 1_800_000_000 + Int64(now)) }

  func sleep(_ seconds: Double) {
    now += seconds
    slept.append(seconds)
  }

  func random() -> Double { 0.5 }
}
