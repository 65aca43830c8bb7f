import Sedric

/// An object of the configuration with keys of its own, declared once: the reader takes its keys from here, and
/// `nightferry schema config` prints them for editors.
struct ConfigurationShape: Sendable {
  /// The objects that there are.
  enum Name: String, CaseIterable, Sendable {
    case configuration, dump, table, exports, voiceExport, chatExport, emailExport, affiliatesExport, propertiesExport
    case value, lookup, since, lists, destination, folders, secret
  }

  /// What it is, in a sentence.
  let summary: String
  /// Its keys, in the order in which they are explained.
  let keys: [ConfigurationKey]
  /// Keys of which exactly one must be there.
  var oneOf: [String] = []
  /// Whether at least one key must be there.
  var isNotEmpty = false
  /// Keys that need another one: the first of each pair needs the second.
  var needs: [(key: String, other: String)] = []

  /// The keys' names.
  var names: [String] { keys.map(\.name) }

  /// The declaration of an object.
  static func named(_ name: Name) -> ConfigurationShape {
    switch name {
    case .configuration: configuration
    case .dump: dump
    case .table: table
    case .exports: exports
    case .voiceExport: export(.voice)
    case .chatExport: export(.chat)
    case .emailExport: export(.email)
    case .affiliatesExport: export(.affiliates)
    case .propertiesExport: export(.properties)
    case .value: value
    case .lookup: lookup
    case .since: since
    case .lists: lists
    case .destination: destination
    case .folders: folders
    case .secret: secret
    }
  }
}
