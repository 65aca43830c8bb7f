import Bytes
import CSSH2
import Files
import Glibc

/// Logging in: each configured method in order until the server is content.
extension LibSSH2Transport {
  func logIn(_ session: SSHSession, deadline: Deadline, interrupted: () -> Bool) throws(SFTPError) {
    var tried: [String] = []
    for method in configuration.login {
      session.hasRefusedLogin = !tried.isEmpty
      let said = try attempt(method, session, deadline: deadline, interrupted: interrupted)
      if unsafe libssh2_userauth_authenticated(session.pointer) != 0 {
        description.login = method.label
        return
      }
      tried.append("\(method.label): \(said)")
    }
    throw notLetIn(
      tried: tried, accepted: try acceptedMethods(session, deadline: deadline, interrupted: interrupted))
  }

  /// The methods that the server would still take, or empty where it does not say.
  private func acceptedMethods(
    _ session: SSHSession, deadline: Deadline, interrupted: () -> Bool
  ) throws(SFTPError) -> String {
    while session.socket.descriptor >= 0 {
      let user = configuration.user
      if let list = unsafe libssh2_userauth_list(session.pointer, user, UInt32(user.utf8.count)) {
        return unsafe String(cString: list)
      }
      guard session.lastCode == LIBSSH2_ERROR_EAGAIN, !deadline.isOver, !interrupted() else { return "" }
      session.socket.wait(POLLIN, seconds: min(0.2, deadline.remaining))
    }
    return ""
  }

  /// Tries one method and returns what came of it, in words for a failure.
  private func attempt(
    _ method: LoginMethod, _ session: SSHSession, deadline: Deadline, interrupted: () -> Bool
  ) throws(SFTPError) -> String {
    let user = configuration.user
    let length = UInt32(user.utf8.count)
    switch method {
    case .agent:
      return try tryAgent(session, deadline: deadline, interrupted: interrupted)
    case .keyFile(let path, let passphrase):
      return try tryKeyFile(path, passphrase, session, deadline: deadline, interrupted: interrupted)
    case .password(let secret):
      let result = unsafe try session.complete("logging in", deadline: deadline, interrupted: interrupted) { pointer in
        unsafe secret.withCharacters {
          unsafe libssh2_userauth_password_ex(pointer, user, length, $0, UInt32($1), chooseNothing)
        }
      }
      return try outcome(result, session)
    case .keyboardInteractive(let secret):
      session.answer = secret
      defer { session.answer = nil }
      let result = unsafe try session.complete("logging in", deadline: deadline, interrupted: interrupted) { pointer in
        unsafe libssh2_userauth_keyboard_interactive_ex(pointer, user, length, answerPrompts)
      }
      return try outcome(result, session)
    }
  }

  /// Words for a method's failure; a connection that ended is thrown.
  func outcome(_ result: Int32, _ session: SSHSession) throws(SFTPError) -> String {
    if result == LIBSSH2_ERROR_SOCKET_DISCONNECT {
      throw hungUpAtLogin(isAnswer: true, saying: session.lastWords)
    }
    // libssh2 calls a login refused as well when the connection has ended.
    if result != 0, session.socket.hasEnded {
      throw hungUpAtLogin(isAnswer: session.hasRefusedLogin, saying: session.lastWords)
    }
    switch result {
    case 0: return "accepted, but the server wants more"
    case LIBSSH2_ERROR_AUTHENTICATION_FAILED, LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED: return "not accepted"
    case LIBSSH2_ERROR_PASSWORD_EXPIRED: return "it has expired, and the server wants a new one"
    default: return session.lastWords
    }
  }

  private func tryKeyFile(
    _ path: String, _ passphrase: Secret?, _ session: SSHSession, deadline: Deadline, interrupted: () -> Bool
  ) throws(SFTPError) -> String {
    let file: PrivateKeyFile
    do {
      file = try PrivateKeyFile(path: path)
    } catch {
      return error.message
    }
    if file.isEncrypted, passphrase == nil { return "the key has a passphrase, and none was given" }
    let user = configuration.user
    let result = unsafe try session.complete("logging in", deadline: deadline, interrupted: interrupted) { pointer in
      unsafe (passphrase ?? Secret("")).withCharacters { words, _ in
        unsafe libssh2_userauth_publickey_fromfile_ex(pointer, user, UInt32(user.utf8.count), nil, path, words)
      }
    }
    if result == LIBSSH2_ERROR_FILE {
      return file.isEncrypted ? "wrong passphrase" : "not a private key that libssh2 reads"
    }
    let said = try outcome(result, session)
    guard file.type == "ssh-rsa", SSHSession.signsRSAWithSHA1Only, result != 0 else { return said }
    return """
      \(said); \(Self.library) signs with RSA keys by SHA-1 only, which servers refuse today: \
      use --transport openssh or an ed25519 key
      """
  }
}

extension SSHSession {
  /// Whether this libssh2 is older than 1.11, which brought rsa-sha2 signatures.
  static var signsRSAWithSHA1Only: Bool { unsafe libssh2_version(0x010B00) == nil }
}

/// Chooses no new password for one that has expired; without this libssh2 calls it a wrong one.
private let chooseNothing:
  @convention(c) (
    OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, UnsafeMutablePointer<Int32>?,
    UnsafeMutablePointer<UnsafeMutableRawPointer?>?
  ) -> Void = { _, _, _, _ in }

/// Answers each question that hides its answer with the session's secret, and the others with nothing.
private let answerPrompts:
  @convention(c) (
    UnsafePointer<CChar>?, Int32, UnsafePointer<CChar>?, Int32, Int32, UnsafePointer<LIBSSH2_USERAUTH_KBDINT_PROMPT>?,
    UnsafeMutablePointer<LIBSSH2_USERAUTH_KBDINT_RESPONSE>?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?
  ) -> Void = { _, _, _, _, count, prompts, responses, abstract in
    guard let secret = unsafe SSHSession.of(abstract)?.answer, let prompts = unsafe prompts,
      let responses = unsafe responses
    else { return }
    for index in 0..<Int(count) where unsafe prompts[index].echo == 0 {
      // libssh2 frees the answer with `free`.
      unsafe secret.withCharacters { characters, length in
        unsafe responses[index].text = strdup(characters)
        unsafe responses[index].length = UInt32(length)
      }
    }
  }
