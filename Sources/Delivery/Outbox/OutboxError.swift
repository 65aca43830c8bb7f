public import Files

/// Why a folder cannot be delivered as it is.
public enum OutboxError: Error, Hashable, Sendable {
  /// The manifest has a line that cannot be used.
  case badManifest(path: String, line: Int, reason: String)
  /// A file's contents are not those that the manifest names.
  case changed(path: String)
  /// A file that the manifest names is not there.
  case missing(path: String)
  /// There is nothing to deliver in the folder.
  case empty(path: String)
  /// A name cannot be sent: it is not UTF-8.
  case badName(path: String)
  /// A link leads out of the folder, or the file lies behind one that does.
  case leadsOut(path: String)
  /// A link leads to nothing, or in a circle.
  case leadsNowhere(path: String)
  /// A system call failed.
  case file(SystemError)
}

extension OutboxError: CustomStringConvertible {
  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .badManifest(let path, let line, let reason):
      "\(path) line \(line): \(reason). Export again, or make it anew with sha256sum."
    case .changed(let path):
      "\(path): the contents are not those in \(Manifest.name). Export again, or make the manifest anew with sha256sum."
    case .missing(let path):
      "\(path): named in \(Manifest.name), but not there. Export again."
    case .empty(let path):
      "\(path): there are no files to deliver."
    case .badName(let path):
      "\(path): the file's name is not UTF-8. Rename it."
    case .leadsOut(let path):
      "\(path): a link leads out of the folder here, and what is elsewhere is not sent. Put a copy of the file in its place."
    case .leadsNowhere(let path):
      "\(path): a link that leads to no file. Put the file in its place, or remove the link."
    case .file(let error):
      "\(error)"
    }
  }
}
