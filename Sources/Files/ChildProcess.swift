import Glibc
import Threads

/// A program that runs beside this one, started with `posix_spawn` and reaped when it is waited for.
public final class ChildProcess: Sendable {
  /// The process's number.
  public let identifier: Int32
  private let endedWith = Monitor<Int32?>(nil)

  /// Where one of the child's first three descriptors leads.
  public enum Stream: Sendable {
    /// Nowhere (`/dev/null`).
    case null
    /// Where this process's own leads.
    case inherited
    /// To an open descriptor of this process, which keeps it too.
    case descriptor(Int32)
  }

  /// Starts a program with all signals at their defaults.
  ///
  /// `environment` replaces this process's own; nil hands that on.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String]? = nil, input: Stream = .null,
    output: Stream = .null, errors: Stream = .null
  ) throws(SystemError) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in [(Int32(0), input), (1, output), (2, errors)] {
      switch stream {
      case .null: unsafe posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
      case .inherited: break
      case .descriptor(let own): unsafe posix_spawn_file_actions_adddup2(&actions, own, number)
      }
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe Self.resetSignals(&attributes)
    var pid: pid_t = 0
    let words = CStrings([program] + arguments)
    let variables = environment.map { CStrings($0) }
    let code = unsafe posix_spawn(&pid, program, &actions, &attributes, words.pointers, variables?.pointers ?? environ)
    guard code == 0 else { throw SystemError(call: "posix_spawn", path: program, code: code) }
    identifier = pid
  }

  /// Worker threads often block every signal, and a child would inherit that and not be stoppable.
  private static func resetSignals(_ attributes: UnsafeMutablePointer<posix_spawnattr_t>) {
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(attributes, &none)
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigdefault(attributes, &all)
    unsafe posix_spawnattr_setflags(attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  /// Sends a signal, unless the child was reaped already.
  public func signal(_ number: Int32) {
    endedWith.with { if $0 == nil { kill(identifier, number) } }
  }

  /// Whether the child still runs; reaps it where it does not.
  public var isRunning: Bool { status(WNOHANG) == nil }

  /// Waits for the end and returns the exit status, or a signal's number negated.
  @discardableResult
  public func wait() -> Int32 { status(0) ?? 0 }

  private func status(_ options: Int32) -> Int32? {
    endedWith.with { endedWith in
      if let endedWith { return endedWith }
      var raw: Int32 = 0
      while true {
        let result = unsafe waitpid(identifier, &raw, options)
        if result == 0 { return nil }
        if result > 0 || errno != EINTR { break }
      }
      let signal = raw & 0x7F
      endedWith = signal == 0 ? raw >> 8 & 0xFF : -signal
      return endedWith
    }
  }
}

/// A C array of C strings with a nil at its end.
@safe
private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    unsafe pointers = .allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() { unsafe (pointers + index).initialize(to: strdup(text)) }
    unsafe (pointers + texts.count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { unsafe free(pointers[index]) }
    unsafe pointers.deallocate()
  }
}
