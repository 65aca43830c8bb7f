import Bytes
import Delivery
import Files
import Schema

/// The sums that the manifests among some files promise.
struct ManifestSums: Sendable {
  private var sums: [String: SHA256Digest] = [:]
  /// What is wrong with manifests, and with files that they name, by the manifest's path.
  private(set) var faults: [String: [Violation]] = [:]
  /// The folders that have a manifest.
  private(set) var folders: Set<String> = []

  init(_ files: [InputFile]) {
    let present = Set(files.map(\.path))
    for file in files where file.path.hasSuffix("/\(Manifest.name)") || file.path == Manifest.name {
      let folder = Folder.parent(of: file.path) ?? "."
      read(file.path, folder, prefix: file.path == Manifest.name ? "" : "\(folder)/", present)
    }
  }

  /// The sum that a file should have.
  subscript(_ path: String) -> SHA256Digest? { sums[path] }

  private mutating func read(_ path: String, _ folder: String, prefix: String, _ present: Set<String>) {
    folders.insert(folder)
    do throws(OutboxError) {
      for entry in try Manifest.read(in: folder) ?? [] {
        let target = prefix + entry.path
        sums[target] = entry.sha256
        guard !present.contains(target), (try? FileStatus.of(target)) == nil else { continue }
        fail(path, .manifestMissingFile, "\(entry.path) is in the manifest and not in the folder")
      }
    } catch {
      if case .badManifest(_, let line, let reason) = error {
        fail(path, .manifestFormat, "line \(line) cannot be read: \(reason)", line: line)
      } else {
        fail(path, .sourceError, "the manifest cannot be read: \(error)")
      }
    }
  }

  private mutating func fail(_ path: String, _ rule: Rule, _ note: String, line: Int? = nil) {
    var violation = Violation(rule, note: note)
    violation.file = path
    violation.line = line
    faults[path, default: []].append(violation)
  }
}
