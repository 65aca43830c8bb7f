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

  @Test func keyFile_letsIn() throws {
    let client = try SFTPClient.connect(server.configuration())
    #expect(client.server?.profile == .openSSH)
    #expect(client.server?.extensions.posixRename == true)
    client.close()
  }

  @Test func keyWithPassphrase_needsTheRightOne() throws {
    let key = server.files.userKeyWithPassphrase
    let right = server.configuration(login: [.keyFile(key, passphrase: Secret("lemon sorbet"))])
    try SFTPClient.connect(right).close()
    let wrong = server.refusal(server.configuration(login: [.keyFile(key, passphrase: Secret("vanilla"))]))
    #expect(wrong?.code == .authentication)
    #expect(wrong?.message.contains("wrong passphrase") == true)
    #expect(wrong?.message.contains("vanilla") == false)
    let none = server.refusal(server.configuration(login: [.keyFile(key, passphrase: nil)]))
    #expect(none?.message.contains("passphrase") == true)
  }

  @Test func strangersKey_isRefusedAndSaysWhatTheServerTakes() throws {
    let error = server.refusal(server.configuration(login: [.keyFile(server.files.strangersKey, passphrase: nil)]))
    #expect(error?.code == .authentication)
    #expect(error?.isTransient == false)
    #expect(error?.message.contains("not accepted") == true)
    #expect(error?.message.contains("publickey") == true)
  }

  @Test func missingAndPublicKeyFiles_sayWhatIsWrong() throws {
    let missing = server.refusal(server.configuration(login: [.keyFile("/nonexistent/id", passphrase: nil)]))
    #expect(missing?.message.contains("No such file") == true)
    let isPublic = server.refusal(
      server.configuration(login: [.keyFile(server.files.userKey + ".pub", passphrase: nil)]))
    #expect(isPublic?.message.contains("public key") == true)
  }

  @Test func severalMethods_areTriedInOrder() throws {
    let methods: [LoginMethod] = [
      .keyFile(server.files.strangersKey, passphrase: nil), .keyFile(server.files.userKey, passphrase: nil),
    ]
    let client = try SFTPClient.connect(server.configuration(login: methods))
    #expect(client.server?.transport.login == "key \(server.files.userKey)")
    client.close()
  }

  @Test(.enabled(if: PrivateSSHD.checksPasswords, "a server with passwords needs root and mount namespaces"))
  func password_rightAndWrong() throws {
    guard let password = server.password else { return }
    try SFTPClient.connect(server.configuration(login: [.password(Secret(password))])).close()
    let wrong = server.refusal(server.configuration(login: [.password(Secret("nonsense-pw"))]))
    #expect(wrong?.code == .authentication)
    #expect(wrong?.message.contains("nonsense-pw") == false)
  }

  @Test(.enabled(if: PrivateSSHD.checksPasswords, "a server with passwords needs root and mount namespaces"))
  func keyboardInteractive_answersWithThePassword() throws {
    guard let password = server.password else { return }
    let client = try SFTPClient.connect(server.configuration(login: [.keyboardInteractive(Secret(password))]))
    #expect(client.server?.transport.login == "keyboard-interactive")
    client.close()
  }

  @Test(.enabled(if: PrivateSSHD.checksPasswords, "a server with passwords needs root and mount namespaces"))
  func keyAndPassword_bothDemanded() throws {
    let strict = try PrivateSSHD(lines: ["AuthenticationMethods publickey,password"])
    guard let password = strict.password else { return }
    let key = LoginMethod.keyFile(strict.files.userKey, passphrase: nil)
    try SFTPClient.connect(strict.configuration(login: [key, .password(Secret(password))])).close()
    #expect(strict.refusal(strict.configuration(login: [key]))?.code == .authentication)
  }

  @Test(arguments: TransportChoice.libraries) func rsaKey_worksOrSaysWhyNot(_ transport: TransportChoice) throws {
    var configuration = server.configuration(login: [.keyFile(server.files.userRSAKey, passphrase: nil)])
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
