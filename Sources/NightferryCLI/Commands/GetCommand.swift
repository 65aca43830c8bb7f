import CommandLineKit
import Files
import Nightly
import SFTP

/// `nightferry get`.
enum GetCommand {
  static let source = Operand.one("URL", help: "sftp://user@host:port/path of a file or folder.")
  static let target = Operand.optional("PATH", help: "Where it goes; the remote name in this folder without it.")
  static let recursive = Option.flag("-r", "--recursive", help: "A folder with all that is in it.")
  static let force = Option.flag("--force", help: "Replace what stands at a local name and is another file.")
  static let progress = Option.choice(
    "--progress", of: ProgressMode.self, default: .auto, help: "How progress is shown on standard error.")

  static let command = Command(
    name: "get",
    summary: "Fetch a file or folder from a server",
    about: """
      Fetches many files at once over the same connections that a delivery uses. A file appears under its name when it is \
      whole and still what was listed; where the folder has a manifest-sha256.txt, its sum must be the one in there. Called \
      again, it goes on where it stopped: what is here with the same size and time stays, and nothing else that is here is \
      replaced without --force. Links and devices are passed over.
      """,
    operands: [source, target],
    options: [OptionGroup("Options", recursive, force, progress), SelectionOptions.group, ServerOptions.group],
    examples: [
      Example("nightferry get sftp://company@sftp.example.com/upload/call-1.csv", "one file, into this folder"),
      Example("nightferry get -r sftp://company@sftp.example.com/upload arrived", "all that is there"),
      Example(
        "nightferry get -r --include '/chat/*.csv' --since 2026-06-01 sftp://company@sftp.example.com/upload june",
        "chats of June and later"),
    ],
    exitCodes: [
      .done: "all of it is here", .refused: "some files could not be fetched, the rest is here",
      .network: "the server was lost; the same call goes on where it stopped",
    ],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    var options = DownloadOptions()
    options.selection = try SelectionOptions.selection(call)
    options.replaces = call[force]
    let outcome = try RemoteCall.with(call[source], call) { client, path in
      let items = try RemoteTree(client).items(at: path, recursive: call[recursive])
      if items[0].isFolder, !call[recursive] {
        throw Failure(.usage, "\(path) is a folder", advice: "Add --recursive to fetch it with all that is in it.")
      }
      let display = ProgressDisplay(call[progress], console: call.console)
      defer { display.finish() }
      let total = items.reduce(Int64(0)) { $0 + ($1.isFolder ? 0 : Int64(clamping: $1.attributes.size ?? 0)) }
      return try RemoteDownload.run(client, items, to: local(path, call[target], items[0]), options: options) { bytes in
        display.update(ProgressState(phase: "get", total: items.count, bytes: bytes, totalBytes: total))
      }
    }
    DownloadReport.tell(outcome, call.console)
    return DownloadReport.code(outcome)
  }

  /// The local path: as given, below it where it is a folder and a file is fetched, or the remote name.
  private static func local(_ path: RemotePath, _ target: String?, _ item: RemoteItem) -> String {
    let name = String(decoding: path.name.bytes, as: UTF8.self)
    guard let target else {
      if item.isFolder || ["", ".", "..", "/"].contains(name) {
        return ["", ".", "..", "/"].contains(name) ? "." : name
      }
      return name
    }
    if !item.isFolder, let status = try? FileStatus.of(target), status.kind == .folder { return "\(target)/\(name)" }
    return target
  }
}
