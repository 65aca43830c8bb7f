import Bytes
import Files
import Sedric

/// A file to be checked.
struct InputFile: Sendable {
  let folder: InputFolder
  /// Which entry of its folder it is, or the path that was given.
  let place: Place

  enum Place: Sendable {
    case entry(Int)
    case given(String)
  }

  /// Why it cannot be checked, where that is known before it is opened.
  var obstacle: Obstacle?

  enum Obstacle: Sendable {
    /// It is no file.
    case notAFile(String)
    /// The system does not let it be read.
    case unreadable(String)

    /// In words.
    var reason: String {
      switch self {
      case .notAFile(let reason), .unreadable(let reason): reason
      }
    }
  }

  var path: String {
    switch place {
    case .entry(let entry): folder.path(of: name(entry))
    case .given(let path): path
    }
  }

  /// Its path below the one that was given; its name where it was given itself.
  var relativePath: String {
    switch place {
    case .entry: String(Substring(path.utf8.dropFirst(folder.root == "/" ? 1 : folder.root.utf8.count + 1)))
    case .given(let path): String(Substring(FileName.last(path)))
    }
  }

  /// Whether the path itself was given, and not a folder above it.
  var isGiven: Bool {
    if case .given = place { true } else { false }
  }

  func open(_ path: String, in file: OpenedFile) throws(SystemError) {
    if case .entry(let entry) = place, let listing = folder.listing {
      try file.open(entry, of: listing, in: folder.path, path: path)
    } else {
      try file.open(path)
    }
  }

  /// Whether a file of this name stands beside it.
  func hasNeighbor(_ name: [UInt8]) -> Bool {
    if case .entry(let entry) = place, let listing = folder.listing {
      return listing.index(of: name.span, near: entry) != nil
    }
    return (try? FileStatus.of(folder.path(of: String(decoding: name, as: UTF8.self)))) != nil
  }

  private func name(_ entry: Int) -> String {
    folder.listing.map { String(repairing: $0.name(entry)) } ?? ""
  }
}
