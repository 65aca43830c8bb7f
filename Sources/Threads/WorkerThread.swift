import Glibc

/// A POSIX thread for blocking C calls and long work, which must stay off Swift's concurrency pool.
@safe
public struct WorkerThread: ~Copyable {
  /// How many processors can run threads at the same time; at least 1.
  public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  private var handle = pthread_t()

  /// Starts a thread that runs `body` once; nil where the system gives no thread (`pthread_create`, EAGAIN).
  ///
  /// Dropped without `join`, the thread goes on alone.
  public init?(_ body: @escaping @Sendable () -> Void) {
    let box = unsafe Unmanaged.passRetained(Body(body))
    let result = unsafe pthread_create(
      &handle, nil,
      { argument in
        if let argument = unsafe argument { unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      unsafe box.release()
      return nil
    }
  }

  deinit {
    pthread_detach(handle)
  }

  /// Waits until the body has returned (`pthread_join`).
  public consuming func join() {
    let handle = handle
    discard self
    pthread_join(handle, nil)
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }
}
