public import Sedric

/// How affiliates and properties are kept equal to ours: what `nightferry sync` goes by.
public struct ListsConfiguration: Sendable {
  /// What one file is cut into many by.
  public enum Split: String, CaseIterable, Sendable {
    /// A file for each regulator; an affiliate under several stands in several.
    case regulation
    /// A file for each country of registration.
    case country

    /// The field of affiliates that names the file.
    var field: String {
      switch self {
      case .regulation: "regulations"
      case .country: "registration_country"
      }
    }
  }

  /// Whether the configuration speaks of lists at all. Then they go the way of `sync` in a nightly run as well, and never
  /// through the outbox.
  var isConfigured = false
  /// How objects stand in a file.
  public var layout = ListLayout.array
  /// What the files are cut by; nil for one file of each kind.
  public var splitBy: Split?
  /// How much of a list may vanish at once.
  public var maxRemoved = RejectLimit.share(20_000)
  /// Channels that are known besides the usual ones.
  public var channels: [String] = []

  /// The configuration of those who say nothing.
  public init() {}
}

extension ListsConfiguration {
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let object = try node.object(.lists)
    isConfigured = true
    layout = try object.choice("layout", ListLayout.self) ?? .array
    splitBy = try object.choice("splitBy", Split.self)
    maxRemoved = try object.read("maxRemoved", ConfigurationNode.rejectLimit) ?? maxRemoved
    channels = try object.read("channels", ConfigurationNode.names) ?? []
  }
}
