import CommandLineKit
import Glibc

/// The executable `nightferry`.
@main
struct Nightferry {
  static func main() {
    // A reader that goes away, on a pipe or a socket, is an error of that write and not the end of the night's work.
    _ = signal(SIGPIPE, SIG_IGN)
    let code = program.run(Array(CommandLine.arguments.dropFirst()), console: Console())
    exit(code.rawValue)
  }
}
