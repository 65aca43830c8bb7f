import CommandLineKit
import Nightly
import SFTP

/// `nightferry rm`.
enum RemoveCommand {
  static let targets = Operand.many("URL", help: "sftp://user@host:port/path of a file or folder.")
  static let recursive = Option.flag("-r", "--recursive", help: "A folder with all that is in it.")
  static let force = Option.flag("-f", "--force", help: "What is not there counts as removed.")

  static let command = Command(
    name: "rm",
    summary: "Remove files from a server",
    about: """
      Removes what it is told to and nothing else: no patterns, and folders only with --recursive. Links are removed, never \
      followed. What the ledger remembers as delivered stays so.
      """,
    operands: [targets],
    options: [OptionGroup("Options", recursive, force), ServerOptions.group],
    examples: [
      Example("nightferry rm sftp://company@sftp.example.com/upload/call-1.csv", "one file"),
      Example("nightferry rm -r sftp://company@sftp.example.com/upload/old", "a folder and all in it"),
    ],
    exitCodes: [.done: "all of it is gone", .usage: "there is no such path"],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    for text in call[targets] {
      try RemoteCall.with(text, call) { client, path in
        do {
          try remove(path, client, recursive: call[recursive])
        } catch let error as SFTPError where error.code == .notFound && call[force] {}
      }
    }
    return .done
  }

  private static func remove(_ path: RemotePath, _ client: SFTPClient, recursive: Bool) throws {
    guard try client.status(path, followLinks: false).kind == .folder else { return try client.remove(path) }
    guard recursive else {
      throw Failure(.usage, "\(path) is a folder", advice: "Add --recursive to remove it with all that is in it.")
    }
    if path == "." || path == "/" {
      throw Failure(.usage, "\(path) is where everything is", advice: "Name what in it is to go.")
    }
    for item in try RemoteTree(client).items(at: path, recursive: true).reversed() {
      if item.isFolder { try client.removeFolder(item.path) } else { try client.remove(item.path) }
    }
  }
}
