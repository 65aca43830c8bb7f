public import Bytes
import Files
public import Sedric

/// Which files of a tree are meant: by name, kind, and time of change.
public struct FileSelection: Sendable {
  /// Only paths that match one of these; all where there are none.
  public var includes: [GlobPattern] = []
  /// No paths that match one of these.
  public var excludes: [GlobPattern] = []
  /// Only files of this kind, as their folder or name tells. One whose kind only its contents tell is taken.
  public var kind: FileKind?
  /// Only files changed at this time or later.
  public var since: Timestamp?
  /// Only files changed before this time.
  public var until: Timestamp?

  /// A selection of everything.
  public init() {}

  /// Whether nothing is left out.
  var isEverything: Bool {
    includes.isEmpty && excludes.isEmpty && kind == nil && since == nil && until == nil
  }

  /// Whether a path is not excluded by name.
  func allows(_ place: String) -> Bool {
    !excludes.contains { $0.matches(place.utf8.span) }
  }

  /// Whether a file is meant. `place` is its path below the tree's top, `modified` when it was changed; a file of which
  /// that is not known is never left out for its time.
  public func takes(_ place: String, modified: Timestamp?) -> Bool {
    let path = place.utf8.span
    guard allows(place) else { return false }
    if !includes.isEmpty, !includes.contains(where: { $0.matches(path) }) { return false }
    if let kind, let found = KindFinder.byPlace(place), found != kind { return false }
    guard let modified else { return true }
    return since.map { modified >= $0 } ?? true && until.map { modified < $0 } ?? true
  }
}
