import Synchronization

/// Runs work on threads of its own and hands the results on in the order of the work.
enum OrderedWork {
  /// Calls `work` for every number below `count`, on `threads` threads that each make a worker of their own first, and
  /// returns the results by number. `settle` is called for each result in the order of the numbers, by one thread at a
  /// time, as soon as all before it are there.
  static func run<Worker, Result: Sendable>(
    count: Int, threads: Int, makeWorker: @Sendable () -> Worker, work: @Sendable (Worker, Int) -> Result,
    settle: @Sendable (inout Result) -> Void
  ) -> [Result] {
    let state = Mutex(Progress<Result>(count: count))
    let loop: @Sendable () -> Void = {
      let worker = makeWorker()
      while let number = state.withLock({ $0.take() }) {
        let result = work(worker, number)
        state.withLock { $0.finish(number, result, settle) }
      }
    }
    withoutActuallyEscaping(loop) { loop in
      // A thread that the system does not give is missed by nobody: the others do its part.
      let helpers = (1..<max(1, min(threads, count))).map { _ in WorkThread(loop) }
      loop()
      for helper in helpers { helper.join() }
    }
    return state.withLock { $0.results.compactMap { $0 } }
  }
}

private struct Progress<Result: Sendable> {
  var next = 0
  var settled = 0
  var results: [Result?]

  init(count: Int) {
    results = Array(repeating: nil, count: count)
  }

  mutating func take() -> Int? {
    guard next < results.count else { return nil }
    next += 1
    return next - 1
  }

  mutating func finish(_ number: Int, _ result: Result, _ settle: (inout Result) -> Void) {
    results[number] = result
    while settled < results.count, var ready = results[settled].take() {
      settle(&ready)
      results[settled] = ready
      settled += 1
    }
  }
}
