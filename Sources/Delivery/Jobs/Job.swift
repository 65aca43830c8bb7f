import Ledger

/// A piece of a delivery as a pure state machine: it is told what happened and answers with what is to be done. It does no
/// input or output of its own, so that all its ways can be walked in tests.
protocol Job: AnyObject {
  /// Begins, or begins again after a failure that it asked to be retried for.
  func begin() -> [JobAction]

  /// Takes an event in.
  func handle(_ event: JobEvent) -> [JobAction]
}

/// What a job wants done.
enum JobAction: Equatable {
  /// Submit the operation and bring its answer back with the slot.
  case submit(RemoteOperation, Slot)
  /// Record the state durably, with the reason where there is one, then send `recorded`.
  case record(ParcelState, reason: String? = nil)
  /// Compare the remote bytes with the local file's at the offset, and send `compared`.
  case compareLocal(file: Int, offset: Int64, bytes: [UInt8])
  /// Look whether the local file is still the one that was planned, and send `sourceChecked`.
  case checkSource(file: Int)
  /// These ranges of the file have arrived under its temporary name: note that, durably but without an answer.
  case noteArrived(file: Int, ranges: [Range<Int64>])
  /// So many bytes of the file are on the server already and need not be sent.
  case credit(bytes: Int64)
  /// What was sent was there already, though the ledger did not know it: others may be too.
  case foundThere
  /// The file is read back, as the server's own hash of it is not to be had or not to be trusted.
  case readsBack(reason: String)
  /// The server does not let files be gone on with: none is from here on.
  case resumeRefused(RemoteFailure)
  /// Begin again after a while: nothing of the job is under way.
  case retry(RemoteFailure)
  /// The job is over: nothing of it is under way.
  case finish(JobResult)
}

/// How a job ended.
enum JobResult: Equatable {
  /// A parcel has its outcome.
  case parcel(ParcelOutcome)
  /// It is known what became of an earlier attempt at other contents.
  case settled(ParcelState)
  /// A folder is there; whether the server made it for us just now, so that nothing is in it.
  case folderReady(isNew: Bool)
  /// A folder is not there and cannot be made.
  case folderFailed(RemoteFailure)
}

/// What happened to a job.
enum JobEvent {
  /// An operation was answered.
  case reply(Slot, Result<RemoteReply, RemoteFailure>)
  /// The state that was to be recorded is durable.
  case recorded
  /// The answer to `compareLocal`.
  case compared(file: Int, offset: Int64, isSame: Bool)
  /// The answer to `checkSource`: nil where nothing has changed.
  case sourceChecked(file: Int, problem: RemoteFailure?)
}

/// Which of a job's operations an answer belongs to.
struct Slot: Hashable {
  enum Purpose: Hashable {
    case temporaryStatus, finalStatus, upload, size, tail, readBack(offset: Int64), hash, rename, taken, clear, cleanUp,
      folder, partTail(Int), part(Int64), discard, emptying
  }

  var file: Int
  var purpose: Purpose

  init(_ file: Int, _ purpose: Purpose) {
    self.file = file
    self.purpose = purpose
  }
}
