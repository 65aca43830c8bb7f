public import Files

/// Why a dump or one of its tables cannot be read.
public struct DumpError: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public enum Kind: Hashable, Sendable {
    /// Nothing is at the dump's or the file's path.
    case notFound
    /// The dump has no table of this name.
    case noTable
    /// The table has no column of this name.
    case noColumn
    /// The operating system refuses to read.
    case unreadable
    /// The file is not what it should be, as a whole.
    case malformed
    /// The file changed while it was read.
    case changed
    /// A query that the database refuses.
    case query
    /// The disk has no room for sorting or loading.
    case noSpace
    /// The database's server cannot be reached, or went away.
    case unreachable
    /// The database's server refuses the login.
    case authentication
  }

  /// What kind of failure it is.
  public let kind: Kind
  /// The file or folder.
  public let path: String
  /// The line, where there is one.
  public let line: Int?
  /// What is wrong.
  public let problem: String
  /// What to do about it.
  public let fix: String

  /// Creates an error.
  public init(_ kind: Kind, path: String, line: Int? = nil, problem: String, fix: String) {
    self.kind = kind
    self.path = path
    self.line = line
    self.problem = problem
    self.fix = fix
  }

  /// The error of a system call on a dump's file.
  public init(_ error: SystemError, path: String? = nil) {
    let place = path ?? error.path ?? "the dump"
    if error.isNotFound {
      self.init(
        .notFound, path: place, problem: "there is no such file", fix: "Check the path, and that the dump was made")
    } else if error.isOutOfSpace {
      self.init(
        .noSpace, path: place, problem: "the disk is full (\(error.reason))",
        fix: "Free some room there, or set TMPDIR to a folder with more")
    } else {
      self.init(
        .unreadable, path: place, problem: "it cannot be read: \(error.reason)",
        fix: "Check the file's permissions and the disk")
    }
  }
}

extension DumpError: CustomStringConvertible {
  /// `crm-dump/calls.csv line 3: PROBLEM. FIX.`
  public var description: String {
    let place = line.map { "\(path) line \($0)" } ?? path
    return "\(place): \(problem). \(fix)."
  }
}
