import CommandLineKit
import Glibc
import SFTP

/// The executable `nightferry`.
@main
struct Nightferry {
  static func main() {
    // OpenSSH calls this program for passwords; then that is all it does.
    Askpass.answerIfAsked(ProcessArguments.all)
    // A reader that goes away, on a pipe or a socket, is an error of that write and not the end of the night's work.
    _ = signal(SIGPIPE, SIG_IGN)
    // So is a file that grows beyond the limit of `ulimit -f` or a quota.
    _ = signal(SIGXFSZ, SIG_IGN)
    let code = program.run(Array(ProcessArguments.all.dropFirst()), console: Console())
    exit(code.rawValue)
  }
}
