public import Bytes
import Files
import Threads

/// The hashes of a folder's files.
extension Outbox {
  /// Hashes the files of all parcels on as many threads as there are processors, and compares what has a hash from a manifest
  /// with it. Of several failures the first in the parcels' order is thrown.
  ///
  /// - `known`: hashes that need not be found out again, by the parcel's place and in its files' order.
  public static func hash(_ parcels: inout [Parcel], known: [Int: [SHA256Digest]] = [:]) throws(OutboxError) {
    var digests = try digests(of: parcels, known)[...]
    for index in parcels.indices {
      for place in parcels[index].files.indices { parcels[index].files[place].sha256 = digests.popFirst() }
    }
  }

  /// The hashes in the parcels' order, those of a parcel in its files' order.
  private static func digests(
    of parcels: [Parcel], _ known: [Int: [SHA256Digest]]
  ) throws(OutboxError) -> [SHA256Digest] {
    let state = Monitor(HashingState(parcels))
    let loop: @Sendable () -> Void = {
      var buffer = ByteBuffer(capacity: 262_144)
      while let part = state.with({ $0.take(of: parcels) }) {
        do throws(OutboxError) {
          var digests: [SHA256Digest] = []
          for index in part.parcels {
            if let known = known[index] {
              digests += known
            } else {
              digests += try hashed(parcels[index].files, &buffer)
            }
          }
          state.with { $0.finish(part, digests) }
        } catch {
          state.with { $0.fail(part, error) }
        }
      }
    }
    run(loop, helpers: min(WorkerThread.processors, parcels.count) - 1)
    return try state.with { state in state.result }.get()
  }

  /// Runs `loop` here and on further threads; where the system gives none, the others do its part.
  private static func run(_ loop: @escaping @Sendable () -> Void, helpers: Int) {
    guard helpers > 0, let helper = WorkerThread(loop) else { return loop() }
    run(loop, helpers: helpers - 1)
    helper.join()
  }

  private static func hashed(_ files: [ParcelFile], _ buffer: inout ByteBuffer) throws(OutboxError) -> [SHA256Digest] {
    var digests: [SHA256Digest] = []
    for file in files {
      let path = file.localPath
      let digest: SHA256Digest
      do throws(SystemError) {
        digest = try FileHash.sha256(of: path, buffer: &buffer)
      } catch {
        throw error.isNotFound && file.sha256 != nil ? .missing(path: path) : .file(error)
      }
      if let listed = file.sha256, listed != digest { throw .changed(path: path) }
      digests.append(digest)
    }
    return digests
  }
}

/// What the threads that hash share.
private struct HashingState {
  /// Parcels that a thread takes on, and where the first one's hashes go.
  struct Part {
    let parcels: Range<Int>
    let place: Int
  }

  private var next = 0
  private var nextPlace = 0
  private var digests: [SHA256Digest]
  private var failure: (parcel: Int, error: OutboxError)?

  init(_ parcels: [Parcel]) {
    digests = Array(repeating: SHA256.hash([UInt8]().span), count: parcels.reduce(0) { $0 + $1.files.count })
  }

  /// The next few parcels; nil where all are taken, or one has failed.
  mutating func take(of parcels: [Parcel]) -> Part? {
    guard next < parcels.count, failure == nil else { return nil }
    let part = Part(parcels: next..<min(next + 32, parcels.count), place: nextPlace)
    next = part.parcels.upperBound
    nextPlace += parcels[part.parcels].reduce(0) { $0 + $1.files.count }
    return part
  }

  mutating func finish(_ part: Part, _ found: [SHA256Digest]) {
    for (index, digest) in found.enumerated() { digests[part.place + index] = digest }
  }

  mutating func fail(_ part: Part, _ error: OutboxError) {
    if let failure, failure.parcel < part.parcels.lowerBound { return }
    failure = (part.parcels.lowerBound, error)
  }

  var result: Result<[SHA256Digest], OutboxError> {
    failure.map { .failure($0.error) } ?? .success(digests)
  }
}
