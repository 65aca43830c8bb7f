import Bytes
import Files
import FoundationEssentials

/// A configuration file's text, decoded, with the lines of its keys for messages.
struct ConfigurationDocument: Sendable {
  /// The path as it was given.
  let path: String
  /// The variables that `${NAME}` stands for.
  let environment: [String: String]
  private let places: [String: JSON5Outline.Place]
  /// The whole file, with variables filled in.
  private var value: JSON5Value
  /// The variables that a text refers to, by its key path, where it refers to any.
  private(set) var references: [String: [String]] = [:]

  /// Reads the file at `path`.
  static func load(_ path: String, environment: [String: String]) throws(ConfigurationError) -> ConfigurationDocument {
    let text: [UInt8]
    do throws(SystemError) {
      text = try FileDescriptor.contents(of: path, limit: 4 << 20)
    } catch {
      let fix =
        error.isNotFound
        ? "Name it with --config FILE, or write one with \"nightferry init\""
        : "Make it a readable file of at most 4 MB"
      throw ConfigurationError(file: path, problem: "the configuration cannot be read: \(error.reason)", fix: fix)
    }
    return try ConfigurationDocument(text: text, path: path, environment: environment)
  }

  /// Decodes a configuration's text.
  init(text: [UInt8], path: String, environment: [String: String]) throws(ConfigurationError) {
    self.path = path
    self.environment = environment
    if let offset = UTF8Check.firstInvalidOffset(in: text.span) {
      let line = text[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
      throw ConfigurationError(
        file: path, line: line, problem: "this line holds bytes that are not UTF-8", fix: "Save the file as UTF-8")
    }
    let outline = JSON5Outline(text)
    if let fault = outline.fault {
      throw ConfigurationError(
        file: path, line: fault.line, problem: "\(fault.problem) (column \(fault.column))", fix: "Mend the line")
    }
    if let twice = outline.duplicates.first {
      throw ConfigurationError(
        file: path, line: twice.line, keyPath: twice.keyPath, problem: "this key stands twice",
        fix: "Keep one of the two")
    }
    places = outline.places
    value = try ConfigurationDocument.decode(text, path)
    var filling = EnvironmentFilling(environment: environment)
    value = try filling.fill(root)
    references = filling.references
  }

  private static func decode(_ text: [UInt8], _ path: String) throws(ConfigurationError) -> JSON5Value {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    do {
      return try decoder.decode(JSON5Value.self, from: Data(text))
    } catch {
      let keys = (error as? DecodingError)?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
      let problem = keys.isEmpty ? "the file is not JSON5" : "this value is not JSON5"
      throw ConfigurationError(
        file: path, keyPath: keys, problem: problem, fix: "Check quotes, escapes and commas")
    }
  }

  /// The value that the whole file is.
  var root: ConfigurationNode { ConfigurationNode(value: value, keyPath: "", document: self) }

  /// The line of a key, from 1.
  func line(of keyPath: String) -> Int? { places[keyPath]?.line }

  /// Whether one key stands before another.
  func isKey(_ left: String, before right: String) -> Bool {
    (places[left]?.offset ?? 0, left) < (places[right]?.offset ?? 0, right)
  }
}

extension DecodingError {
  /// The keys that lead to the value that could not be decoded.
  fileprivate var codingPath: [any CodingKey] {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
      .dataCorrupted(let context):
      context.codingPath
    @unknown default: []
    }
  }
}
