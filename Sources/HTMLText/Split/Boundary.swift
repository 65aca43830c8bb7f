/// Where an earlier or a forwarded mail begins.
struct Boundary {
  /// The first line of its header, or of its text where it has none.
  var line: Int
  /// The first line of its text.
  var bodyLine: Int
  /// Where its container ends; `Int.max` where it has none and reaches as far as it is quoted.
  var endLine = Int.max
  var isForward = false
  /// Whether its header was read; a container without one may belong to the header above it.
  var isRead = false
  var rule: String
  var confidence: Double
  var author: [UInt8]?
  var date: [UInt8]?
}
