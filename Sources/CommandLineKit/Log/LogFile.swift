import Glibc

/// A log's file, moved aside when it is full: `log`, `log.1` (the one before), up to `log.5`.
struct LogFile {
  private static let kept = 5
  let path: String
  /// Why a line could not be written, for the first such line; 0 where all were.
  private(set) var failure: Int32 = 0
  private let limit: Int
  private var descriptor: Int32
  private var size: Int

  /// Opens the file for adding, for its owner alone.
  init(_ path: String, limit: Int) throws(Failure) {
    self.path = path
    self.limit = limit
    (descriptor, size) = LogFile.open(path)
    if descriptor < 0 {
      let reason = unsafe String(cString: strerror(errno))
      throw Failure(
        .usage, "the log \(path) cannot be written: \(reason)", advice: "Name another file with --log-file.")
    }
  }

  private static func open(_ path: String) -> (Int32, Int) {
    let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    var status = stat()
    guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0 else { return (descriptor, 0) }
    return (descriptor, Int(status.st_size))
  }

  /// Adds a line.
  mutating func write(_ line: String) {
    if size > 0, size + line.utf8.count > limit { rotate() }
    size += line.utf8.count
    let written = LogFile.write(line, to: descriptor)
    if failure == 0 { failure = written }
  }

  private mutating func rotate() {
    for number in (1..<LogFile.kept).reversed() { _ = unsafe rename("\(path).\(number)", "\(path).\(number + 1)") }
    _ = unsafe rename(path, "\(path).1")
    let (fresh, freshSize) = LogFile.open(path)
    // Where there is no new file, the old one goes on under its new name.
    guard fresh >= 0 else { return }
    close(descriptor)
    (descriptor, size) = (fresh, freshSize)
  }

  /// Writes a line in one call, so that lines of several processes do not mix; returns 0 or an `errno`.
  @discardableResult
  static func write(_ line: String, to descriptor: Int32) -> Int32 {
    var line = line
    let count = line.utf8.count
    let written = line.withUTF8 { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    // A disk that is just full takes a part of the line.
    return written == count ? 0 : written < 0 ? errno : ENOSPC
  }
}
