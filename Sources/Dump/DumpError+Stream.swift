import Files

extension DumpError {
  /// The error of a stream that could not be read on.
  init(_ error: StreamError, path: String) {
    switch error {
    case .system(let error): self.init(error, path: path)
    case .damaged(_, let format, let offset, let reason):
      self.init(
        .malformed, path: path, problem: "the \(format.rawValue) data are damaged at byte \(offset): \(reason)",
        fix: "Make the dump again")
    case .unknownEncoding(let name):
      self.init(
        .unreadable, path: path, problem: "this system's iconv does not know the encoding \(name)",
        fix: "Correct the table's encoding in the configuration (\"iconv -l\" lists what there is)")
    }
  }
}
