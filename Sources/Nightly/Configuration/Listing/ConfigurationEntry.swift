import JSONText

/// One value of a configuration in effect, and where it comes from.
public struct ConfigurationEntry: Hashable, Sendable {
  /// Where a value comes from.
  public enum Source: Hashable, Sendable {
    /// Nobody said anything.
    case byDefault
    /// The file, on this line.
    case file(line: Int?)
    /// Environment variables that the file refers to.
    case environment([String])
    /// An option of the command.
    case option(String)

    /// The source in words: `nightferry.json5 line 12` without the file's name.
    public var words: String {
      switch self {
      case .byDefault: "default"
      case .file(let line): line.map { "file line \($0)" } ?? "file"
      case .environment(let names): "environment \(names.joined(separator: ", "))"
      case .option(let name): "option \(name)"
      }
    }
  }

  /// The keys that lead to it, as in `destinations.vendor.url`.
  public var keyPath: String
  /// The value as JSON; a secret is `"********"`, and null is nothing.
  public var value: String
  /// Where it comes from.
  public var source: Source

  init(keyPath: String, value: String, source: Source) {
    self.keyPath = keyPath
    self.value = value
    self.source = source
  }

  /// A value that is a text.
  public init(keyPath: String, text: String, source: Source) {
    var writer = JSONWriter()
    writer.string(text)
    self.init(keyPath: keyPath, value: writer.text, source: source)
  }
}
