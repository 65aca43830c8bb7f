import Foundation
import SFTP
import TestSupport
import Testing

/// Logging in to a real OpenSSH server.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct LoginTests {
  let server: PrivateSSHD

  init() throws {
    server = try PrivateSSHD(keyboardInteractive: true)
  }

  /// The server, or another one, reached through a transport.
  private func through(
    _ transport: TransportChoice, _ login: [LoginMethod]? = nil, at server: PrivateSSHD? = nil
  ) -> SFTPConfiguration {
    var configuration = (server ?? self.server).configuration(login: login)
    configuration.transport = transport
    return configuration
  }

  @Test(arguments: TransportChoice.libraries) func keyFile_letsIn(_ transport: TransportChoice) throws {
    let client = try SFTPClient.connect(through(transport))
    #expect(client.server?.profile == .openSSH)
    #expect(client.server?.extensions.posixRename == true)
    client.close()
  }

  @Test(arguments: TransportChoice.libraries) func keyWithPassphrase_needsTheRightOne(_ transport: TransportChoice)
    throws
  {
    let key = server.files.userKeyWithPassphrase
    let right = through(transport, [.keyFile(key, passphrase: Secret("lemon sorbet"))])
    try SFTPClient.connect(right).close()
    let wrong = server.refusal(through(transport, [.keyFile(key, passphrase: Secret("vanilla"))]))
    #expect(wrong?.code == .authentication)
    #expect(wrong?.message.contains("wrong passphrase") == true)
    #expect(wrong?.message.contains("vanilla") == false)
    let none = server.refusal(through(transport, [.keyFile(key, passphrase: nil)]))
    #expect(none?.message.contains("passphrase") == true)
  }

  @Test(arguments: TransportChoice.libraries) func strangersKey_isRefusedAndSaysWhatTheServerTakes(
    _ transport: TransportChoice
  ) throws {
    let error = server.refusal(through(transport, [.keyFile(server.files.strangersKey, passphrase: nil)]))
    #expect(error?.code == .authentication)
    #expect(error?.isTransient == false)
    #expect(error?.message.contains("not accepted") == true)
    #expect(error?.message.contains("publickey") == true)
  }

  @Test(arguments: TransportChoice.carriers) func serverThatHangsUpAfterOneTry_isARefusal(_ transport: TransportChoice)
    throws
  {
    let server = try PrivateSSHD(lines: ["MaxAuthTries 1"])
    let key = LoginMethod.keyFile(server.files.strangersKey, passphrase: nil)
    let error = server.refusal(through(transport, [key, key], at: server))
    #expect(error?.code == .authentication, "\(error.map(String.init(describing:)) ?? "let in")")
    if transport != .libssh2 { #expect(error?.message.contains("Too many authentication failures") == true) }
  }

  @Test(arguments: TransportChoice.libraries) func missingAndPublicKeyFiles_sayWhatIsWrong(_ transport: TransportChoice)
    throws
  {
    let missing = server.refusal(through(transport, [.keyFile("/nonexistent/id", passphrase: nil)]))
    #expect(missing?.message.contains("No such file") == true)
    let isPublic = server.refusal(
      through(transport, [.keyFile(server.files.userKey + ".pub", passphrase: nil)]))
    #expect(isPublic?.message.contains("public key") == true)
  }

  @Test(arguments: TransportChoice.libraries) func severalMethods_areTriedInOrder(_ transport: TransportChoice) throws {
    let methods: [LoginMethod] = [
      .keyFile(server.files.strangersKey, passphrase: nil), .keyFile(server.files.userKey, passphrase: nil),
    ]
    let client = try SFTPClient.connect(through(transport, methods))
    #expect(client.server?.transport.login == "key \(server.files.userKey)")
    client.close()
  }

  @Test(
    .enabled(if: PrivateSSHD.checksPasswords, "a server with passwords needs root and mount namespaces"),
    arguments: TransportChoice.libraries)
  func password_rightAndWrong(_ transport: TransportChoice) throws {
    guard let password = server.password else { return }
    try SFTPClient.connect(through(transport, [.password(Secret(password))])).close()
    let wrong = server.refusal(through(transport, [.password(Secret("nonsense-pw"))]))
    #expect(wrong?.code == .authentication)
    #expect(wrong?.message.contains("nonsense-pw") == false)
  }

  @Test(
    .enabled(if: PrivateSSHD.checksPasswords, "a server with passwords needs root and mount namespaces"),
    arguments: TransportChoice.libraries)
  func keyboardInteractive_answersWithThePassword(_ transport: TransportChoice) throws {
    guard let password = server.password else { return }
    let client = try SFTPClient.connect(through(transport, [.keyboardInteractive(Secret(password))]))
    #expect(client.server?.transport.login == "keyboard-interactive")
    client.close()
  }

  @Test(
    .enabled(if: PrivateSSHD.checksPasswords, "a server with passwords needs root and mount namespaces"),
    arguments: TransportChoice.libraries)
  func keyAndPassword_bothDemanded(_ transport: TransportChoice) throws {
    let strict = try PrivateSSHD(lines: ["AuthenticationMethods publickey,password"])
    guard let password = strict.password else { return }
    let key = LoginMethod.keyFile(strict.files.userKey, passphrase: nil)
    try SFTPClient.connect(through(transport, [key, .password(Secret(password))], at: strict)).close()
    #expect(strict.refusal(through(transport, [key], at: strict))?.code == .authentication)
  }

  @Test(arguments: TransportChoice.libraries) func rsaKey_worksOrSaysWhyNot(_ transport: TransportChoice) throws {
    var configuration = through(transport, [.keyFile(server.files.userRSAKey, passphrase: nil)])
    configuration.transport = transport
    let error = server.refusal(configuration)
    #expect(error == nil || (transport == .libssh2 && error?.message.contains("SHA-1") == true))
  }

  @Test func secret_neverPrints() {
    let secret = Secret("hunter2")
    #expect("\(secret) \(String(reflecting: secret)) \(LoginMethod.password(secret))".contains("hunter2") == false)
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("104"))
  }
}
