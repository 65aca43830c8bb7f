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

/// The code of every error of every room. The switches have no default, so that a new case does not compile without one.
extension ErrorNumber {
  /// The code of an error that `ErrorWords` knows.
  init(_ error: any Error) {
    switch error {
    case is UsageError: self = .commandLine
    case let error as Failure: self = error.code == .internalError ? .internalError : .commandRefused
    case let error as SystemError: self.init(system: error)
    case let error as CSVError: self.init(csv: error)
    case is ConfigurationError: self = .configuration
    case let error as FlowError: self.init(flow: error)
    case let error as DumpError: self.init(dump: error.kind)
    case let error as ImportError: self.init(importing: error)
    case let error as DownloadError: self.init(downloading: error)
    case let error as LedgerError: self.init(ledger: error)
    case let error as SQLiteError: self = error.isOutOfSpace ? .ledgerSpace : .database
    case let error as SFTPError: self.init(sftp: error.code)
    case let error as RemoteFailure: self.init(remote: error.code)
    case is ServerError: self = .serverSettings
    case let error as OutboxError: self.init(outbox: error)
    case let error as MailError: self.init(mail: error)
    case is HTMLTextError: self = .htmlRefused
    default: self = .internalError
    }
  }

  init(system error: SystemError) {
    if error.isNotFound {
      self = .fileNotFound
    } else if error.isOutOfSpace {
      self = .fileSpace
    } else {
      self = error.isPermission ? .filePermission : .fileFailed
    }
  }

  init(csv error: CSVError) {
    if case .stream(.system(let cause)) = error.kind { self.init(system: cause) } else { self = .csvRefused }
  }

  init(flow error: FlowError) {
    switch error {
    case .configuration: self = .configuration
    case .dump(let error): self.init(dump: error.kind)
    case .ledger(let error): self.init(ledger: error)
    case .file(let error, _): self.init(system: error)
    case .outboxLocked: self = .outboxLocked
    case .tooManyRejects: self = .tooManyRejects
    case .internalFault: self = .internalError
    case .cancelled: self = .interrupted
    case .usage: self = .optionsContradict
    }
  }

  init(importing error: ImportError) {
    switch error {
    case .exists: self = .importExists
    case .nothing: self = .importEmpty
    case .output(let cause): self.init(system: cause)
    case .database(let cause): self = cause.isOutOfSpace ? .fileSpace : .database
    case .changed: self = .importChanged
    case .results(let error): self.init(dump: error.kind)
    }
  }

  init(downloading error: DownloadError) {
    switch error {
    case .locked: self = .downloadLocked
    case .target(let cause): self.init(system: cause)
    }
  }

  init(dump kind: DumpError.Kind) {
    switch kind {
    case .notFound: self = .dumpNotFound
    case .noTable: self = .dumpTable
    case .noColumn: self = .dumpColumn
    case .unreadable: self = .dumpUnreadable
    case .malformed: self = .dumpMalformed
    case .changed: self = .dumpChanged
    case .query: self = .dumpQuery
    case .noSpace: self = .dumpSpace
    case .unreachable: self = .unreachable
    case .authentication: self = .authentication
    }
  }

  init(ledger error: LedgerError) {
    switch error {
    case .locked: self = .ledgerLocked
    case .notALedger: self = .ledgerForeign
    case .tooNew: self = .ledgerTooNew
    case .tooOld: self = .ledgerTooOld
    case .database, .file: self = error.isOutOfSpace ? .ledgerSpace : .ledgerFailed
    }
  }

  init(outbox error: OutboxError) {
    switch error {
    case .badManifest: self = .manifestBroken
    case .changed: self = .outboxChanged
    case .missing: self = .outboxMissing
    case .empty: self = .outboxEmpty
    case .badName: self = .outboxName
    case .leadsOut, .leadsNowhere: self = .outboxLink
    case .file(let cause): self.init(system: cause)
    }
  }

  init(mail error: MailError) {
    switch error {
    case .noLibrary, .missingFunction: self = .mailLibrary
    case .notAMessage, .noText: self = .mailRefused
    }
  }

  init(sftp code: SFTPError.Code) {
    switch code {
    case .notFound: self = .remoteNotFound
    case .permissionDenied: self = .remotePermission
    case .noSpace: self = .remoteSpace
    case .quota: self = .remoteQuota
    case .alreadyThere: self = .remoteAlreadyThere
    case .unsupported: self = .remoteUnsupported
    case .failure: self = .remoteFailure
    case .sizeMismatch: self = .sizeMismatch
    case .changed: self = .remoteChanged
    case .localFile: self = .localFile
    case .connectionLost: self = .connectionLost
    case .stalled: self = .stalled
    case .authentication: self = .authentication
    case .hostKey: self = .hostKey
    case .noCommonAlgorithm: self = .noCommonAlgorithm
    case .unreachable: self = .unreachable
    case .protocolViolation: self = .protocolViolation
    case .configuration: self = .loginSettings
    case .cancelled: self = .cancelled
    }
  }

  init(remote code: RemoteFailure.Code) {
    switch code {
    case .notFound: self = .remoteNotFound
    case .permissionDenied: self = .remotePermission
    case .noSpace: self = .remoteSpace
    case .alreadyThere: self = .remoteAlreadyThere
    case .unsupported: self = .remoteUnsupported
    case .failure: self = .remoteFailure
    case .connectionLost: self = .connectionLost
    case .stalled: self = .stalled
    case .authentication: self = .authentication
    case .hostKey: self = .hostKey
    case .unreachable: self = .unreachable
    case .protocolViolation: self = .protocolViolation
    case .incompatible: self = .noCommonAlgorithm
    case .configuration: self = .loginSettings
    case .localFile: self = .localFile
    }
  }
}
