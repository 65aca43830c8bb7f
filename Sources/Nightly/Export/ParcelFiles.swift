import Bytes
import Delivery
import Files
import Ledger
import Sedric

/// A parcel that is about to be written, as far as its hash needs it.
struct ParcelFiles {
  let kind: FileKind
  let id: [UInt8]
  /// The name of the file with the rows.
  let name: String
  /// The hash of the file with the rows, once it was needed; else the writing thread works it out.
  var text: SHA256Digest?
  /// The recording of a call.
  var audio: Recording?
  /// The recording's hash, once it was needed.
  private(set) var audioHash: SHA256Digest?

  init(kind: FileKind, id: [UInt8], name: String) {
    self.kind = kind
    self.id = id
    self.name = name
  }

  /// The hash of the parcel's contents as the ledger keeps it.
  mutating func hash() throws(SystemError) -> SHA256Digest? {
    guard let text else { return nil }
    var files = [file(name, text)]
    if let audio {
      let hash = try FileHash.sha256(of: audio.path)
      audioHash = hash
      files.append(file(String(name.dropLast(4)) + ".mp3", hash))
    }
    return Parcel(kind: kind.rawValue, id: id, files: files).hash
  }

  private func file(_ name: String, _ hash: SHA256Digest) -> ParcelFile {
    ParcelFile(
      localPath: "", remotePath: "\(kind.rawValue)/\(name)", size: 0, modified: Timestamp(seconds: 0), sha256: hash)
  }
}

extension KindExport {
  /// What the ledger says of a parcel; `send` where there is no ledger.
  func verdict(on parcel: inout ParcelFiles) throws(FlowError) -> LedgerView.Verdict {
    guard let ledger = context.ledger else { return .send }
    do throws(LedgerError) {
      guard try ledger.knows(kind: kind.rawValue, id: parcel.id) else { return .send }
    } catch {
      throw .ledger(error)
    }
    parcel.text = batch.begunHash()
    let hash: SHA256Digest?
    do { hash = try parcel.hash() } catch { throw .file(error, purpose: "the recording") }
    guard let hash else { return .send }
    do { return try ledger.verdict(kind: kind.rawValue, id: parcel.id, hash: hash) } catch { throw .ledger(error) }
  }
}
