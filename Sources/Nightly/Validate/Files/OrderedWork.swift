import Synchronization
import Threads

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
      run(loop, helpers: min(threads, count) - 1)
    }
    return state.withLock { $0.results.compactMap { $0 } }
  }

  /// Runs `loop` here and on further threads; where the system gives none, the others do its part.
  private static func run(_ loop: @escaping @Sendable () -> Void, helpers: Int) {
    guard helpers > 0, let helper = WorkerThread(loop) else { return loop() }
    run(loop, helpers: helpers - 1)
    helper.join()
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
