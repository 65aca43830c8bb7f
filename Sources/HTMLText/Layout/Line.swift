/// One line of laid-out text: a run of the page's bytes and what stands before it.
struct Line: Sendable {
  /// The run in `Page.bytes`; empty lines are `blanksAbove` of the next.
  var start: Int32
  var end: Int32
  /// How many `> ` it has.
  var quote: UInt16 = 0
  /// How many spaces, in columns.
  var indent: UInt16 = 0
  /// How many more columns its folded parts are set in, so that they stand under its text and not under its bullet.
  var hang: UInt16 = 0
  /// Blank lines above.
  var blanksAbove: UInt8 = 0
  /// Whether folding would spoil it: preformatted text and tables.
  var isFixed = false
  /// Where its first text begins in the source.
  var place: Int32 = 0
  /// Where its last text ends there.
  var endPlace: Int32 = 0
}
