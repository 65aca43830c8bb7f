import Bytes
import Delivery
import Files
import SFTP

/// What happens to one file of a download.
extension RemoteDownload {
  /// What has to be fetched of an item; nil where nothing has.
  func plan(_ item: RemoteItem, _ stage: borrowing DownloadStage) throws(SFTPError) -> DownloadJob? {
    if item.isFolder { return try makeFolder(item) }
    let modified = item.attributes.times.map { Timestamp(seconds: Int64($0.modified)) }
    let place = item.place.bytes.isEmpty ? item.path.name : item.place
    // It has come before all else.
    if hasManifest, item.place == RemotePath(Manifest.name) { return nil }
    if let name = place.text, !options.selection.takes(name, modified: modified) {
      manifest.sawOnly(item.place)
      outcome.unselected += 1
      return nil
    }
    guard item.attributes.kind == .file || item.attributes.kind == .unknown else {
      throw SFTPError(.unsupported, "\(item.path): neither a file nor a folder; passed over", path: item.path)
    }
    let local = try target.localPath(item)
    let version = FileVersion(item.attributes)
    switch target.standing(local, version) {
    case .nothing: break
    case .same:
      if try keeps(item, local) { return nil }
    case .another:
      if !target.replaces { throw target.refusal(item, local) }
    }
    do throws(SystemError) { try target.makeParent(of: local) } catch {
      throw SFTPError(.localFile, "\(error)", path: item.path)
    }
    return resumed(
      DownloadJob(item: item, target: local, part: stage.part(item.place, version), version: version), stage)
  }

  private func makeFolder(_ item: RemoteItem) throws(SFTPError) -> DownloadJob? {
    // With a selection only folders with something in them are made.
    guard options.selection.isEverything, !item.place.bytes.isEmpty else { return nil }
    let local = try target.localPath(item)
    do throws(SystemError) { try Folder.make(local) } catch {
      throw SFTPError(.localFile, "\(error)", path: item.path)
    }
    return nil
  }

  /// Whether the file that is here already may stay; its sum is looked at where one is promised.
  private func keeps(_ item: RemoteItem, _ local: String) throws(SFTPError) -> Bool {
    switch try sumHolds(item, local) {
    case .some(false):
      if !target.replaces { throw target.refusal(item, local) }
      return false
    case .some(true): outcome.verified += 1
    case nil: break
    }
    outcome.present += 1
    return true
  }

  private func sumHolds(_ item: RemoteItem, _ path: String) throws(SFTPError) -> Bool? {
    do throws(SystemError) { return try manifest.holds(item.place, path) } catch {
      throw SFTPError(.localFile, "\(error)", path: item.path)
    }
  }

  /// The same job from where it stands now.
  func resumed(_ job: DownloadJob, _ stage: borrowing DownloadStage) -> DownloadJob {
    var job = job
    job.start = stage.usableBytes(job.part, job.version, inOrder: isInOrder)
    job.isComparing = job.start > 0
    // Bytes that cannot be used must not stand behind the end of a shorter file.
    if job.start == 0 { try? Folder.removeFile(job.part) }
    return job
  }

  /// Takes what was asked for; gives the job back where something more is to be asked.
  func settle(_ job: DownloadJob, _ reply: SFTPReply) throws(SFTPError) -> DownloadJob? {
    switch reply {
    case .bytes(let bytes):
      var job = job
      job.isComparing = false
      if hasEnd(job, bytes) { outcome.resumed += 1 } else { job.start = 0 }
      if job.start == 0 { try? Folder.removeFile(job.part) }
      return job
    case .downloaded(let bytes):
      try finish(job)
      outcome.files += 1
      outcome.bytes += bytes
      return nil
    default: return nil
    }
  }

  /// Whether the bytes that are here end as the server's do at that place.
  private func hasEnd(_ job: DownloadJob, _ bytes: [UInt8]) -> Bool {
    guard bytes.count == Int(min(job.start, Self.comparedBytes)) else { return false }
    let place = job.start - Int64(bytes.count)
    return (try? FileDescriptor.contents(of: job.part, at: place, count: bytes.count)) == bytes
  }

  /// Puts a whole file in place, if it is the one that was promised.
  private func finish(_ job: DownloadJob) throws(SFTPError) {
    if let size = job.version.size {
      let here = (try? FileStatus.ofLink(job.part))?.size ?? 0
      guard UInt64(here) == size else {
        try? Folder.removeFile(job.part)
        throw SFTPError(
          .sizeMismatch, "\(job.item.path): \(size) bytes are there and \(here) arrived", path: job.item.path)
      }
    }
    let holds = try sumHolds(job.item, job.part)
    if holds == false {
      try? Folder.removeFile(job.part)
      throw SFTPError(
        .changed,
        "\(job.item.path): its SHA-256 is not the one in the server's \(Manifest.name), and it was not kept. Ask who changed it.",
        path: job.item.path)
    }
    try target.place(job)
    if holds == true { outcome.verified += 1 }
  }

  /// A file that changed while it was fetched, from its beginning and as it is now; nil where it is to fail.
  func renewed(_ job: DownloadJob, _ error: SFTPError, _ stage: borrowing DownloadStage) throws(SFTPError)
    -> DownloadJob?
  {
    guard error.code == .changed, job.changes < Self.mostChanges else { return nil }
    try? Folder.removeFile(job.part)
    var job = job
    let version = FileVersion(try client.status(job.item.path))
    // The same file as listed: its contents are what is wrong, and they will not mend.
    guard version != job.version else { return nil }
    job.version = version
    job.part = stage.part(job.item.place, version)
    job.changes += 1
    return resumed(job, stage)
  }
}
