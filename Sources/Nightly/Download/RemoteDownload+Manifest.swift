import Delivery
import Files
import SFTP

extension RemoteDownload {
  /// Fetches the manifest before all else, where the tree has one at its top. What is wrong with it is a failure, and the
  /// other files are fetched all the same.
  func fetchManifest(_ stage: borrowing DownloadStage) {
    let name = RemotePath(Manifest.name)
    let path = listing[0].path.appending(name)
    guard listing[0].isFolder, options.selection.allows(Manifest.name), let attributes = try? client.status(path),
      attributes.kind == .file || attributes.kind == .unknown
    else { return }
    hasManifest = true
    do throws(SFTPError) {
      try take(RemoteItem(path: path, place: name, attributes: attributes), stage)
    } catch {
      outcome.add(error)
    }
  }

  private func take(_ item: RemoteItem, _ stage: borrowing DownloadStage) throws(SFTPError) {
    let version = FileVersion(item.attributes)
    let job = DownloadJob(
      item: item, target: try target.localPath(item), part: stage.part(item.place, version), version: version)
    try? Folder.removeFile(job.part)
    let bytes = try client.download(Download(item.path, to: job.part, version: version))
    do throws(OutboxError) {
      manifest = try ManifestCheck(job.part)
    } catch {
      throw SFTPError(.failure, "\(item.path): the sums cannot be used: \(reason(error))", path: item.path)
    }
    switch target.standing(job.target, version) {
    case .same: outcome.present += 1
    case .another where !target.replaces: throw target.refusal(item, job.target)
    case .another, .nothing:
      try target.place(job)
      outcome.files += 1
      outcome.bytes += bytes
    }
  }

  private func reason(_ error: OutboxError) -> String {
    if case .badManifest(_, let line, let reason) = error { "line \(line): \(reason)" } else { "\(error)" }
  }
}
