import SFTP

/// Finds out what writing in a folder can do, with one small file that is removed again.
struct WriteProbe {
  private let client: SFTPClient
  private let path: RemotePath
  private let other: RemotePath
  private let report: (DoctorLine) -> Void
  private static let words = Array("nightferry doctor was here\n".utf8)

  init(_ client: SFTPClient, folder: RemotePath, report: @escaping (DoctorLine) -> Void) {
    self.client = client
    self.report = report
    let number = UInt32.random(in: 0...UInt32.max)
    path = folder.appending(RemotePath(".nightferry-doctor-\(number)"))
    other = folder.appending(RemotePath(".nightferry-doctor-\(number)-2"))
  }

  /// Creates, extends, forces to disk, renames, renames over, and removes; throws where not even a file can be made.
  func run() throws(SFTPError) {
    defer { for path in [path, other] { try? client.remove(path) } }
    do {
      try client.upload(Upload(bytes: Self.words, to: path, mode: .createNew))
      report(DoctorLine(.ok, "create", "a file in \(path.parent ?? ".")"))
    } catch {
      report(
        DoctorLine(.failure, "create", error.message, fix: "Ask the operator for the right to write there."))
      throw error
    }
    step("append", "writing behind the end, so that a broken file is resumed", "a broken file is sent anew") {
      () throws(SFTPError) in
      var upload = Upload(bytes: Self.words + Self.words, to: path, mode: .resume)
      upload.start = Int64(Self.words.count)
      try client.upload(upload)
    }
    step("rename", "files appear under their names whole", "files grow under their names") { () throws(SFTPError) in
      try client.rename(path, to: other)
      try client.upload(Upload(bytes: Self.words, to: path, mode: .createNew))
    }
    step("rename over", "a file is replaced in one step", "a file is removed before its new version takes the name") {
      () throws(SFTPError) in try client.rename(path, to: other, over: true)
    }
    step("remove", "leftovers can be cleaned up", "leftovers stay on the server") { () throws(SFTPError) in
      for path in [path, other] where (try? client.status(path)) != nil { try client.remove(path) }
    }
  }

  private func step(
    _ subject: String, _ meaning: String, _ otherwise: String, _ body: () throws(SFTPError) -> Void
  ) {
    do {
      try body()
      report(DoctorLine(.ok, subject, meaning))
    } catch {
      report(DoctorLine(.warning, subject, "not here (\(error.code.rawValue)): \(otherwise)"))
    }
  }
}
