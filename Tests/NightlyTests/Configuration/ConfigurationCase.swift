import Foundation

@testable import Nightly

/// An object of a configuration as `JSONSerialization` writes it.
typealias JSONObject = [String: any Sendable]

/// Where an object of the configuration stands, in a small whole configuration.
struct ShapePlace {
  /// The keys that lead to it.
  let keys: [String]
  /// What it must have to be taken.
  let least: JSONObject

  var path: String { keys.joined(separator: ".") }

  /// The configuration with one more key in this object.
  func document(with key: String, _ value: any Sendable) -> JSONObject {
    var object = least
    object[key] = value
    // Of keys that exclude each other, the new one stays.
    for group in [
      ["path", "postgres"], ["from", "query", "queryFile"], ["column", "constant", "template"], ["env", "file"],
    ]
    where group.contains(key) && !keys.isEmpty {
      for other in group where other != key { object[other] = nil }
    }
    // The values of a field are for one that is filled.
    if key == "values", let filled = (object["columns"] as? JSONObject)?.keys.first, let map = value as? JSONObject,
      let values = map["id"]
    {
      object[key] = [filled: values]
    }
    if key == "password", keys == ["dump"] { object = ["postgres": "service=crm", key: value] }
    if key == "with" { object = ["template": "{id}", key: value] }
    return document(object)
  }

  /// The configuration with this object in its place.
  func document(_ object: JSONObject) -> JSONObject {
    let root: JSONObject = [
      "dump": "crm-dump", "exports": ["voice": Self.voice], "destinations": ["id": Self.destination],
    ]
    return keys.isEmpty ? object : Self.put(object, at: keys[...], in: root)
  }

  private static func put(_ object: JSONObject, at keys: ArraySlice<String>, in parent: (any Sendable)?) -> JSONObject {
    guard let key = keys.first else { return object }
    // A text that says the same as an object becomes that object.
    let name = key == "tables" ? "path" : "column"
    var members = parent as? JSONObject ?? (parent as? String).map { [name: $0] } ?? [:]
    members[key] = put(object, at: keys.dropFirst(), in: members[key])
    return members
  }

  private static let voice: JSONObject = ["from": "calls", "columns": ["id": "call_id"], "audio": "recording"]
  private static let chat: JSONObject = ["from": "messages", "columns": ["id": "chat_id"]]
  private static let destination: JSONObject = ["url": "sftp://nf@sftp.example.com/"]

  /// A place for every object that is declared.
  static let all: [ConfigurationShape.Name: ShapePlace] = [
    .configuration: ShapePlace(keys: [], least: ["dump": "crm-dump", "exports": ["voice": voice]]),
    .dump: ShapePlace(keys: ["dump"], least: ["path": "crm-dump"]),
    .table: ShapePlace(keys: ["dump", "tables", "id"], least: [:]),
    .exports: ShapePlace(keys: ["exports"], least: ["voice": voice]),
    .voiceExport: ShapePlace(keys: ["exports", "voice"], least: voice),
    .chatExport: ShapePlace(keys: ["exports", "chat"], least: chat),
    .emailExport: ShapePlace(
      keys: ["exports", "email"], least: ["from": "mails", "columns": ["conversation_id": "thread_id"]]),
    .affiliatesExport: ShapePlace(
      keys: ["exports", "affiliates"], least: ["from": "a", "columns": ["affiliate_name": "name"]]),
    .propertiesExport: ShapePlace(keys: ["exports", "properties"], least: ["from": "p", "columns": ["url": "url"]]),
    .value: ShapePlace(keys: ["exports", "voice", "columns", "id"], least: ["column": "call_id"]),
    .lookup: ShapePlace(
      keys: ["exports", "voice", "columns", "id", "lookup"], least: ["table": "t", "key": "k", "value": "v"]),
    .since: ShapePlace(keys: ["exports", "voice", "since"], least: ["column": "updated_at"]),
    .lists: ShapePlace(keys: ["lists"], least: [:]),
    .destination: ShapePlace(keys: ["destinations", "id"], least: destination),
    .folders: ShapePlace(keys: ["destinations", "id", "folders"], least: [:]),
    .secret: ShapePlace(keys: ["destinations", "id", "password"], least: ["env": "NF_PASSWORD"]),
  ]
}

/// A whole configuration that must be taken, or must not.
struct ConfigurationCase {
  let what: String
  let document: JSONObject
  let isGood: Bool

  /// The cases of one object: every key with values of its form and of others, missing keys, an unknown one.
  static func all(_ name: ConfigurationShape.Name) -> [ConfigurationCase] {
    guard let place = ShapePlace.all[name] else { return [] }
    var cases = [
      ConfigurationCase(what: "\(name)", document: place.document(place.least), isGood: true),
      ConfigurationCase(what: "\(name) with qqq", document: place.document(with: "qqq", 1), isGood: false),
    ]
    for key in ConfigurationShape.named(name).keys {
      if key.isRequired {
        let rest = place.least.filter { $0.key != key.name }
        cases.append(
          ConfigurationCase(what: "\(name) without \(key.name)", document: place.document(rest), isGood: false))
      }
      // The reader opens this file; a test of its own has it.
      for good in key.name == "queryFile" ? [] : key.form.good {
        let document = place.document(with: key.name, good)
        cases.append(ConfigurationCase(what: "\(name).\(key.name) = \(good)", document: document, isGood: true))
      }
      // An editor's own key is never read.
      for bad in key.name == "$schema" ? [] : key.form.bad {
        let document = place.document(with: key.name, bad)
        cases.append(ConfigurationCase(what: "\(name).\(key.name) = \(bad)", document: document, isGood: false))
      }
    }
    return cases
  }
}

extension ConfigurationForm {
  /// Values that the form takes.
  fileprivate var good: [any Sendable] {
    switch self {
    case .text(let example): [example, "${NF_UNSET:-\(example)}"]
    case .any(let example): [example, ""]
    case .pattern(_, let examples): examples + ["${NF_UNSET:-\(examples[0])}"]
    case .boolean: [true, false, "${NF_UNSET:-true}"]
    case .integer(let range):
      [range.lowerBound, range.upperBound, "${NF_UNSET:-\(range.lowerBound)}"] as [any Sendable]
    case .scalar: ["x", 3, 1.5, true]
    case .words(let words): words + ["${NF_UNSET:-\(words[0])}"]
    case .object(let name): [ShapePlace.all[name]?.least ?? [:]]
    case .map(let form): [[:] as JSONObject] + form.good.map { ["id": $0] }
    case .fields(let fields, let form): form.good.map { [fields[0].name: $0] }
    case .list(let form, let isSet): [isSet ? Array(form.good.prefix(1)) : form.good]
    case .either(let forms): forms.flatMap(\.good)
    }
  }

  /// Values that the form does not take.
  fileprivate var bad: [any Sendable] {
    let nested: [any Sendable] = [[[1]]]
    return nested
      + {
        switch self {
        case .text: ["", 5, true]
        case .any: [5, true]
        case .pattern: ["", "§§", 5.5]
        case .boolean: ["yes", 1.5]
        case .integer(let range): [range.lowerBound - 1, range.upperBound + 1, "x"] as [any Sendable]
        case .scalar: [["a": 1]]
        case .words: ["qqq", 1]
        case .object(let name): [["qqq": 1], name == .secret ? "text" : 5]
        case .map, .fields: [5, ["qqq": [[1]]]]
        case .list(let form, let isSet): isSet ? [[form.good[0], form.good[0]]] : [["a": [1]]]
        case .either: [[[2]], ["qqq": [[1]]]]
        }
      }()
  }
}

extension JSON5Value {
  /// The value as `JSONSerialization` writes it.
  var plain: any Sendable {
    switch self {
    case .object(let members): members.mapValues(\.plain)
    case .array(let items): items.map(\.plain)
    case .string(let text): text
    case .integer(let number): number
    case .number(let number): number
    case .boolean(let value): value
    case .null: NSNull()
    }
  }
}
