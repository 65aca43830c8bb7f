import Bytes
import CSV
import Files
import JSONText
import Schema
import Sedric

/// Finds what kind a file is of.
enum KindFinder {
  typealias Found = (kind: FileKind, source: FileReport.KindSource)

  /// By folder, then by name, then by what the file starts with.
  static func find(_ file: InputFile) -> Found? {
    for folder in file.folders.reversed() {
      if let kind = words[folder.lowercased()] { return (kind, .folder) }
    }
    let name = file.name
    if name.ending == "mp3" { return (.voice, .name) }
    if name.ending == "json", let kind = kind(named: name) { return (kind, .name) }
    if let kind = byContents(file.path, isJSON: name.ending == "json") { return (kind, .header) }
    return kind(named: name).map { ($0, .name) }
  }

  /// The words that folders and files have for each kind.
  private static let words: [String: FileKind] = [
    "voice": .voice, "calls": .voice, "call": .voice, "chat": .chat, "chats": .chat, "email": .email,
    "emails": .email, "mail": .email, "mails": .email, "affiliates": .affiliates, "affiliate": .affiliates,
    "properties": .properties, "property": .properties,
  ]

  /// A word of the file's name, cut at everything but letters: `affiliates-2026-03-01.json`.
  private static func kind(named name: FileName) -> FileKind? {
    let parts = String(decoding: name.stem, as: UTF8.self).lowercased().split { !$0.isLetter }
    return parts.lazy.compactMap { words[String($0)] }.first
  }

  private static func byContents(_ path: String, isJSON: Bool) -> FileKind? {
    let labels = isJSON ? firstKeys(path) : header(path)
    return bestKind(labels, among: FileKind.allCases.filter { $0.isList == isJSON })
  }

  /// The kind with the most of these labels: at least half of its fields, and more than any other kind.
  private static func bestKind(_ labels: [String], among kinds: [FileKind]) -> FileKind? {
    let scores = kinds.map { kind in
      let fields = kind.schema.fields
      let hits = fields.count { labels.contains($0.name) }
      return (kind: kind, share: Double(hits) / Double(fields.count))
    }
    .sorted { $0.share > $1.share }
    guard let best = scores.first, best.share >= 0.5 else { return nil }
    return scores.count > 1 && scores[1].share == best.share ? nil : best.kind
  }

  private static func header(_ path: String) -> [String] {
    var options = CSVCheck.readerOptions
    options.recordLimit = 64 << 10
    options.fieldLimit = 64 << 10
    options.bufferSize = 16 << 10
    return (try? CSVReader(path: path, options: options).header) ?? []
  }

  /// The keys of a JSON file's first object, as far as they stand in its first 64 KiB.
  private static func firstKeys(_ path: String) -> [String] {
    guard let file = try? FileDescriptor.open(path, .read) else { return [] }
    var buffer = ByteBuffer(capacity: 64 << 10)
    _ = try? file.read(into: &buffer, atMost: 64 << 10)
    var scanner = JSONScanner(buffer.span, checksKeys: false)
    var keys: [String] = []
    var depth = 1
    while let token = try? scanner.next(), token != .end {
      if token == .arrayStart, scanner.depth == 1 { depth = 2 }
      if token == .objectEnd, scanner.depth < depth { break }
      if token == .key, scanner.depth == depth { keys.append(String(repairing: scanner.stringContents)) }
    }
    return keys
  }
}
