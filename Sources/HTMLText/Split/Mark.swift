/// An element that says by its class, id or name who wrote what.
struct Mark: Sendable {
  var kind: MarkKind
  /// The lines that it holds: from `firstLine` up to, without, `endLine`.
  var firstLine: Int
  var endLine: Int
  /// Where its start tag begins in the source.
  var sourceStart: Int
  /// Where the mended markup stood when it ended.
  var endPlace: Int32 = 0
}

/// What mail clients mark.
enum MarkKind: String, Sendable {
  case quote
  case signature
}
