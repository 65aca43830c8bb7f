import CSV
import CommandLineKit
import Files
import Nightly
import Sedric

extension ErrorWords {
  /// What ended an import. Nothing is left at its output.
  static func importing(_ error: ImportError) -> Failure {
    switch error {
    case .exists(let path):
      Failure(.usage, "\(path) is there already.", advice: "Name another output, or replace it with --force.")
    case .nothing(let missing):
      if let (path, reason) = missing.first {
        Failure(
          .usage, "\(path): \(reason); there is nothing to read back.",
          advice: "Check the path, and whether you may read it.")
      } else {
        Failure(.usage, "There are no files of the vendor's to read back.", advice: "Name an outbox or its files.")
      }
    case .output(let error): failure(error)
    case .database(let error): failure(error)
    case .results(let error): failure(error)
    case .changed(let path, let cause):
      Failure(.refused, "\(path): \(words(cause))", advice: "The file changed while it was read; import it again.")
    }
  }

  /// What kept a download from beginning.
  static func downloading(_ error: DownloadError) -> Failure {
    switch error {
    case .locked(let path):
      Failure(
        .locked, "\(path): another process is fetching into this place.",
        advice: "Wait until it has ended, or fetch into another folder.")
    case .target(let error): failure(error)
    }
  }

  private static func words(_ failure: ParcelReader.Failure) -> String {
    switch failure {
    case .system(let error): error.reason
    case .csv(let error): error.problem
    case .json(let error): "\(error)"
    }
  }
}
