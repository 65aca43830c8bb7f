import CSSH

/// Logging in: each configured method in order until the server is content.
extension LibSSHTransport {
  func logIn(
    _ session: LibSSHSession, by methods: [LoginMethod], deadline: Deadline, interrupted: () -> Bool
  ) throws(SFTPError) {
    // Behind the answer to this the server has also said which signatures it takes (RFC 8308).
    _ = unsafe try session.complete("logging in", deadline: deadline, interrupted: interrupted) { pointer in
      unsafe ssh_service_request(pointer, "ssh-userauth")
    }
    func step(_ call: (OpaquePointer) -> Int32) throws(SFTPError) -> Int32 {
      unsafe try session.complete(
        "logging in", again: SSH_AUTH_AGAIN.rawValue, deadline: deadline, interrupted: interrupted, call)
    }
    var tried: [String] = []
    for method in methods {
      switch unsafe try attempt(method, session, step) {
      case .accepted:
        description.login = method.label
        return
      case .refused(let words): tried.append("\(method.label): \(words)")
      }
    }
    if tried.isEmpty { _ = unsafe try step { pointer in unsafe ssh_userauth_none(pointer, nil) } }
    throw notLetIn(tried: tried, accepted: acceptedMethods(session))
  }

  /// A step of logging in, waited for to its end.
  private typealias Step = ((OpaquePointer) -> Int32) throws(SFTPError) -> Int32

  /// What came of one method, in words for a failure.
  private enum Answer {
    case accepted
    case refused(String)
  }

  private func attempt(_ method: LoginMethod, _ session: LibSSHSession, _ step: Step) throws(SFTPError) -> Answer {
    switch method {
    case .agent:
      let result = unsafe try step { pointer in unsafe ssh_userauth_agent(pointer, nil) }
      if result == SSH_AUTH_DENIED.rawValue {
        return .refused("none is running (SSH_AUTH_SOCK), or no key of it is taken")
      }
      hasLostServerToAgent = !session.isConnected && session.hasRefusedLogin
      return try answer(result, session)
    case .keyFile(let path, let passphrase):
      return unsafe try tryKeyFile(path, passphrase, session, step)
    case .password(let secret):
      let result: Int32
      do {
        result = unsafe try step { pointer in
          unsafe secret.withCharacters { characters, _ in unsafe ssh_userauth_password(pointer, nil, characters) }
        }
      } catch {
        // libssh reads over a server's wish for a new password, and waits for ever.
        guard error.code == .unreachable else { throw error }
        throw SFTPError(
          .unreachable,
          error.message + " If the password has expired, the server may be waiting for a new one: choose it with sftp.")
      }
      return try answer(result, session)
    case .keyboardInteractive(let secret):
      return unsafe try answer(try answerQuestions(secret, session, step), session)
    }
  }

  private func answer(_ result: Int32, _ session: LibSSHSession) throws(SFTPError) -> Answer {
    switch result {
    case SSH_AUTH_SUCCESS.rawValue: return .accepted
    case SSH_AUTH_PARTIAL.rawValue: return .refused("accepted, but the server wants more")
    case SSH_AUTH_DENIED.rawValue: return .refused("not accepted")
    default: break
    }
    if session.isConnected { return .refused(session.lastWords) }
    throw hungUpAtLogin(
      isAnswer: session.hasRefusedLogin, saying: session.disconnection.map { "\"\($0.words)\"" } ?? session.lastWords)
  }

  private func tryKeyFile(
    _ path: String, _ passphrase: Secret?, _ session: LibSSHSession, _ step: Step
  ) throws(SFTPError) -> Answer {
    let file: PrivateKeyFile
    do {
      file = try PrivateKeyFile(path: path)
    } catch {
      return .refused(error.message)
    }
    if file.isEncrypted, passphrase == nil { return .refused("the key has a passphrase, and none was given") }
    var key: OpaquePointer?
    let isRead = unsafe (passphrase ?? Secret("")).withCharacters { words, _ in
      unsafe ssh_pki_import_privkey_file(path, passphrase == nil ? nil : words, nil, nil, &key)
    }
    guard isRead == SSH_OK else {
      return .refused(file.isEncrypted ? "wrong passphrase" : "not a private key that libssh reads")
    }
    defer { unsafe ssh_key_free(key) }
    let result = unsafe try step { pointer in unsafe ssh_userauth_publickey(pointer, nil, key) }
    return try answer(result, session)
  }

  /// Answers each question that hides its answer with the secret, and the others with nothing, round after round.
  private func answerQuestions(_ secret: Secret, _ session: LibSSHSession, _ step: Step) throws(SFTPError) -> Int32 {
    var result = unsafe try step { pointer in unsafe ssh_userauth_kbdint(pointer, nil, nil) }
    var rounds = 0
    while result == SSH_AUTH_INFO.rawValue, rounds < 10 {
      rounds += 1
      for number in 0..<max(0, unsafe ssh_userauth_kbdint_getnprompts(session.pointer)) {
        var isShown: CChar = 0
        _ = unsafe ssh_userauth_kbdint_getprompt(session.pointer, UInt32(number), &isShown)
        _ = unsafe (isShown == 0 ? secret : Secret("")).withCharacters { characters, _ in
          unsafe ssh_userauth_kbdint_setanswer(session.pointer, UInt32(number), characters)
        }
      }
      result = unsafe try step { pointer in unsafe ssh_userauth_kbdint(pointer, nil, nil) }
    }
    return result
  }

  /// The methods that the server would still take, or empty where it does not say.
  private func acceptedMethods(_ session: LibSSHSession) -> String {
    let flags = unsafe ssh_userauth_list(session.pointer, nil)
    let names = [
      (SSH_AUTH_METHOD_PUBLICKEY, "publickey"), (SSH_AUTH_METHOD_PASSWORD, "password"),
      (SSH_AUTH_METHOD_INTERACTIVE, "keyboard-interactive"), (SSH_AUTH_METHOD_HOSTBASED, "hostbased"),
      (SSH_AUTH_METHOD_GSSAPI_MIC, "gssapi-with-mic"),
    ]
    return names.filter { flags & Int32($0.0) != 0 }.map(\.1).joined(separator: ",")
  }
}
