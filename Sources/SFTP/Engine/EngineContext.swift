/// What the tasks of one connection share: the protocol and what the server allows.
struct EngineContext: ~Copyable {
  var machine = SFTPMachine()
  var limits = ServerLimits.safe
  var profile = ServerProfile.generic

  /// What the server announced.
  var extensions: ServerExtensions { machine.extensions ?? ServerExtensions() }
}
