import Bytes
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
      let fix =
        error.code == .notFound
        ? "Name a folder that is there; a path without a slash in front starts at the home folder."
        : "Ask the operator for the right to write there."
      report(DoctorLine(.failure, "create", error.message, fix: fix))
      throw error
    }
    step("append", "writing behind the end, so that a broken file is resumed", "a broken file is sent anew") {
      () throws(SFTPError) in
      var upload = Upload(bytes: Self.words + Self.words, to: path, mode: .resume)
      upload.start = Int64(Self.words.count)
      try client.upload(upload)
    }
    step("fsync", "with --fsync a file is on the server's disk before it counts as sent", "--fsync does nothing") {
      () throws(SFTPError) in
      guard client.server?.extensions.fsync == true else { throw SFTPError(.unsupported, "not announced") }
      var upload = Upload(bytes: Self.words, to: path, mode: .truncate)
      upload.synchronize = true
      try client.upload(upload)
    }
    compareClocks()
    let withoutRename =
      client.server?.profile.renames == false
      ? "files grow under their names"
      : "an upload needs the profile aws-transfer, with which files grow under their names"
    step("rename", "files appear under their names whole", withoutRename) { () throws(SFTPError) in
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

  /// The time that the server gave the file beside this machine's.
  private func compareClocks() {
    guard let times = try? client.status(path).times else { return }
    let ahead = Int64(times.modified) - Timestamp.now().seconds
    if abs(ahead) <= 120 {
      report(DoctorLine(.ok, "clock", "the server's is the same as here"))
    } else {
      let words = "the server's is \(abs(ahead)) seconds \(ahead > 0 ? "ahead of" : "behind") this machine's"
      report(
        DoctorLine(
          .warning, "clock", words,
          fix: "Set the one that is wrong; times in reports and listings differ by so much."))
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
