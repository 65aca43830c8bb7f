import CSV
import CommandLineKit
import Files

extension ErrorWords {
  /// A CSV file that cannot be opened is usage; one that breaks the rules is refused.
  static func csv(_ error: CSVError) -> Failure {
    switch error.kind {
    case .stream(.system(let cause)): system(cause)
    case .stream(.unknownEncoding), .dialect: Failure(.usage, error.description)
    default: Failure(.refused, error.description)
    }
  }
}
