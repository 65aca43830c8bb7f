import Glibc

/// A lock, and a way to wait under it until another thread has changed something (`pthread_mutex_t`, `pthread_cond_t`).
@safe
final class Condition: @unchecked Sendable {
  // Both stay at one address for as long as the object lives, as POSIX asks.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe condition.initialize(to: pthread_cond_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  func lock() { unsafe pthread_mutex_lock(mutex) }

  func unlock() { unsafe pthread_mutex_unlock(mutex) }

  /// Gives the lock away until somebody broadcasts, and takes it again. It may return for no reason too.
  func wait() { unsafe pthread_cond_wait(condition, mutex) }

  /// Wakes all that wait.
  func broadcast() { unsafe pthread_cond_broadcast(condition) }

  /// Runs `body` under the lock.
  func withLock<Result>(_ body: () -> Result) -> Result {
    lock()
    defer { unlock() }
    return body()
  }
}
