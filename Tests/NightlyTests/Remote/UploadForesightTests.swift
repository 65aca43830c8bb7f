import Bytes
import Delivery
import Files
import Glibc
import Ledger
import Nightly
import TestSupport
import Testing

/// What an upload takes over from the ledger instead of reading its files again.
@Suite struct UploadForesightTests {
  let folder: TemporaryFolder
  let ledger: Ledger
  /// Not the hash of the file: whoever reads it finds another.
  let noted = SHA256.hash("noted".utf8.span)

  init() throws {
    folder = try TemporaryFolder()
    ledger = try Ledger(path: folder.file("ledger"))
  }

  /// Uploads `chat/a.csv`, which an earlier run has planned with the noted hash, and returns the hash that it was sent under.
  private func upload(beforehand: (String) throws -> Void = { _ in }) throws -> SHA256Digest? {
    let file = try folder.write("contents", to: "out/chat/a.csv")
    let target = try UploadTarget(folder.file("there"), login: ServerLogin())
    let status = try FileStatus.of(file)
    let key = ParcelKey(destination: target.name, kind: "chat", id: Array("a".utf8))
    let record = FileRecord(path: "chat/a.csv", size: status.size, modified: status.modified, sha256: noted)
    var parcel = try Outbox.parcels(in: folder.file("out"), hashing: .none)[0]
    parcel.files[0].sha256 = noted
    let first = try ledger.beginRun(command: "test")
    let claimant = Claimant(run: first, token: TemporaryName.newToken(), lease: .now(), now: .now())
    _ = try ledger.claim([ParcelClaim(key: key, hash: try #require(parcel.hash), files: [record])], for: claimant)
    try beforehand(file)
    var job = UploadJob(folder: folder.file("out"), target: target, environment: [:])
    job.ledger = (ledger, try ledger.beginRun(command: "test"))
    #expect(try job.run().summary.total.delivered == 1)
    return try ledger.find(key, withFiles: true)?.files.first?.sha256
  }

  @Test func unchangedFileOfAnUnfinishedParcel_keepsItsHash() throws {
    #expect(try upload() == noted)
  }

  @Test func changedTime_isReadAgain() throws {
    let found = try upload { file in
      var times = [timespec(tv_sec: 1_000_000_000, tv_nsec: 1), timespec(tv_sec: 1_000_000_000, tv_nsec: 1)]
      #expect(unsafe utimensat(AT_FDCWD, file, &times, 0) == 0)
    }
    #expect(found == SHA256.hash("contents".utf8.span))
  }

  @Test func changedSize_isReadAgain() throws {
    let found = try upload { _ in try folder.write("contents and more", to: "out/chat/a.csv") }
    #expect(found == SHA256.hash("contents and more".utf8.span))
  }

  @Test func otherHashInTheManifest_isLookedInto() throws {
    let found = try upload { _ in
      try Manifest.write(
        [ManifestEntry(path: "chat/a.csv", sha256: SHA256.hash("contents".utf8.span))], in: folder.file("out"))
    }
    #expect(found == SHA256.hash("contents".utf8.span))
  }
}
