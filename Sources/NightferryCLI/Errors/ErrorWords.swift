import CommandLineKit
import Files

/// The one place that turns an error of any room into words and an exit code.
///
/// Every case says what happened, where, and what to do. An error that has no case here is a bug to be reported, exit 1.
enum ErrorWords {
  static func failure(_ error: any Error) -> Failure {
    switch error {
    case let error as Failure: error
    case let error as UsageError: Failure(.usage, error.message, advice: error.advice)
    case let error as SystemError: system(error)
    default:
      Failure(.internalError, "internal error: \(error)", advice: "This is a bug in nightferry. Please report it.")
    }
  }

  /// A file or system call. What the user named and is not there or not allowed is usage; the rest is internal.
  static func system(_ error: SystemError) -> Failure {
    if error.isNotFound { return Failure(.usage, error.description, advice: "Check the path for typing errors.") }
    if error.isOutOfSpace {
      return Failure(
        .incomplete, error.description,
        advice: "Free some space and run again; nothing that was delivered is sent twice.")
    }
    if error.isPermission {
      return Failure(.usage, error.description, advice: "Give the user that runs nightferry access to it.")
    }
    return Failure(.internalError, error.description)
  }
}
