import Threads

/// Work that one thread finds while others do it already, with its results in the order in which it was found.
final class OrderedWork<Item: Sendable, Result: Sendable>: Sendable {
  private let progress: Monitor<Progress<Item, Result>>

  /// `settle` is called for each result in the order of the items, by one thread at a time, as soon as all before it
  /// are there.
  init(settle: @escaping @Sendable (inout Result) -> Void) {
    progress = Monitor(Progress(settle: settle))
  }

  /// Adds items behind those that were added before.
  func add(_ items: [Item]) {
    progress.change { $0.items += items }
  }

  /// Calls `find` here, which adds the items, and `work` for each of them on `threads` threads that each make a worker of
  /// their own first; returns the results.
  func run<Worker>(
    threads: Int, makeWorker: @escaping @Sendable () -> Worker,
    work: @escaping @Sendable (Worker, Item) -> Result, find: () -> Void
  ) -> [Result] {
    let loop: @Sendable () -> Void = { self.loop(makeWorker(), work) }
    run(loop, helpers: threads - 1) {
      find()
      progress.change { $0.isComplete = true }
      loop()
    }
    return progress.with { $0.takeResults() }
  }

  /// Runs `body` here and `loop` on further threads; where the system gives none, the others do its part.
  private func run(_ loop: @escaping @Sendable () -> Void, helpers: Int, _ body: () -> Void) {
    guard helpers > 0, let helper = WorkerThread(loop) else { return body() }
    run(loop, helpers: helpers - 1, body)
    helper.join()
  }

  private func loop<Worker>(_ worker: Worker, _ work: (Worker, Item) -> Result) {
    var start = ContinuousClock.now
    var size = 1
    while let batch = progress.wait(until: nil, { $0.take(size) }), !batch.items.isEmpty {
      let results = batch.items.map { work(worker, $0) }
      progress.with { $0.finish(batch.place, results) }
      // Small items are taken many at a time, so that threads seldom wait for each other, and large ones one by one.
      let now = ContinuousClock.now
      size = now - start < .milliseconds(1) ? min(size * 2, 64) : 1
      start = now
    }
  }
}

private struct Progress<Item: Sendable, Result: Sendable> {
  let settle: @Sendable (inout Result) -> Void
  var items: [Item] = []
  var isComplete = false
  private var taken = 0
  private var results: [Result] = []
  /// Results that others before them are missing of, by the place of their first item.
  private var waiting: [Int: [Result]] = [:]

  init(settle: @escaping @Sendable (inout Result) -> Void) {
    self.settle = settle
  }

  /// The next items; nil where there may be some later, and none where there are no more.
  mutating func take(_ size: Int) -> (place: Int, items: [Item])? {
    if taken == items.count, !isComplete { return nil }
    let range = taken..<min(items.count, taken + size)
    taken = range.upperBound
    return (range.lowerBound, Array(items[range]))
  }

  mutating func finish(_ place: Int, _ batch: [Result]) {
    waiting[place] = batch
    while var ready = waiting.removeValue(forKey: results.count) {
      for place in ready.indices { settle(&ready[place]) }
      results += ready
    }
  }

  mutating func takeResults() -> [Result] {
    defer { results = [] }
    return results
  }
}
