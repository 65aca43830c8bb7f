import Glibc

/// A system call that failed: which one, on what, and its `errno`.
public struct SystemError: Error, Hashable, Sendable {
  /// The C function's name, as in `open`.
  public let call: String
  /// The path it was about, if any.
  public let path: String?
  /// The value of `errno`.
  public let code: Int32

  /// Creates an error.
  public init(call: String, path: String?, code: Int32) {
    self.call = call
    self.path = path
    self.code = code
  }

  /// The error of the call that just failed on this thread.
  static func last(_ call: String, _ path: String?) -> SystemError {
    SystemError(call: call, path: path, code: errno)
  }

  /// The system's words for the code (`strerror`), as in `No space left on device`.
  public var reason: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard unsafe strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether nothing is at the path.
  public var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
  /// Whether a symbolic link leads in a circle.
  public var isLinkLoop: Bool { code == ELOOP }
  /// Whether the path is taken already.
  public var isAlreadyThere: Bool { code == EEXIST }
  /// Whether the user may not do this here.
  public var isPermission: Bool { code == EACCES || code == EPERM || code == EROFS }
  /// Whether the path can never name what was asked for: a folder for a file, a loop of links, a name too long, a mount.
  public var isWrongPath: Bool {
    isInUse || [EISDIR, ENOTDIR, EEXIST, ELOOP, ENAMETOOLONG, EINVAL, ENXIO].contains(code)
  }
  /// Whether the system uses what stands there, as a mount: it can be neither renamed nor removed.
  public var isInUse: Bool { code == EBUSY }
  /// Whether the disk or a quota is full.
  public var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
}

extension SystemError: CustomStringConvertible {
  /// `PATH: REASON`.
  public var description: String {
    path.map { "\($0): \(reason)" } ?? "\(call): \(reason)"
  }
}
