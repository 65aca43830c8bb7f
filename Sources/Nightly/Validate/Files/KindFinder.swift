import Bytes
import CSV
import Files
import JSONText
import Schema
import Sedric

/// Finds what kind a file is of: by folder, then by name, then by what the file starts with.
struct KindFinder {
  typealias Found = (kind: FileKind, source: FileReport.KindSource)

  /// The last header whose kind was looked for, and the kind.
  private var lastHeader: (line: [UInt8], kind: FileKind?)?

  /// What is known of a file before it is opened.
  static func find(_ file: InputFile, _ name: FileName) -> Found? {
    if let kind = file.folder.kind { return (kind, .folder) }
    if name.ending == "mp3" { return (.voice, .name) }
    if name.ending == "json", let kind = kind(named: name) { return (kind, .name) }
    return nil
  }

  /// What an open file's first bytes tell, or else its name.
  mutating func find(_ file: OpenedFile, _ name: FileName) -> Found? {
    let head = file.bytes(atMost: 64 << 10)
    let kind = name.ending == "json" ? KindFinder.bestKind(KindFinder.firstKeys(head), isList: true) : header(head)
    return kind.map { ($0, .header) } ?? KindFinder.kind(named: name).map { ($0, .name) }
  }

  /// By folder and name alone, of a path that need not be on this machine.
  static func byPlace(_ place: String) -> FileKind? {
    for folder in place.split(separator: "/").dropLast().reversed() {
      if let kind = words[folder.lowercased()] { return kind }
    }
    let name = FileName(place)
    return name.ending == "mp3" ? .voice : kind(named: name)
  }

  /// The words that folders and files have for each kind.
  private static let words: [String: FileKind] = [
    "voice": .voice, "calls": .voice, "call": .voice, "chat": .chat, "chats": .chat, "email": .email,
    "emails": .email, "mail": .email, "mails": .email, "affiliates": .affiliates, "affiliate": .affiliates,
    "properties": .properties, "property": .properties,
  ]

  /// The kind that a word stands for.
  static func kind(of word: String) -> FileKind? { words[word.lowercased()] }

  /// A word of the file's name, cut at everything but letters: `affiliates-2026-03-01.json`.
  static func kind(named name: FileName) -> FileKind? {
    let parts = String(decoding: name.stem, as: UTF8.self).split { !$0.isLetter }
    return parts.lazy.compactMap { kind(of: String($0)) }.first
  }

  /// The kind with the most of these labels: at least half of its fields, and more than any other kind.
  private static func bestKind(_ labels: [String], isList: Bool) -> FileKind? {
    let scores = FileKind.allCases.filter { $0.isList == isList }.map { kind in
      let fields = kind.schema.fields
      let hits = fields.count { labels.contains($0.name) }
      return (kind: kind, share: Double(hits) / Double(fields.count))
    }
    .sorted { $0.share > $1.share }
    guard let best = scores.first, best.share >= 0.5 else { return nil }
    return scores.count > 1 && scores[1].share == best.share ? nil : best.kind
  }

  private mutating func header(_ head: Span<UInt8>) -> FileKind? {
    let line = head.extracting(first: head.firstIndex(of: 0x0A) ?? head.count)
    let isPlain = line.firstIndex(of: UInt8(ascii: "\"")) == nil
    if isPlain, let lastHeader, line.isEqual(to: lastHeader.line.span) { return lastHeader.kind }
    var options = CSVCheck.readerOptions
    options.bufferSize = 16 << 10
    let labels = (try? CSVReader(bytes: head.array(), options: options).header) ?? []
    let kind = KindFinder.bestKind(labels, isList: false)
    lastHeader = isPlain ? (line.array(), kind) : nil
    return kind
  }

  /// The keys of a JSON text's first object, as far as they stand in its first bytes.
  private static func firstKeys(_ head: Span<UInt8>) -> [String] {
    let mark = UTF8Check.byteOrderMark
    let text = head.starts(with: mark.span) ? head.extracting(mark.count..<head.count) : head
    var scanner = JSONScanner(text, checksKeys: false)
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
