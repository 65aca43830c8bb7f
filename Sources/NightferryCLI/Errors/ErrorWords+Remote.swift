import CommandLineKit
import Delivery
import SFTP

extension ErrorWords {
  /// What a process ends with that stopped at a server's refusal or silence.
  static func code(_ code: SFTPError.Code) -> ExitCode {
    switch code {
    case .authentication, .hostKey: .authentication
    case .connectionLost, .stalled, .unreachable, .protocolViolation, .noCommonAlgorithm: .network
    case .configuration, .notFound: .usage
    case .permissionDenied, .noSpace, .quota, .alreadyThere, .unsupported, .failure, .sizeMismatch, .changed,
      .localFile,
      .cancelled:
      .incomplete
    }
  }

  /// The same for a store behind `Delivery`.
  static func code(_ code: RemoteFailure.Code) -> ExitCode {
    switch code {
    case .authentication, .hostKey: .authentication
    case .connectionLost, .stalled, .unreachable, .protocolViolation, .incompatible: .network
    case .configuration: .usage
    case .notFound, .permissionDenied, .noSpace, .alreadyThere, .unsupported, .failure, .localFile: .incomplete
    }
  }
}
