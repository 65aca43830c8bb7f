public import Dump
public import Files
public import Ledger
import SQLite

/// Why a flow ended before its end.
public enum FlowError: Error, Sendable {
  /// The configuration is wrong, or does not fit the dump.
  case configuration(ConfigurationError)
  /// The dump cannot be read.
  case dump(DumpError)
  /// The ledger cannot be used, or another run holds it.
  case ledger(LedgerError)
  /// A file of ours cannot be written or read; `purpose` names it, as in `the outbox`.
  case file(SystemError, purpose: String)
  /// Another process builds the outbox.
  case outboxLocked(String)
  /// More records were refused than the configuration allows; nothing was sent.
  case tooManyRejects(rejected: Int, read: Int, folder: String)
  /// Something that must not happen: a bug.
  case internalFault(String)
  /// Somebody asked the run to end.
  case cancelled
  /// An option contradicts another, or the configuration.
  case usage(String, advice: String)

  /// The exit code, as DESIGN lists them.
  public var exitCode: Int32 {
    switch self {
    case .configuration, .usage: 2
    case .dump(let error):
      switch error.kind {
      case .noSpace: 4
      case .authentication: 5
      case .unreachable: 6
      default: 2
      }
    case .ledger(let error):
      if case .locked = error { 7 } else if error.isOutOfSpace { 4 } else { 2 }
    case .file(let error, _):
      if error.isOutOfSpace { 4 } else { error.isNotFound || error.isPermission || error.isWrongPath ? 2 : 1 }
    case .outboxLocked: 7
    case .tooManyRejects: 3
    case .cancelled: 4
    case .internalFault: 1
    }
  }

  /// What happened and where.
  public var message: String {
    switch self {
    case .configuration(let error): error.place + error.problem
    case .dump(let error): error.place + error.problem
    case .ledger(let error): error.description
    case .file(let error, let purpose): "\(purpose) cannot be written: \(error)"
    case .outboxLocked(let path): "\(path): another process is building this outbox"
    case .tooManyRejects(let rejected, let read, _):
      "\(rejected) of \(read) records were refused, more than maxRejects allows; nothing was sent"
    case .cancelled: "interrupted before anything was sent"
    case .internalFault(let message): "internal error: \(message)"
    case .usage(let message, _): message
    }
  }

  /// What to do about it.
  public var advice: String? {
    switch self {
    case .configuration(let error): error.advice
    case .dump(let error): error.fix + "."
    case .ledger: nil
    case .file(let error, _):
      if error.isOutOfSpace {
        "Free some space and run again; nothing half-written is left, and nothing that was delivered is sent twice."
      } else if error.isPermission {
        "Give the user that runs nightferry access to it."
      } else if error.isInUse {
        "It may be a mount of its own, which cannot be replaced: name a folder within it."
      } else {
        "Check the path in the configuration, and the disk."
      }
    case .outboxLocked: "Wait until it is done, or give this one another --outbox."
    case .tooManyRejects(_, _, let folder):
      "Look at the files in \(folder): a dump that is broken as a whole is best made again."
    case .cancelled: "Run again; the outbox and the rejects are as they were before."
    case .internalFault: "This is a bug in nightferry. Please report it."
    case .usage(_, let advice): advice
    }
  }
}

extension ConfigurationError {
  /// The file, line and keys, with a colon behind them.
  var place: String {
    let file = line.map { "\(self.file) line \($0)" } ?? self.file
    return keyPath.isEmpty ? "\(file): " : "\(file): \(keyPath): "
  }

  /// The fix as a sentence.
  var advice: String { fix.hasSuffix("?") ? fix : "\(fix)." }
}

extension DumpError {
  /// The file and line, with a colon behind them.
  var place: String { line.map { "\(path) line \($0): " } ?? "\(path): " }
}
