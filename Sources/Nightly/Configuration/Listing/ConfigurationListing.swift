import Bytes
import JSONText

/// All values in effect: those of the file with variables and paths filled in, and the defaults of what it leaves out.
public struct ConfigurationListing: Sendable {
  /// The values; those of the file in its order, then the defaults.
  public private(set) var entries: [ConfigurationEntry] = []

  /// The listing as a JSON object of key paths, each with its value and source.
  public var json: [UInt8] {
    var writer = JSONWriter(indentation: 2)
    writer.beginObject()
    for entry in entries {
      writer.object(entry.keyPath) { writer in
        writer.key("value")
        writer.raw(entry.value.utf8.span)
        writer.member("source", entry.source.words)
      }
    }
    writer.endObject()
    writer.endLine()
    return writer.span.array()
  }

  init(_ configuration: Configuration, overrides: [ConfigurationEntry]) {
    let effective = EffectiveValues(configuration)
    add(configuration.document.root, effective)
    for (keyPath, value) in effective.values where !entries.contains(where: { $0.keyPath == keyPath }) {
      entries.append(ConfigurationEntry(keyPath: keyPath, value: value, source: .byDefault))
    }
    for entry in overrides {
      if let place = entries.firstIndex(where: { $0.keyPath == entry.keyPath }) {
        entries[place] = entry
      } else {
        entries.append(entry)
      }
    }
  }

  private mutating func add(_ node: ConfigurationNode, _ effective: EffectiveValues) {
    if let secret = effective.secrets[node.keyPath] {
      entries.append(ConfigurationEntry(keyPath: node.keyPath, value: "\"********\"", source: secret))
      return
    }
    if case .object(let members) = node.value, !members.isEmpty {
      // The members of an object that was read already are no mistake.
      for member in (try? node.members(of: "an object")) ?? [] { add(member.node, effective) }
      return
    }
    let value = effective.value(of: node.keyPath) ?? node.expandedJSON
    entries.append(ConfigurationEntry(keyPath: node.keyPath, value: value, source: node.source))
  }
}

extension Configuration {
  /// All values in effect and where each comes from. `overrides` are values that options of a command have set.
  public func listing(overrides: [ConfigurationEntry] = []) -> ConfigurationListing {
    ConfigurationListing(self, overrides: overrides)
  }
}

extension ConfigurationNode {
  /// The value as JSON, with environment variables filled in.
  fileprivate var expandedJSON: String {
    var writer = JSONWriter()
    write(value, to: &writer)
    return writer.text
  }

  private func write(_ value: JSON5Value, to writer: inout JSONWriter) {
    switch value {
    case .object(let members):
      writer.beginObject()
      for (name, member) in members.sorted(by: { $0.key < $1.key }) {
        writer.key(name)
        write(member, to: &writer)
      }
      writer.endObject()
    case .array(let items):
      writer.beginArray()
      for item in items { write(item, to: &writer) }
      writer.endArray()
    case .string(let text): writer.string(text)
    case .integer(let number): writer.number(number)
    case .number(let number): writer.number(number)
    case .boolean(let flag): writer.bool(flag)
    case .null: writer.null()
    }
  }

  /// The file, or the variables that the text refers to and that are set.
  fileprivate var source: ConfigurationEntry.Source {
    let line = ConfigurationEntry.Source.file(line: document.line(of: keyPath))
    let texts = document.references.filter { $0.key == keyPath || $0.key.hasPrefix("\(keyPath)[") }
    let names = Set(texts.values.joined()).filter { !(document.environment[$0] ?? "").isEmpty }.sorted()
    return names.isEmpty ? line : .environment(names)
  }
}
