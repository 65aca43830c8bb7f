import Bytes
import Ledger

/// Finds out whether an earlier attempt at other contents of a parcel became visible, before new contents are sent.
///
/// The last file decides, as it becomes visible last. What was left half-way is removed: it is ours, and nobody waits for it.
final class SettlingJob: Job {
  private let record: ParcelRecord
  private let root: String
  private let usesTemporaryNames: Bool
  /// Whether a file of a size is sent in parts, for its temporary name.
  private let isCut: (Int64) -> Bool
  private var temporaries: [Bool] = []
  private var finalStatus: RemoteStatus?
  private var readback: Readback?
  private var outstanding = 0
  private var actions: [JobAction] = []
  private var ending: JobAction?

  init(_ record: ParcelRecord, root: String, usesTemporaryNames: Bool, isCut: @escaping (Int64) -> Bool) {
    self.record = record
    self.root = root
    self.usesTemporaryNames = usesTemporaryNames
    self.isCut = isCut
  }

  func begin() -> [JobAction] {
    (finalStatus, readback, ending) = (nil, nil, nil)
    temporaries = record.files.map { _ in false }
    guard let last = record.files.indices.last else { return [.finish(.settled(.planned))] }
    submit(.status(final(last)), last, .finalStatus)
    for index in record.files.indices where usesTemporaryNames {
      submit(.status(temporary(index)), index, .temporaryStatus)
    }
    return takeActions()
  }

  func handle(_ event: JobEvent) -> [JobAction] {
    guard case .reply(let slot, let result) = event else { return [] }
    outstanding -= 1
    if ending == nil { take(slot, result) }
    if outstanding == 0 { settle() }
    return takeActions()
  }

  private func take(_ slot: Slot, _ result: Result<RemoteReply, RemoteFailure>) {
    switch (slot.purpose, result) {
    case (.finalStatus, .success(.status(let status))): finalStatus = status
    case (.temporaryStatus, .success(.status)): temporaries[slot.file] = true
    case (.finalStatus, .failure(let failure)), (.temporaryStatus, .failure(let failure)):
      if failure.code != .notFound { fail(failure) }
    case (.readBack(let offset), .success(.bytes(let bytes))):
      readback?.take(offset: offset, bytes)
      readOn()
    case (.readBack, .failure(let failure)):
      if failure.isConnection { fail(failure) } else { leave() }
    default: break
    }
  }

  private func settle() {
    if let ending {
      self.ending = nil
      actions.append(ending)
    } else if let readback {
      if readback.verdict == true { finish(.published) } else { leave() }
    } else {
      decide()
    }
  }

  private func decide() {
    guard let last = record.files.indices.last, finalStatus?.size == record.files[last].size, !temporaries[last] else {
      return leave()
    }
    if usesTemporaryNames {
      // Its temporary name is gone and the final one is there: it was renamed, if renaming had begun.
      return record.state == .verified || record.state == .uncertain ? finish(.published) : leave()
    }
    let file = record.files[last]
    readback = Readback(path: final(last), size: file.size, expected: file.sha256, reason: .recognising)
    readOn()
    if outstanding == 0 { settle() }
  }

  private func readOn() {
    guard let readback else { return }
    for read in readback.nextReads() {
      submit(.read(readback.path, offset: read.offset, count: read.count), 0, .readBack(offset: read.offset))
    }
  }

  /// It did not become visible: removes what is left of it.
  private func leave() {
    readback = nil
    for index in record.files.indices where usesTemporaryNames {
      if temporaries[index] {
        submit(.remove(temporary(index)), index, .cleanUp)
      } else if record.state == .verified || record.state == .uncertain, temporaries.contains(true) {
        // The audio was renamed, its CSV was not.
        submit(.remove(final(index)), index, .cleanUp)
      }
    }
    end(.finish(.settled(.planned)))
  }

  private func finish(_ state: ParcelState) { end(.finish(.settled(state))) }

  private func fail(_ failure: RemoteFailure) {
    end(failure.isTransient ? .retry(failure) : .finish(.parcel(.failed(failure))))
  }

  private func end(_ action: JobAction) {
    if ending == nil { ending = action }
    if outstanding == 0, let ending {
      self.ending = nil
      actions.append(ending)
    }
  }

  private func submit(_ operation: RemoteOperation, _ file: Int, _ purpose: Slot.Purpose) {
    outstanding += 1
    actions.append(.submit(operation, Slot(file, purpose)))
  }

  private func takeActions() -> [JobAction] {
    defer { actions.removeAll() }
    return actions
  }

  private func final(_ index: Int) -> String { SlashPath.join(root, record.files[index].path) }

  private func temporary(_ index: Int) -> String {
    TemporaryName.path(for: final(index), token: record.token, isCut: isCut(record.files[index].size))
  }
}
