import Bytes
import Files
import Glibc

/// The right to write a ledger, held by one process at a time.
///
/// It is a lock on `LEDGER-lock` (`flock`), which the kernel frees when the process ends in whatever way. The file names the
/// holder for others to read and stays where it is: removing it would let two processes lock two files of one name.
struct LedgerLock: ~Copyable {
  private let file: FileDescriptor

  /// Takes the lock of the ledger at `path`, or says who has it.
  init(path: String, now: Timestamp = .now()) throws(LedgerError) {
    let lockPath = "\(path)-lock"
    do throws(SystemError) {
      let file = try FileDescriptor.open(lockPath, .update(mode: 0o600))
      if try file.tryLock() {
        try LedgerLock.write("\(getpid()) \(now.utcText)\n", to: file)
        self.file = file
        return
      }
    } catch {
      throw .file(error)
    }
    let holder = LedgerLock.holder(lockPath)
    throw .locked(path: path, processID: holder.processID, since: holder.since)
  }

  // A child between `fork` and `exec` has a copy of the descriptor, which would hold the lock a moment longer.
  deinit {
    file.unlock()
  }

  private static func write(_ text: String, to file: borrowing FileDescriptor) throws(SystemError) {
    guard ftruncate(file.number, 0) == 0 else {
      throw SystemError(call: "ftruncate", path: file.path, code: errno)
    }
    try file.write(text.utf8.span)
  }

  /// What the lock file says of its holder; a holder that is just writing it is unknown.
  private static func holder(_ path: String) -> (processID: Int32?, since: Timestamp?) {
    guard let bytes = try? FileDescriptor.contents(of: path, limit: 4096) else { return (nil, nil) }
    let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard words.count == 2, let processID = Int32(words[0]) else { return (nil, nil) }
    let since = String(words[1]).utf8.span
    return (processID, TimeFormat.iso8601.parse(since)?.timestamp)
  }
}
