import Bytes
import CommandLineKit
import Files
import Nightly
import SFTP

/// What an import reads: local paths as they are, and of addresses the folder that their files are fetched into.
struct ImportSources {
  /// The paths to read.
  private(set) var paths: [String] = []
  /// What was not fetched of an address.
  private(set) var code = ExitCode.done
  private var origins: [(folder: String, address: String)] = []
  private var passing: [PassingFolder] = []

  /// The folders that addresses were fetched into.
  var fetched: [String] { origins.map(\.folder) }

  /// Fetches what stands at addresses. With `folder` the fetched files are kept there; without, they go to a hidden folder
  /// beside the output, where a later call finds what has come before it was cut off.
  init(_ sources: [String], output: String, keptIn folder: String?, selection: FileSelection, _ call: Invocation) throws
  {
    let addresses = sources.filter(ServerAddress.isAddress)
    if folder != nil, addresses.count != 1 {
      throw UsageError(
        "--fetch-to is for one address, and there are \(addresses.count)", advice: "Import one address at a time.")
    }
    for source in sources {
      guard ServerAddress.isAddress(source) else {
        paths.append(source)
        continue
      }
      let passing = folder == nil ? try PassingFolder(Self.hidden(source, output)) : nil
      if let passing { self.passing.append(passing) }
      let place = folder ?? passing?.path ?? output
      origins.append((place, source))
      try fetch(source, to: place, selection, passing, call)
      paths.append(place)
    }
  }

  /// Where an address's files wait while they are read.
  private static func hidden(_ address: String, _ output: String) -> String {
    let name = output.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? "import"
    let mark = SHA256.hash(address.utf8.span).hexadecimal.prefix(12)
    return "\(Folder.parent(of: output) ?? ".")/.\(name.prefix(100)).fetched-\(mark)"
  }

  private mutating func fetch(
    _ address: String, to place: String, _ selection: FileSelection, _ passing: PassingFolder?, _ call: Invocation
  ) throws {
    var options = DownloadOptions()
    options.selection = selection
    // Nobody has put anything of their own into the hidden folder.
    options.replaces = passing != nil
    // A call's record does not need its recording.
    if passing != nil, let recordings = GlobPattern("*.mp3") { options.selection.excludes.append(recordings) }
    let outcome = try RemoteCall.with(address, call) { client, path in
      let items = try RemoteTree(client).items(at: path, recursive: true)
      let target = items[0].isFolder ? place : "\(place)/\(path.name.text ?? "file")"
      if !items[0].isFolder { try Folder.make(place, mode: 0o700) }
      try passing?.keepOnly(items)
      return try RemoteDownload.run(client, items, to: target, options: options)
    }
    DownloadReport.tell(outcome, call.console)
    let ended = DownloadReport.code(outcome)
    // What a lost server still has would be missing in the tables.
    if let ending = outcome.ending { throw ending }
    if ended != .done { code = ended }
  }

  /// A path as the user knows it: on the server, where it was fetched from there.
  func shown(_ text: String) -> String {
    var text = text
    for (folder, address) in origins {
      guard let range = text.firstRange(of: folder) else { continue }
      text.replaceSubrange(range, with: address)
    }
    return text
  }

  /// Removes what was fetched only to be read.
  func remove() {
    for folder in passing { folder.remove() }
  }
}
