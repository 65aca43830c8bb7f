import Bytes
public import Files

/// The list of an outbox's files with their hashes, in the form that `sha256sum -c` accepts.
public enum Manifest {
  /// The manifest's name in its folder.
  public static let name = "manifest-sha256.txt"

  /// Writes the manifest of `folder` in one step, sorted by path.
  public static func write(_ entries: [ManifestEntry], in folder: String) throws(SystemError) {
    let sorted = entries.sorted { $0.path.utf8.span.compare(to: $1.path.utf8.span) < 0 }
    var buffer = ByteBuffer(capacity: 128 * (entries.count + 1))
    for entry in sorted { entry.append(to: &buffer) }
    try AtomicFile.write(buffer.span, to: "\(folder)/\(name)", mode: 0o600)
  }

  /// Reads the manifest of `folder`; nil where there is none.
  public static func read(in folder: String) throws(OutboxError) -> [ManifestEntry]? {
    do {
      return try entries(of: "\(folder)/\(name)")
    } catch {
      if case .file(let cause) = error, cause.isNotFound { return nil }
      throw error
    }
  }

  /// Reads the manifest at a path.
  public static func entries(of path: String) throws(OutboxError) -> [ManifestEntry] {
    let bytes: [UInt8]
    do {
      bytes = try FileDescriptor.contents(of: path, limit: 1 << 30)
    } catch {
      throw .file(error)
    }
    return try parse(bytes.span, path: path)
  }

  static func parse(_ bytes: Span<UInt8>, path: String) throws(OutboxError) -> [ManifestEntry] {
    var entries: [ManifestEntry] = []
    var seen: Set<[UInt8]> = []
    var start = 0
    var line = 0
    while start < bytes.count {
      line += 1
      let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
      guard let entry = ManifestEntry(line: bytes.extracting(start..<end)) else {
        throw .badManifest(path: path, line: line, reason: "not a line of sha256sum")
      }
      guard SlashPath.isContained(entry.path) else {
        throw .badManifest(path: path, line: line, reason: "the path leads out of the folder")
      }
      guard seen.insert(Array(entry.path.utf8)).inserted else {
        throw .badManifest(path: path, line: line, reason: "the file is listed twice")
      }
      entries.append(entry)
      start = end + 1
    }
    return entries
  }
}
