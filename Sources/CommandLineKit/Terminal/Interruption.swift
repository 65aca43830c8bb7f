import Glibc
import Synchronization

/// Ctrl-C and its kin (`SIGINT`, `SIGTERM`, `SIGHUP`): the first asks the work to stop where it can be resumed, the
/// second stops the process at once.
public enum Interruption {
  private static let requests = Atomic<Int>(0)
  /// Whether standard error is a terminal, on which a line of progress may be open.
  private static let isWatched = Atomic<Bool>(false)

  /// Whether somebody asked the work to stop.
  public static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// From now on signals are requests. Commands that can stop in good order call it; all others end at the first signal.
  public static func install() {
    _ = requests.load(ordering: .relaxed)
    isWatched.store(isatty(STDERR_FILENO) == 1, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, receive) }
  }

  /// Runs in the signal's context: only atomics, `write` and `_exit` are allowed here.
  private static let receive: @convention(c) (Int32) -> Void = { number in
    let isSecond = requests.add(1, ordering: .relaxed).oldValue > 0
    // What comes next, the shell's prompt perhaps, begins on a line of its own.
    if isWatched.load(ordering: .relaxed) { say("\n") }
    if isSecond { _exit(128 + number) }
    say("nightferry: stopping when the files in flight are done; once more stops at once\n")
  }

  private static func say(_ text: StaticString) {
    _ = unsafe write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
