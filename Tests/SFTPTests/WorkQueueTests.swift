import Testing

@testable import SFTP

@Suite struct WorkQueueTests {
  private func upload(_ name: String, _ bytes: Int64) -> WorkQueue.Item {
    WorkQueue.Item(operation: .upload(Upload(file: "/x", size: bytes, to: RemotePath(name))), ticket: .queue(0))
  }

  private func status(_ name: String) -> WorkQueue.Item {
    WorkQueue.Item(operation: .status(RemotePath(name)), ticket: .queue(0))
  }

  private func names(_ items: [WorkQueue.Item]) -> [String] { items.map { $0.operation.path.description } }

  @Test func requestsGoBeforeTransfers_eachInItsOrder() {
    var queue = WorkQueue()
    for item in [upload("a", 1), status("b"), upload("c", 1), status("d")] { queue.add(item) }
    #expect(names(queue.take(WorkQueue.Room(requests: 9, transfers: 9))) == ["b", "d", "a", "c"])
    #expect(queue.count == 0 && queue.bytes == 0)
  }

  @Test func roomOfOneKind_isNotTakenByTheOther() {
    var queue = WorkQueue()
    for item in [upload("a", 5), status("b"), upload("c", 7), status("d")] { queue.add(item) }
    #expect(names(queue.take(WorkQueue.Room(requests: 1, transfers: 0))) == ["b"])
    #expect(names(queue.take(WorkQueue.Room(requests: 0, transfers: 1))) == ["a"])
    #expect(!queue.hasWork(for: WorkQueue.Room(requests: 0, transfers: 0)))
    #expect(!queue.hasWork(for: WorkQueue.Room(requests: 0, transfers: 1, bytes: 0)))
    #expect(queue.hasWork(for: WorkQueue.Room(requests: 1, transfers: 0)))
    #expect(queue.count == 2 && queue.bytes == 7)
  }

  @Test func uploadsAreTakenUntilTheBytesAreReached() {
    var queue = WorkQueue()
    for index in 0..<6 { queue.add(upload("\(index)", 10)) }
    #expect(names(queue.take(WorkQueue.Room(requests: 9, transfers: 9, bytes: 25))) == ["0", "1", "2"])
    #expect(queue.bytes == 30)
    #expect(names(queue.takeAll()) == ["3", "4", "5"])
  }

  @Test func longQueue_keepsItsOrder_overItsGaps() {
    var queue = WorkQueue()
    var added = 0
    var taken: [String] = []
    for round in 1...300 {
      for _ in 0..<(round % 7 * 20) {
        queue.add(upload("\(added)", 1))
        added += 1
      }
      taken += names(queue.take(WorkQueue.Room(requests: 0, transfers: round % 11 * 9)))
    }
    taken += names(queue.takeAll())
    #expect(taken == (0..<added).map(String.init))
    #expect(queue.bytes == 0)
  }
}
