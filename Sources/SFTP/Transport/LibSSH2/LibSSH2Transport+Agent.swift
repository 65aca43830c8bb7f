import CSSH2

/// Logging in with the agent's keys.
extension LibSSH2Transport {
  /// Tries the agent's keys in their order; servers end the connection after some six, so no more than five.
  func tryAgent(_ session: SSHSession, deadline: Deadline, interrupted: () -> Bool) throws(SFTPError) -> String {
    guard let agent = unsafe libssh2_agent_init(session.pointer) else { return "out of memory" }
    defer { unsafe libssh2_agent_free(agent) }
    guard unsafe libssh2_agent_connect(agent) == 0 else { return "none is running (SSH_AUTH_SOCK)" }
    defer { unsafe libssh2_agent_disconnect(agent) }
    guard unsafe libssh2_agent_list_identities(agent) == 0 else { return "it does not answer" }
    var identity: UnsafeMutablePointer<libssh2_agent_publickey>?
    var said = "it holds no keys"
    var tries = 0
    while tries < 5, unsafe libssh2_agent_get_identity(agent, &identity, identity) == 0, let key = unsafe identity {
      tries += 1
      let user = configuration.user
      let result = unsafe try session.complete("logging in", deadline: deadline, interrupted: interrupted) { _ in
        unsafe libssh2_agent_userauth(agent, user, key)
      }
      said = try outcome(result, session)
      if result == 0 { break }
      session.hasRefusedLogin = true
    }
    return said
  }
}
