/// Parts of a file as ranges: sorted, apart, and joined where they touch.
struct RangeList: Equatable {
  private(set) var ranges: [Range<Int64>] = []

  init(_ ranges: [Range<Int64>] = []) {
    for range in ranges { insert(range) }
  }

  var isEmpty: Bool { ranges.isEmpty }

  /// The bytes in all of them.
  var count: Int64 { ranges.reduce(0) { $0 + Int64($1.count) } }

  /// Adds a range. Linear in the number of ranges, of which there are few: parts arrive nearly in their order.
  mutating func insert(_ range: Range<Int64>) {
    guard !range.isEmpty else { return }
    var merged = range
    var kept: [Range<Int64>] = []
    var place = 0
    for other in ranges {
      if other.upperBound < merged.lowerBound {
        kept.append(other)
        place = kept.count
      } else if other.lowerBound > merged.upperBound {
        kept.append(other)
      } else {
        merged = min(merged.lowerBound, other.lowerBound)..<max(merged.upperBound, other.upperBound)
      }
    }
    kept.insert(merged, at: place)
    ranges = kept
  }

  /// Whether all of a range is in it.
  func contains(_ range: Range<Int64>) -> Bool {
    range.isEmpty || ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }

  /// What of `whole` is in none of them.
  func gaps(in whole: Range<Int64>) -> [Range<Int64>] {
    var gaps: [Range<Int64>] = []
    var at = whole.lowerBound
    for range in ranges where range.upperBound > at && range.lowerBound < whole.upperBound {
      if range.lowerBound > at { gaps.append(at..<range.lowerBound) }
      at = max(at, range.upperBound)
    }
    if at < whole.upperBound { gaps.append(at..<whole.upperBound) }
    return gaps
  }
}
