/// How a large file is cut into parts that are sent side by side. Only for servers that take writes at any offset and do the
/// requests of one connection in their order.
public struct PartRules: Hashable, Sendable {
  /// The size in bytes from which on a file is cut.
  public var threshold: Int64
  /// The size of a part in bytes.
  public var partSize: Int64
  /// How many parts are under way at once.
  public var inFlight: Int
  /// How far in bytes a part may reach beyond the first byte that the server has not acknowledged. All that lies further than
  /// this before the end of a cut-off file is there, whoever asks. It belongs to the form of what is on the server, as the
  /// part size does not, and must stay what it is from one version to the next.
  public var window: Int64

  /// Creates rules.
  public init(threshold: Int64, partSize: Int64, inFlight: Int, window: Int64) {
    self.threshold = threshold
    self.partSize = partSize
    self.inFlight = inFlight
    self.window = window
  }
}
