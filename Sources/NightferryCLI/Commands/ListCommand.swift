import Bytes
import CommandLineKit
import JSONText
import Nightly
import SFTP

/// `nightferry ls`.
enum ListCommand {
  /// How entries are printed.
  enum Format: String, CaseIterable {
    case table, json
  }

  static let target = Operand.one("URL", help: "sftp://user@host:port/path; /~/path begins where the login lands.")
  static let long = Option.flag("-l", "--long", help: "Also permissions, size and time of change.")
  static let recursive = Option.flag("-R", "--recursive", help: "All that is below, too.")
  static let all = Option.flag("-a", "--all", help: "Also names that begin with a dot.")
  static let format = Option.choice(
    "--format", of: Format.self, default: .table, help: "Lines for people, or JSON with all that the server says.")

  static let command = Command(
    name: "ls",
    summary: "List a folder on a server",
    about: """
      Lists a remote folder or file over the same connection that a delivery uses. Names are sorted by their bytes; line \
      ends and other control characters in them are shown as \\n and \\x1b.
      """,
    operands: [target],
    options: [OptionGroup("Options", long, recursive, all, format), ServerOptions.group],
    examples: [
      Example("nightferry ls -l sftp://company@sftp.example.com/upload", "what is there"),
      Example("nightferry ls -R --format json sftp://company@sftp.example.com/upload", "for another program"),
    ],
    exitCodes: [.done: "it is listed", .usage: "there is no such path"],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    let items = try RemoteCall.with(call[target], call) { client, path in
      try RemoteTree(client).items(at: path, recursive: call[recursive])
    }
    let showsAll = call[all]
    let shown = items.lazy.filter { item in
      item.place.bytes.isEmpty ? !item.isFolder : showsAll || !isHidden(item.place)
    }
    switch call[format] {
    case .json: printJSON(shown, call.console)
    case .table: for item in shown { call.console.print(line(item, long: call[long])) }
    }
    return .done
  }

  private static func isHidden(_ place: RemotePath) -> Bool {
    place.bytes.split(separator: UInt8(ascii: "/")).contains { $0.first == UInt8(ascii: ".") }
  }

  private static func name(_ item: RemoteItem) -> RemotePath { item.place.bytes.isEmpty ? item.path : item.place }

  private static func line(_ item: RemoteItem, long: Bool) -> String {
    let name = "\(name(item))\(item.isFolder ? "/" : "")"
    guard long else { return name }
    let size = item.attributes.size.map(String.init) ?? "-"
    let padding = String(repeating: " ", count: max(0, 12 - size.utf8.count))
    return "\(mode(item.attributes)) \(padding)\(size) \(time(item.attributes)) \(name)"
  }

  /// `drwxr-xr-x`, or dashes where the server did not say.
  private static func mode(_ attributes: FileAttributes) -> String {
    let first =
      switch attributes.kind {
      case .folder: "d"
      case .link: "l"
      case .other: "?"
      case .file, .unknown: "-"
      }
    let bits = attributes.permissions ?? 0
    let letters = ["r", "w", "x"]
    return first + (0..<9).map { bits & (0o400 >> UInt32($0)) != 0 ? letters[$0 % 3] : "-" }.joined()
  }

  private static func time(_ attributes: FileAttributes) -> String {
    guard let times = attributes.times else { return "                   -" }
    return Timestamp(seconds: Int64(times.modified)).utcText
  }

  private static func printJSON(_ items: some Sequence<RemoteItem>, _ console: Console) {
    var writer = JSONWriter()
    writer.beginArray()
    for item in items {
      writer.beginObject()
      writer.member("name", String(decoding: name(item).bytes, as: UTF8.self))
      writer.member("kind", "\(item.attributes.kind)")
      if let size = item.attributes.size { writer.member("size", Int64(clamping: size)) }
      if let permissions = item.attributes.permissions { writer.member("permissions", permissions & 0o7777) }
      if item.attributes.times != nil { writer.member("modified", time(item.attributes)) }
      writer.endObject()
    }
    writer.endArray()
    console.write(writer.span)
    console.print()
  }
}
