import CommandLineKit
import Files

/// `nightferry manual DIR`.
enum ManualCommand {
  static let folder = Operand.one("DIR", help: "A folder, made when it is not there.")

  static let command = Command(
    name: "manual",
    summary: "Write the manual pages to a folder",
    about: "Pages for man(1), the same words as `--help`. `make install` puts them in place.",
    operands: [folder],
    examples: [
      Example("nightferry manual ~/.local/share/man/man1", "then `man nightferry-run` shows a page")
    ],
    run: run
  )

  static func run(_ call: Invocation) throws -> ExitCode {
    try Folder.make(call[folder])
    for page in ManualPage.all(of: program) {
      try AtomicFile.write(Array(page.text.utf8).span, to: "\(call[folder])/\(page.file)")
    }
    return .done
  }
}
