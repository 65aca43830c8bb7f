import Glibc

/// A POSIX thread that runs one closure.
@safe
final class WorkThread {
  private var handle = pthread_t()
  /// Whether the system gave a thread (`pthread_create`).
  let isRunning: Bool

  init(_ body: @escaping @Sendable () -> Void) {
    let box = unsafe Unmanaged.passRetained(Body(body))
    isRunning =
      unsafe pthread_create(
        &handle, nil,
        { pointer in
          guard let pointer = unsafe pointer else { return nil }
          unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
          return nil
        }, box.toOpaque()) == 0
    if !isRunning { unsafe box.release() }
  }

  /// Waits for its end, and frees it.
  func join() {
    if isRunning { pthread_join(handle, nil) }
  }

  /// Lets it go its own way to its end.
  func detach() {
    if isRunning { pthread_detach(handle) }
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }
}
