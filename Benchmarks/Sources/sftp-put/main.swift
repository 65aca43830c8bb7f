import Foundation
import SFTP

// Sends a folder the way a delivery does: temporary name, size check, rename; a file's audio before its CSV.
// sftp-put HOST PORT USER KEY KNOWN_HOSTS FOLDER REMOTE [CONNECTIONS] [TRANSPORT] [IN_FLIGHT]

let words = CommandLine.arguments
guard words.count >= 8, let port = Int(words[2]) else {
  print("usage: sftp-put HOST PORT USER KEY KNOWN_HOSTS FOLDER REMOTE [CONNECTIONS] [TRANSPORT] [IN_FLIGHT]")
  exit(2)
}
var configuration = SFTPConfiguration(
  host: words[1], port: port, user: words[3], login: [.keyFile(words[4], passphrase: nil)],
  hostKeys: HostKeyPolicy(files: [words[5]]))
if words.count > 8 { configuration.connections = Int(words[8]) ?? 1 }
if words.count > 9 { configuration.transport = TransportChoice(rawValue: words[9]) ?? .auto }
if words.count > 10 { configuration.filesInFlight = Int(words[10]) ?? 128 }

/// A file on its way: uploaded under a temporary name, then renamed; a CSV's rename waits for its audio's.
struct Item {
  let name: String
  let size: Int64
  var partner: Int?
  var isUploaded = false
  var isRenamed = false
}

func seconds() -> Double { ProcessInfo.processInfo.systemUptime }

func send(_ folder: String, to remote: RemotePath, _ configuration: SFTPConfiguration) throws -> (
  files: Int, bytes: Int64, connect: Double, total: Double
) {
  let start = seconds()
  let client = try SFTPClient.connect(configuration)
  try client.makeFolder(remote)
  let connected = seconds()
  let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  var items: [Item] = []
  for name in names {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
    items.append(Item(name: name, size: (attributes[.size] as? NSNumber)?.int64Value ?? 0))
  }
  let places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1.name, $0) })
  for index in items.indices where items[index].name.hasSuffix(".csv") {
    items[index].partner = places[String(items[index].name.dropLast(4)) + ".mp3"]
  }
  func part(_ item: Item) -> RemotePath { remote.appending(RemotePath(".\(item.name).part")) }
  func rename(_ index: Int) -> (SFTPOperation, UInt64) {
    let target = remote.appending(RemotePath(items[index].name))
    return (
      .rename(part(items[index]), to: target, over: client.server?.extensions.posixRename == true),
      UInt64(index) << 1 | 1
    )
  }
  client.submit(
    items.enumerated().map { index, item in
      (.upload(Upload(file: "\(folder)/\(item.name)", size: item.size, to: part(item))), UInt64(index) << 1)
    })
  var open = items.count
  var followers: [Int: Int] = [:]
  for (index, item) in items.enumerated() { if let partner = item.partner { followers[partner] = index } }
  while open > 0 {
    var next: [(SFTPOperation, UInt64)] = []
    for event in client.wait() {
      guard case .finished(let tag, let outcome) = event else { continue }
      _ = try outcome.get()
      let index = Int(tag >> 1)
      if tag & 1 == 0 {
        items[index].isUploaded = true
        if items[index].partner.map({ items[$0].isRenamed }) ?? true { next.append(rename(index)) }
      } else {
        items[index].isRenamed = true
        open -= 1
        if let follower = followers[index], items[follower].isUploaded { next.append(rename(follower)) }
      }
    }
    client.submit(next)
  }
  let end = seconds()
  client.close()
  return (items.count, items.reduce(0) { $0 + $1.size }, connected - start, end - start)
}

do {
  let result = try send(words[6], to: RemotePath(words[7]), configuration)
  let rate = Double(result.files) / result.total
  print(
    String(
      format: "%d files %.1f MB %.3f s (connect %.3f) %.0f files/s %.0f MB/s", result.files,
      Double(result.bytes) / 1e6, result.total, result.connect, rate, Double(result.bytes) / 1e6 / result.total))
} catch {
  print("\(error)")
  exit(1)
}
