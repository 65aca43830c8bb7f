import Threads

/// Whom an operation's end is told to.
enum Ticket {
  /// The completion queue, under the caller's tag.
  case queue(UInt64)
  /// A thread that waits for just this operation.
  case waiter(Waiter)
}

/// A place for one outcome, for a thread that waits for it.
final class Waiter: Sendable {
  private let outcome = Monitor<Result<SFTPReply, SFTPError>?>(nil)

  func finish(_ result: Result<SFTPReply, SFTPError>) {
    outcome.change { $0 = result }
  }

  func wait() -> Result<SFTPReply, SFTPError> {
    while true {
      if let result = outcome.wait(until: nil, { $0 }) { return result }
    }
  }
}
