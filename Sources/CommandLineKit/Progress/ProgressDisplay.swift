import Glibc
import Threads

/// Shows how far the work is, on standard error: at most ten times a second on a terminal, seldom in a log, never when
/// nobody looks.
///
/// The one who does the work calls `update` as often as it likes, from any thread; a call that comes too soon costs a
/// clock reading and a lock. `finish` leaves the terminal as it was. No terminal mode is ever changed, so that a process
/// that is killed leaves it in order too.
public final class ProgressDisplay: Sendable {
  private let state: Monitor<State>
  private let console: Console
  private let mode: ProgressMode
  private let interval: Double

  private struct State {
    var latest = ProgressState(phase: "")
    var rate = RateMeter()
    var lastDrawn = -Double.infinity
    var isLineOpen = false
  }

  /// A display for `mode`; `auto` is live where standard error is a terminal and the console not quiet.
  public init(_ mode: ProgressMode, console: Console) {
    self.console = console
    let isWatched = console.errorIsTerminal && Environment["TERM"] != "dumb" && !console.isQuiet
    self.mode = mode == .auto ? (isWatched ? .live : .none) : mode
    interval =
      switch self.mode {
      case .live, .auto: 0.1
      case .json: 1
      case .plain, .none: 10
      }
    state = Monitor(State())
  }

  /// Takes note of how far the work is, and shows it if it is time.
  public func update(_ progress: ProgressState) {
    update(progress, at: Self.now())
  }

  func update(_ progress: ProgressState, at time: Double) {
    guard mode != .none else { return }
    state.with { state in
      if progress.phase != state.latest.phase { state.rate = RateMeter() }
      state.latest = progress
      guard time - state.lastDrawn >= interval else { return }
      state.rate.add(progress.bytes, at: time)
      state.lastDrawn = time
      draw(&state)
    }
  }

  /// Prints a line above the display, as for a warning.
  public func note(_ line: String) {
    state.with { state in
      clear(&state)
      console.note(line)
      if mode == .live, !state.latest.phase.isEmpty { draw(&state) }
    }
  }

  /// Takes the live line away; further updates may open it again.
  public func finish() {
    state.with { state in
      clear(&state)
      state.lastDrawn = -Double.infinity
    }
  }

  private func draw(_ state: inout State) {
    let rate = state.rate.bytesPerSecond
    switch mode {
    case .live:
      let width = max(20, console.errorColumns - 1)
      console.writeError("\r\(ProgressLine.text(state.latest, rate: rate, width: width))\u{1B}[K")
      state.isLineOpen = true
    case .plain: console.note(ProgressLine.text(state.latest, rate: rate, width: 160))
    case .json: console.note(ProgressLine.json(state.latest, rate: rate))
    case .auto, .none: break
    }
  }

  private func clear(_ state: inout State) {
    guard state.isLineOpen else { return }
    console.writeError("\r\u{1B}[K")
    state.isLineOpen = false
  }

  /// Seconds of a clock that never jumps.
  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
