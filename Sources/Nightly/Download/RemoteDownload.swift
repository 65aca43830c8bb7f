import Bytes
import Delivery
import Files
import Glibc
public import SFTP

/// The fetching of a remote file or tree, many files at once.
///
/// Bytes are gathered in a hidden folder of the target, and a file gets its name when it is whole, is what was listed, and
/// has the SHA-256 that a manifest on the server promises. What a download that was cut off has gathered is gone on with;
/// what is here already with the same size and time is not fetched again; what is another is never replaced unasked.
public final class RemoteDownload {
  let client: SFTPClient
  let options: DownloadOptions
  var target: DownloadTarget
  var outcome = DownloadOutcome()
  var manifest = ManifestCheck()
  /// Whether the manifest was fetched, so that it is not asked for again among the other files.
  var hasManifest = false
  let listing: RemoteListing
  private let progress: (Int64) -> Void
  /// Whether the server answers in order, so that unfinished files have no holes. Asked for at the beginning, as a lost
  /// server cannot say.
  let isInOrder: Bool
  private var cursor = 0
  /// Files under way by their tag, and the bytes of each that have come since it was asked for.
  private var jobs: [UInt64: DownloadJob] = [:]
  private var coming: [UInt64: Int64] = [:]
  private var nextTag: UInt64 = 0
  /// Files to be asked for again.
  private var again: [DownloadJob] = []
  /// Lost connections in a row, with nothing fetched in between.
  private var losses = 0
  /// Why nothing more is begun.
  private var end: SFTPError?

  /// Lost connections in a row after which a download ends.
  private static let mostLosses = 6
  /// How often a file that changes is begun anew.
  static let mostChanges = 2

  private init(
    _ client: SFTPClient, _ listing: RemoteListing, _ target: DownloadTarget, _ options: DownloadOptions,
    _ progress: @escaping (Int64) -> Void
  ) {
    self.client = client
    self.listing = listing
    self.target = target
    self.options = options
    self.progress = progress
    isInOrder = (client.server?.profile ?? client.configuration.profile ?? .generic).worksInOrder
  }

  /// Fetches what was listed to `target`: a file to that path, or a folder's contents below it. `progress` gets the bytes
  /// fetched so far.
  public static func run(
    _ client: SFTPClient, _ listing: RemoteListing, to target: String, options: DownloadOptions = DownloadOptions(),
    progress: @escaping (Int64) -> Void = { _ in }
  ) throws(DownloadError) -> DownloadOutcome {
    let isFolder = listing[0].isFolder
    if isFolder { do { try Folder.make(target) } catch { throw .target(error) } }
    let stage = try DownloadStage(DownloadStage.path(for: target, isFolder: isFolder))
    let download = RemoteDownload(
      client, listing,
      DownloadTarget(target, replaces: options.replaces, foldsCase: options.foldsCase ?? stage.foldsCase), options,
      progress)
    download.fetchManifest(stage)
    while download.step(stage) {}
    download.conclude()
    // What is left of unfinished files is what the next download goes on with.
    if download.outcome.failureCount == 0 { stage.remove() }
    return download.outcome
  }

  // MARK: Steps

  /// Keeps enough files under way, and takes what has come. False when all is done.
  private func step(_ stage: borrowing DownloadStage) -> Bool {
    let most = client.configuration.filesInFlight * max(2, client.configuration.connections)
    var operations: [(SFTPOperation, UInt64)] = []
    while end == nil, jobs.count < most, let job = again.popLast() ?? nextJob(stage) {
      operations.append((operation(for: job), nextTag))
      jobs[nextTag] = job
      nextTag += 1
    }
    client.submit(operations)
    guard !jobs.isEmpty else { return end == nil && cursor < listing.count }
    take(client.wait(), stage)
    progress(outcome.bytes + coming.values.reduce(0, +))
    return true
  }

  /// The next listed file that has to be fetched.
  private func nextJob(_ stage: borrowing DownloadStage) -> DownloadJob? {
    while cursor < listing.count {
      let item = listing[cursor]
      cursor += 1
      do throws(SFTPError) {
        if let job = try plan(item, stage) { return job }
      } catch {
        manifest.sawOnly(item.place)
        outcome.add(error)
      }
    }
    return nil
  }

  private func operation(for job: DownloadJob) -> SFTPOperation {
    if job.isComparing {
      let count = min(job.start, Self.comparedBytes)
      return .readRange(job.item.path, offset: UInt64(job.start - count), count: Int(count))
    }
    return .download(Download(job.item.path, to: job.part, from: job.start, version: job.version))
  }

  /// Bytes at the end of an unfinished file that must be the server's.
  static let comparedBytes: Int64 = 32 << 10

  private func take(_ events: [SFTPEvent], _ stage: borrowing DownloadStage) {
    var lost: SFTPError?
    for event in events {
      switch event {
      case .progress(let tag, let bytes):
        if jobs[tag]?.isComparing == false { coming[tag] = bytes }
        losses = 0
      case .finished(let tag, let result):
        coming[tag] = nil
        guard let job = jobs.removeValue(forKey: tag) else { continue }
        do throws(SFTPError) {
          if let job = try settle(job, try result.get()) { again.append(job) } else { losses = 0 }
        } catch {
          if error.endsConnection, error.isTransient {
            lost = error
            again.append(resumed(job, stage))
          } else if let job = try? renewed(job, error, stage) {
            again.append(job)
          } else {
            fail(job, error)
          }
        }
      }
    }
    if let lost { pause(after: lost) }
  }

  private func fail(_ job: DownloadJob, _ error: SFTPError) {
    manifest.sawOnly(job.item.place)
    // All that was under way when the disk became full fails with the same words.
    if end?.code == .noSpace, error.code == .localFile { outcome.failureCount += 1 } else { outcome.add(error) }
    if error.endsConnection { end = error }
    // A full disk stays full for every further file.
    if error.code == .localFile, let free = try? Folder.availableBytes(Folder.parent(of: job.part) ?? "."),
      free < 1 << 20
    {
      end = SFTPError(.noSpace, "the disk of \(target.path) is full. Free some space and fetch again.")
    }
  }

  /// Waits before a new connection is tried, and gives up after too many.
  private func pause(after error: SFTPError) {
    losses += 1
    if losses > Self.mostLosses {
      end = error
    } else {
      usleep(UInt32(min(30, options.firstPause * Double(1 << (losses - 1))) * 1_000_000))
    }
  }

  /// Says what was not begun, and what a manifest promises and the server does not have.
  private func conclude() {
    if let end {
      outcome.end = end
      let left = again.count + (cursor..<listing.count).count { !listing[$0].isFolder }
      if left > 0 { outcome.add(SFTPError(end.code, "\(left) files were not fetched: \(end.message)")) }
      outcome.failureCount += max(0, left - 1)
      return
    }
    for name in manifest.missing where options.selection.takes(name, modified: nil) {
      let path = listing[0].path.appending(RemotePath(name))
      outcome.add(
        SFTPError(
          .notFound, "\(path): named in the server's \(Manifest.name), but not in its listing. Ask where it went.",
          path: path))
    }
  }
}
