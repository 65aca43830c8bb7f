import Testing

@testable import Delivery

/// Which parts of a file are sent when, and what is believed of a file that was cut off.
@Suite struct PartWorkTests {
  private let rules = PartRules(threshold: 0, partSize: 10, inFlight: 4, window: 30)

  @Test func ranges_joinWhereTheyTouch() {
    let list = RangeList([0..<10, 20..<30, 10..<15, 40..<50, 28..<41, 60..<60])
    #expect(list.ranges == [0..<15, 20..<50])
    #expect(list.count == 45)
    #expect(list.contains(22..<50) && !list.contains(14..<21))
    #expect(list.gaps(in: 0..<70) == [15..<20, 50..<70])
    #expect(list.gaps(in: 5..<25) == [15..<20])
  }

  @Test func parts_coverWhatIsMissingOnce() {
    var work = PartWork(size: 95, arrived: RangeList([0..<10, 33..<50]), rules: rules)
    var sent = RangeList([0..<10, 33..<50])
    while let part = work.next() {
      #expect(sent.gaps(in: part) == [part])
      sent.insert(part)
      _ = work.arrive(part)
    }
    #expect(work.isDone && sent.ranges == [0..<95])
  }

  /// Parts arrive in any order, and the file is cut off after any number of them, again and again: what is believed then was
  /// always written.
  @Test(arguments: 0..<200) func cutOffAnywhere_nothingUnwrittenIsBelieved(seed: Int) {
    var dice = SplitMix(state: UInt64(seed))
    let size: Int64 = 407
    var written = RangeList()
    var length: Int64 = 0
    for _ in 0..<6 {
      let candidates = PartWork.candidates(found: length, known: RangeList(), rules: rules)
      var believed = RangeList()
      for candidate in candidates {
        if candidate.wasWritten {
          #expect(written.contains(candidate.range), "seed \(seed)")
          believed.insert(candidate.range)
        } else if written.contains(candidate.range) {
          believed.insert(candidate.range)
        }
      }
      var work = PartWork(size: size, arrived: believed, rules: rules)
      var underWay: [Range<Int64>] = []
      for _ in 0..<Int.random(in: 0..<20, using: &dice) {
        while let part = work.next() { underWay.append(part) }
        guard let part = underWay.randomElement(using: &dice) else { break }
        underWay.removeAll { $0 == part }
        written.insert(part)
        length = max(length, part.upperBound)
        _ = work.arrive(part)
      }
    }
  }

  /// As above, but parts are also cut off in their middle, and a range whose last byte is there is believed, as it is by who looks
  /// at a server: each part is written from its beginning on, so its end must vouch for all of it.
  @Test(arguments: 0..<200) func endOfARange_vouchesForAllOfIt(seed: Int) {
    var dice = SplitMix(state: UInt64(seed))
    var written = RangeList()
    for _ in 0..<8 {
      let length = written.ranges.last?.upperBound ?? 0
      var believed = RangeList()
      for candidate in PartWork.candidates(found: length, known: RangeList(), rules: rules) {
        let end = candidate.range.upperBound
        guard candidate.wasWritten || written.contains(end - 1..<end) else { continue }
        #expect(written.contains(candidate.range), "seed \(seed): \(candidate.range)")
        believed.insert(candidate.range)
      }
      var work = PartWork(size: 407, arrived: believed, rules: rules)
      var underWay: [Range<Int64>] = []
      for _ in 0..<Int.random(in: 0..<12, using: &dice) {
        while let part = work.next() { underWay.append(part) }
        guard let part = underWay.randomElement(using: &dice) else { break }
        underWay.removeAll { $0 == part }
        written.insert(part)
        _ = work.arrive(part)
      }
      while let part = work.next() { underWay.append(part) }
      for part in underWay {
        written.insert(part.lowerBound..<Int64.random(in: part.lowerBound...part.upperBound, using: &dice))
      }
    }
  }

  @Test func endOfAPartThatIsAllZeros_provesNothingByItself() {
    let candidates = PartWork.candidates(found: 55, known: RangeList([40..<50]), rules: rules)
    #expect(candidates.map(\.range) == [0..<25, 40..<50, 25..<30, 30..<40, 50..<55])
    #expect(candidates.map(\.wasWritten) == [true, true, false, false, false])
  }
}
