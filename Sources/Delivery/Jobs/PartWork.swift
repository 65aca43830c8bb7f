/// The parts of one file: which have arrived, which are under way, and which may be sent next.
///
/// No part reaches further than `PartRules.window` beyond the first byte that has not arrived. So whoever finds the file
/// cut off knows without any record that everything is there but what lies within a window of its end.
struct PartWork {
  /// A range that may have arrived in an earlier attempt.
  struct Candidate {
    let range: Range<Int64>
    /// Whether it is known to have been written. Where it is not, a hole could pass for zeros, so zeros prove nothing.
    let wasWritten: Bool
  }

  private let rules: PartRules
  private let size: Int64
  private(set) var arrived: RangeList
  /// Parts to send, the next one last.
  private var waiting: [Range<Int64>]
  private(set) var underWay: [Range<Int64>] = []
  private(set) var unrecorded = 0

  /// All that has not arrived is to be sent, in parts.
  init(size: Int64, arrived: RangeList, rules: PartRules) {
    self.rules = rules
    self.size = size
    self.arrived = arrived
    waiting = []
    for gap in arrived.gaps(in: 0..<size) { waiting += PartWork.cut(gap, rules) }
    waiting.reverse()
  }

  /// A range as parts. They end at multiples of the part size wherever it begins, in what is sent as in what is looked for: whoever
  /// finds the end of a part then knows that all of it is there, since none ever reached over its beginning.
  private static func cut(_ range: Range<Int64>, _ rules: PartRules) -> [Range<Int64>] {
    var parts: [Range<Int64>] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min((start / rules.partSize + 1) * rules.partSize, range.upperBound)
      parts.append(start..<end)
      start = end
    }
    return parts
  }

  /// What may be there of a file that was cut off with `found` bytes: the ranges that the ledger knows, all that is further
  /// from its end than a window, and of the rest each part by itself.
  static func candidates(found: Int64, known: RangeList, rules: PartRules) -> [Candidate] {
    var sure = RangeList(known.ranges.filter { $0.upperBound <= found })
    sure.insert(0..<max(0, found - rules.window))
    var candidates = sure.ranges.map { Candidate(range: $0, wasWritten: true) }
    for gap in sure.gaps(in: 0..<found) {
      candidates += cut(gap, rules).map { Candidate(range: $0, wasWritten: false) }
    }
    return candidates
  }

  var isDone: Bool { waiting.isEmpty && underWay.isEmpty }

  /// The part to send now, or nil while as much is under way as may be.
  mutating func next() -> Range<Int64>? {
    guard underWay.count < rules.inFlight, let part = waiting.last else { return nil }
    let lowest = underWay.reduce(part.lowerBound) { min($0, $1.lowerBound) }
    guard part.upperBound - lowest <= rules.window || underWay.isEmpty else { return nil }
    waiting.removeLast()
    underWay.append(part)
    return part
  }

  /// A part is there. Returns whether it is time to note that.
  mutating func arrive(_ part: Range<Int64>) -> Bool {
    underWay.removeAll { $0 == part }
    arrived.insert(part)
    unrecorded += 1
    guard unrecorded >= PartWork.recordEvery else { return false }
    unrecorded = 0
    return true
  }

  /// How many parts arrive before the ledger is told; those that it was not told of are found by their contents.
  private static let recordEvery = 16
}
