import Testing

@testable import Nightly

@Suite struct ThroughputTests {
  @Test func longDelivery_keepsFewPointsEvenlyApart_andItsEnd() {
    var throughput = Throughput()
    for step in 1...100_000 { throughput.add(seconds: Double(step) * 0.1, bytes: Int64(step) * 10) }
    throughput.end(seconds: 10_000.05, bytes: 1_000_001)
    #expect((20...61).contains(throughput.points.count))
    #expect(throughput.points.first?.bytes == 0 && throughput.points.last?.bytes == 1_000_001)
    #expect(throughput.rates.allSatisfy { (95...105).contains($0.rate) })
  }

  @Test func instantDelivery_hasOneRate() {
    var throughput = Throughput()
    throughput.end(seconds: 0, bytes: 5)
    #expect(throughput.rates.count == 1)
  }
}
