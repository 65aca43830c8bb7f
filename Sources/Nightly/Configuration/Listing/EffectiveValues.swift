import JSONText
import Sedric

/// The values of a configuration that are not simply what the file says: paths, addresses, defaults, secrets.
struct EffectiveValues {
  /// Values as JSON by key path, in the order of the reference.
  private(set) var values: [(keyPath: String, value: String)] = []
  /// Where secrets are found.
  private(set) var secrets: [String: ConfigurationEntry.Source] = [:]

  init(_ configuration: Configuration) {
    add(configuration.document.isText("dump") ? "dump" : "dump.path", configuration.dump.path)
    add("timeZone", configuration.timeZone)
    add("onAmbiguous", configuration.onAmbiguous.rawValue)
    add("recordings", configuration.recordings)
    add("outbox", configuration.outbox)
    add("ledger", configuration.ledger)
    add("reports", configuration.reports)
    add("rejects", configuration.rejects)
    add("maxRejects", limit: configuration.maxRejects)
    add("sortMemory", number: configuration.sortMemory)
    add("lists.layout", configuration.lists.layout.rawValue)
    add("lists.splitBy", configuration.lists.splitBy?.rawValue)
    add("lists.maxRemoved", limit: configuration.lists.maxRemoved)
    for export in configuration.exports { add("\(export.keyPath).recordings", export.recordings) }
    for destination in configuration.destinations { add(destination) }
  }

  /// The value of a key as JSON, where it is another than the file's text.
  func value(of keyPath: String) -> String? { values.first { $0.keyPath == keyPath }?.value }

  private mutating func add(_ destination: DestinationConfiguration) {
    let path = destination.keyPath
    add("\(path).url", destination.url)
    for kind in ExportConfiguration.kinds { add("\(path).folders.\(kind)", destination.folders[kind] ?? kind) }
    add("\(path).identity", destination.identity)
    add("\(path).knownHosts", destination.knownHosts)
    add("\(path).acceptNew", flag: destination.acceptNew)
    add("\(path).transport", destination.transport)
    add("\(path).connections", number: destination.connections)
    if let transfers = destination.transfers { add("\(path).transfers", number: transfers) }
    if let checkers = destination.checkers { add("\(path).checkers", number: checkers) }
    add("\(path).bwlimit", number: destination.bandwidthLimit)
    add("\(path).verify", destination.verify)
    add("\(path).stallTimeout", number: destination.stallTimeout)
    if let profile = destination.serverProfile { add("\(path).serverProfile", profile) }
    for (name, secret) in [("password", destination.password), ("passphrase", destination.passphrase)] {
      switch secret {
      case .environment(let variable): secrets["\(path).\(name)"] = .environment([variable])
      case .file: secrets["\(path).\(name)"] = .file(line: nil)
      case nil: break
      }
    }
  }

  private mutating func add(_ keyPath: String, _ text: String?) {
    var writer = JSONWriter()
    if let text { writer.string(text) } else { writer.null() }
    values.append((keyPath, writer.text))
  }

  private mutating func add(_ keyPath: String, number: Int) { values.append((keyPath, "\(number)")) }

  private mutating func add(_ keyPath: String, flag: Bool) { values.append((keyPath, flag ? "true" : "false")) }

  private mutating func add(_ keyPath: String, limit: RejectLimit?) {
    switch limit {
    case .count(let count): add(keyPath, number: count)
    case .share(let share):
      let percent = Double(share) / 1000
      add(keyPath, percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%")
    case nil: add(keyPath, nil as String?)
    }
  }
}

extension ConfigurationDocument {
  /// Whether a key at the top is a text and no object.
  fileprivate func isText(_ key: String) -> Bool {
    if case .object(let members) = root.value, case .string = members[key] { true } else { false }
  }
}
