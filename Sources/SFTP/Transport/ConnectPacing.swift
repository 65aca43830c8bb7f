/// What is done between two steps of connecting, where several connections are made side by side.
struct ConnectPacing: Sendable {
  /// Called when the server has said its first word, and so has a place for the connection.
  var afterFirstBytes: @Sendable () -> Void = {}
  /// Called when the algorithms are agreed on and before the host key is judged and anybody logs in. It may wait, and throws to
  /// give the connection up.
  var beforeHostKey: @Sendable () throws(SFTPError) -> Void = {}
  /// Called when the host key is found good, with the seconds that the server took for its last answer.
  var afterHostKey: @Sendable (Double) -> Void = { _ in }
  /// Called when the server has let us in.
  var afterLogin: @Sendable () -> Void = {}
}
