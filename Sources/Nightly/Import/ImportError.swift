public import Dump
public import Files
public import SQLite
public import Sedric

/// Why an import ended before its end. Nothing is left at its output then.
public enum ImportError: Error {
  /// Something stands at the output already.
  case exists(String)
  /// There is nothing that could be read back; with the paths that cannot be opened, and the system's reasons.
  case nothing([(path: String, reason: String)])
  /// The output cannot be written.
  case output(SystemError)
  /// The SQLite file cannot be written.
  case database(SQLiteError)
  /// A file of results that was whole a moment ago cannot be read.
  case results(DumpError)
  /// A file that was valid a moment ago cannot be read.
  case changed(path: String, ParcelReader.Failure)
}
