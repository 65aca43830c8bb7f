import Bytes
import Files
import Sedric

/// A file to be checked.
struct InputFile: Sendable {
  let path: String
  /// The names of the folders above it, the nearest last.
  let folders: [String]
  /// Whether the path itself was given, and not a folder above it.
  let isGiven: Bool
  /// Why it cannot be checked, where that is known before it is opened.
  var obstacle: String?
  /// Whether the obstacle is that the system does not let it be read, and not what it is.
  var isUnreadable = false

  var name: FileName { FileName(path) }
}

/// Finds the files below paths, in byte order, without following a link twice into the same folder.
struct FileWalk {
  private(set) var files: [InputFile] = []
  private(set) var missing: [(path: String, reason: String)] = []
  private var visited: Set<[UInt64]> = []

  init(_ paths: [String]) {
    for path in paths { start(path) }
  }

  private mutating func start(_ path: String) {
    var plain = path
    while plain.utf8.count > 1, plain.hasSuffix("/") { plain.removeLast() }
    do throws(SystemError) {
      let status = try FileStatus.of(plain)
      if status.kind == .folder {
        if visited.insert([status.device, status.inode]).inserted { try walk(plain) }
      } else {
        add(plain, status, isGiven: true)
      }
    } catch {
      missing.append((path, error.reason))
    }
  }

  private mutating func walk(_ folder: String) throws(SystemError) {
    for name in try Folder.names(in: folder) where !name.hasPrefix(".") {
      let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      do throws(SystemError) {
        let status = try FileStatus.of(path)
        if status.kind == .folder { try enter(path, status) } else { add(path, status, isGiven: false) }
      } catch {
        add(path, obstacle: error.reason, isUnreadable: true)
      }
    }
  }

  private mutating func enter(_ path: String, _ status: FileStatus) throws(SystemError) {
    if ["csv", "json", "mp3"].contains(FileName(path).ending) {
      add(path, obstacle: "this is a folder and no file")
    }
    if visited.insert([status.device, status.inode]).inserted { try walk(path) }
  }

  private mutating func add(_ path: String, _ status: FileStatus, isGiven: Bool) {
    add(path, obstacle: status.kind == .file ? nil : "this is a device or pipe and no file", isGiven: isGiven)
  }

  private mutating func add(_ path: String, obstacle: String?, isGiven: Bool = false, isUnreadable: Bool = false) {
    let folders = path.split(separator: "/").dropLast().map(String.init)
    files.append(
      InputFile(path: path, folders: folders, isGiven: isGiven, obstacle: obstacle, isUnreadable: isUnreadable))
  }
}
