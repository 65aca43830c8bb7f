import Files
import Sedric

/// A folder with files to be checked, and what is the same for all of them.
final class InputFolder: Sendable {
  /// The path, as it was given or found; empty for that of a file that was given without one.
  let path: String
  /// The path that was given and led to it: its own, one above it, or that of a file in it.
  let root: String
  /// The kind that its name, or the nearest one above it, is a word for.
  let kind: FileKind?
  /// What is in it; nil where only files were given.
  let listing: FolderListing?
  /// The manifests that may name its files, the nearest first.
  let manifests: [ManifestSums]

  init(_ path: String, root: String, listing: FolderListing?, manifests: [ManifestSums]) {
    self.path = path
    self.root = root
    self.listing = listing
    self.manifests = manifests
    kind = path.split(separator: "/").reversed().lazy.compactMap { KindFinder.kind(of: String($0)) }.first
  }

  /// The path of something in it.
  func path(of name: String) -> String {
    path.isEmpty || path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }
}
