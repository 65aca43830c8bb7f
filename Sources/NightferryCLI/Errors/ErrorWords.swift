import CSV
import CommandLineKit
import Delivery
import Dump
import Files
import HTMLText
import Ledger
import Mail
import Nightly
import SFTP
import SQLite

/// The one place that turns an error of any room into words and an exit code.
///
/// Every case says what happened, where, and what to do. An error that has no case here is a bug to be reported, exit 1.
enum ErrorWords {
  /// The failure with its code.
  static func failure(_ error: any Error) -> Failure {
    var failure = words(error)
    if failure.reference.isEmpty { failure.reference = ErrorNumber(error).code }
    return failure
  }

  private static func words(_ error: any Error) -> Failure {
    switch error {
    case let error as Failure: error
    case let error as UsageError: Failure(.usage, error.message, advice: error.advice)
    case let error as SystemError: system(error)
    case let error as CSVError: csv(error)
    case let error as ConfigurationError: configuration(error)
    case let error as FlowError:
      Failure(ExitCode(rawValue: error.exitCode) ?? .internalError, error.message, advice: error.advice)
    case let error as ImportError: importing(error)
    case let error as DownloadError: downloading(error)
    case let error as DumpError: words(FlowError.dump(error))
    case let error as LedgerError: ledger(error)
    case let error as SQLiteError: Failure(error.isOutOfSpace ? .incomplete : .usage, error.description)
    case let error as SFTPError: Failure(code(error.code), error.description)
    case let error as RemoteFailure: Failure(code(error.code), error.description)
    case let error as ServerError: Failure(.usage, error.problem, advice: sentence(error.fix))
    case let error as OutboxError: outbox(error)
    case let error as MailError: Failure(error == .noLibrary ? .usage : .refused, error.description)
    case let error as HTMLTextError: Failure(.refused, error.description)
    default:
      Failure(.internalError, "internal error: \(error)", advice: "This is a bug in nightferry. Please report it.")
    }
  }

  /// A file or system call. What the user named and is not there or not allowed is usage; a full disk can be resumed.
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
    return Failure(error.isWrongPath ? .usage : .internalError, error.description)
  }

  private static func configuration(_ error: ConfigurationError) -> Failure {
    let place = error.line.map { "\(error.file) line \($0)" } ?? error.file
    let keys = error.keyPath.isEmpty ? "" : "\(error.keyPath): "
    return Failure(.usage, "\(place): \(keys)\(error.problem)", advice: sentence(error.fix))
  }

  private static func ledger(_ error: LedgerError) -> Failure {
    switch error {
    case .locked: Failure(.locked, error.description)
    case _ where error.isOutOfSpace: Failure(.incomplete, error.description)
    case .notALedger, .tooNew, .tooOld, .database, .file: Failure(.usage, error.description)
    }
  }

  private static func outbox(_ error: OutboxError) -> Failure {
    switch error {
    case .file(let cause): system(cause)
    case .badManifest, .changed, .missing, .empty, .badName, .leadsOut, .leadsNowhere:
      Failure(.usage, error.description)
    }
  }

  /// `fix` with a full stop, where it does not end in one.
  private static func sentence(_ fix: String) -> String {
    fix.isEmpty || fix.hasSuffix(".") || fix.hasSuffix("?") ? fix : "\(fix)."
  }
}
