/// What a run is asked to do besides what the configuration says.
public struct RunOptions: Sendable {
  /// What its export is asked to do.
  public var export = ExportOptions()
  /// The folder of the reports, where it is another than the configuration's.
  public var reports: String?
  /// The file for node_exporter's textfile collector, if one is wanted.
  public var metrics: String?
  /// The program's version, for the report.
  public var version = ""

  /// Creates the options of a plain night.
  public init() {}
}

/// How far a run is.
public enum RunStage: Hashable, Sendable {
  /// A file kind is being exported.
  case export(kind: String)
  /// The outbox is being checked.
  case validate
  /// A destination is being delivered to.
  case upload(destination: String)
  /// Affiliates and properties are being compared and sent.
  case lists
}
