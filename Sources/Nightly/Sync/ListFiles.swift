import Bytes
import Sedric

/// The files that lists become: one of each kind, or cut by regulator or country.
struct ListFiles {
  /// A file of a list.
  struct File {
    let kind: FileKind
    /// Its name with its extension.
    let name: String
    let bytes: [UInt8]

    /// Its parcel's id.
    var id: [UInt8] { Array(name.utf8.dropLast(".json".utf8.count)) }
  }

  private let configuration: ListsConfiguration
  private let path: String

  init(_ configuration: Configuration) {
    self.configuration = configuration.lists
    path = configuration.path
  }

  /// The files of the items; a kind that is missing has none. Names in `standing` that no item belongs to any more become
  /// empty lists, as a file that is left where it is would still be believed.
  func files(
    _ items: [FileKind: [ListItem]], kinds: [FileKind], standing: [FileKind: [String]] = [:]
  ) throws(FlowError) -> [File] {
    var files: [File] = []
    for kind in kinds {
      guard let list = items[kind] else { continue }
      var parts = parts(kind, list, items[.affiliates] ?? [])
      for name in standing[kind] ?? [] where !parts.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
        parts.append((name, []))
      }
      for part in parts { files.append(try file(kind, part.name, part.items)) }
    }
    return files
  }

  private func file(_ kind: FileKind, _ name: String, _ items: [ListItem]) throws(FlowError) -> File {
    let objects = items.map(\.json)
    let isEmptied = items.isEmpty && configuration.splitBy != nil
    if let bytes = (isEmptied ? ListLayout.array : configuration.layout).file(objects) {
      return File(kind: kind, name: name, bytes: bytes)
    }
    throw .usage(
      "\(path): lists.layout \"object\" has room for one object, and \(name) would have \(items.count)",
      advice: "Set lists.layout to \"array\" or \"json-lines\", or cut the lists with lists.splitBy.")
  }

  /// The items of each file, in the order in which they come.
  private func parts(
    _ kind: FileKind, _ items: [ListItem], _ affiliates: [ListItem]
  ) -> [(name: String, items: [ListItem])] {
    guard let split = configuration.splitBy else { return [("\(kind.rawValue).json", items)] }
    let words = ListFiles.words(affiliates, split)
    var parts: [(name: String, items: [ListItem])] = []
    var places: [String: Int] = [:]
    for item in items {
      let owner = kind == .affiliates ? item.key : item.text("external_affiliate_id_reference") ?? []
      for word in words[owner] ?? ["other"] {
        let name = "\(kind.rawValue)-\(word).json"
        if let place = places[name] {
          parts[place].items.append(item)
        } else {
          places[name] = parts.count
          parts.append((name, [item]))
        }
      }
    }
    return parts
  }

  /// The words in the names of the files that each affiliate stands in, none twice. What differs in case alone is one word,
  /// as it would be one file on many disks.
  private static func words(_ affiliates: [ListItem], _ split: ListsConfiguration.Split) -> [[UInt8]: [String]] {
    var spellings: [String: String] = [:]
    var words: [[UInt8]: [String]] = [:]
    for affiliate in affiliates {
      let own = affiliate.texts(split.field).map { split == .country ? countryCode($0.span) ?? word($0) : word($0) }
      for word in own {
        // The same whatever the order of the list.
        spellings[word.lowercased()] = min(spellings[word.lowercased()] ?? word, word)
      }
      words[affiliate.key] = own
    }
    return words.mapValues { own in
      var names: [String] = []
      for word in own where !word.isEmpty {
        let name = spellings[word.lowercased()] ?? word
        if !names.contains(name) { names.append(name) }
      }
      return names.isEmpty ? ["other"] : names
    }
  }

  /// A value as part of a file's name: what is neither letter nor digit becomes a hyphen, and what is long is cut.
  private static func word(_ value: [UInt8]) -> String {
    var word = String.UnicodeScalarView()
    var length = 0
    for scalar in String(decoding: value, as: UTF8.self).unicodeScalars {
      let isKept = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      length += isKept ? UTF8.width(scalar) : 1
      if length > 180 { break }
      word.append(isKept ? scalar : "-")
    }
    return String(word)
  }
}
