import Bytes
import Delivery
import Files
import Schema

/// The sums that a manifest promises of the files in and below its folder.
final class ManifestSums: Sendable {
  /// The manifest's path.
  let path: String
  /// What stands before the paths in the manifest.
  private let prefix: String
  /// By the bytes of the paths: texts are equal for Swift where they only look alike, and ids are not.
  private let sums: [[UInt8]: SHA256Digest]
  /// What is wrong with the manifest itself.
  private let fault: Violation?

  /// Reads the manifest at `path`.
  init(at path: String) {
    self.path = path
    prefix = String(path.dropLast(Manifest.name.utf8.count))
    do throws(OutboxError) {
      let entries = try Manifest.read(in: Folder.parent(of: path) ?? ".") ?? []
      sums = Dictionary(entries.map { (Array($0.path.utf8), $0.sha256) }) { first, _ in first }
      fault = nil
    } catch {
      sums = [:]
      if case .badManifest(_, let line, let reason) = error {
        fault = ManifestSums.violation(path, .manifestFormat, "line \(line) cannot be read: \(reason)", line: line)
      } else {
        fault = ManifestSums.violation(path, .sourceError, "the manifest cannot be read: \(error)")
      }
    }
  }

  /// Whether a path is in or below the manifest's folder.
  func covers(_ path: String) -> Bool { path.utf8.starts(with: prefix.utf8) }

  /// The sum that a file should have.
  subscript(_ path: String) -> SHA256Digest? {
    covers(path) ? sums[Array(path.utf8.dropFirst(prefix.utf8.count))] : nil
  }

  /// The files that it names and that are neither among `present` nor on the disk, in byte order.
  func absent(_ present: Set<[UInt8]>) -> [String] {
    sums.keys.filter { !present.contains(Array(prefix.utf8) + $0) }.sorted { $0.span.compare(to: $1.span) < 0 }
      .map { String(decoding: $0, as: UTF8.self) }.filter { (try? FileStatus.of(prefix + $0)) == nil }
  }

  /// What is wrong with the manifest, where these of its files are absent.
  func faults(_ absent: [String]) -> [Violation] {
    (fault.map { [$0] } ?? [])
      + absent.map {
        ManifestSums.violation(path, .manifestMissingFile, "\($0) is in the manifest and not in the folder")
      }
  }

  private static func violation(_ path: String, _ rule: Rule, _ note: String, line: Int? = nil) -> Violation {
    var violation = Violation(rule, note: note)
    violation.file = path
    violation.line = line
    return violation
  }
}
