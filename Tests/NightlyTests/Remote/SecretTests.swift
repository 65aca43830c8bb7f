import Files
import Glibc
import Nightly
import SFTP
import TestSupport
import Testing

@Suite struct SecretTests {
  @Test func fileForItsOwnerAlone_isTaken_withoutItsLineEnd() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("swordfish\n", to: "password")
    #expect(unsafe chmod(path, 0o600) == 0)
    #expect(try SecretSource.file(path).secret(environment: [:]).bytes == Array("swordfish".utf8))
  }

  @Test func fileThatOthersMayRead_isRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("swordfish", to: "password")
    #expect(unsafe chmod(path, 0o640) == 0)
    let error = #expect(throws: ServerError.self) { try SecretSource.file(path).secret(environment: [:]) }
    #expect(error?.description.contains("chmod 600") == true)
    #expect(error?.description.contains("swordfish") == false)
  }

  @Test(arguments: [
    (0o400, "password", true), (0o440, "password", true), (0o460, "password", false), (0o444, "password", false),
    (0o440, "../other", false),
  ])
  func credentialOfAService_isTakenFromItsFolderAlone(mode: Int, name: String, taken: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write("elsewhere", to: "other")
    let path = try folder.write("swordfish", to: "service/password")
    #expect(unsafe chmod(path, mode_t(mode)) == 0 && chmod(folder.file("other"), 0o440) == 0)
    let environment = ["CREDENTIALS_DIRECTORY": folder.file("service")]
    let source = SecretSource.file("\(folder.file("service"))/\(name)")
    let secret = try? source.secret(environment: environment)
    #expect((secret != nil) == taken)
  }

  @Test func missingOnes_areNamed() {
    let error = #expect(throws: ServerError.self) { try SecretSource.environment("NF_X").secret(environment: [:]) }
    #expect(error?.problem.contains("NF_X") == true)
    #expect(throws: ServerError.self) { try SecretSource.file("/nowhere/at/all").secret(environment: [:]) }
  }

  @Test func nothingToLogInWith_isSaidBeforeAnybodyIsCalled() throws {
    let address = try ServerAddress("sftp://ann@sftp.example.com")
    #expect(throws: ServerError.self) {
      try ServerLogin().configuration(for: address, environment: ["HOME": "/nowhere"])
    }
    var login = ServerLogin()
    login.password = .environment("P")
    let configuration = try login.configuration(for: address, environment: ["HOME": "/nowhere", "P": "x"])
    #expect(configuration.login.count == 2)
    #expect(configuration.hostKeys.mode == .strict)
  }
}
