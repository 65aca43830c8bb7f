import Nightly
import Testing

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("sftp://ann@sftp.example.com", "ann", "sftp.example.com", 22, ""),
    ("sftp://ann@sftp.example.com/", "ann", "sftp.example.com", 22, "/"),
    ("sftp://ann@sftp.example.com:2222/in/box/", "ann", "sftp.example.com", 2222, "/in/box"),
    ("sftp://ann@sftp.example.com/~/box", "ann", "sftp.example.com", 22, "box"),
    ("sftp://ann@sftp.example.com/~", "ann", "sftp.example.com", 22, ""),
    ("sftp://a%40b@[2001:db8::1]:22/x%20y", "a@b", "2001:db8::1", 22, "/x y"),
    ("sftp://a@b@example.com/x@y", "a@b", "example.com", 22, "/x@y"),
    ("sftp://[2001:db8::1]", "", "2001:db8::1", 22, ""),
  ])
  func addresses_areTakenApart(_ text: String, _ user: String, _ host: String, _ port: Int, _ path: String) throws {
    let address = try ServerAddress(text)
    #expect(address.user == (user.isEmpty ? nil : user))
    #expect(address.host == host && address.port == port && address.path == path)
  }

  @Test(arguments: [
    "", "ftp://example.com", "sftp://", "sftp://@", "sftp://ann@", "sftp://h:0/", "sftp://h:99999/", "sftp://h:x/",
    "sftp://[::1", "sftp://h/%zz", "sftp://h/%00", "sftp://h/%ff", "sftp://a b/",
  ])
  func whatIsNoAddress_isRefused(_ text: String) {
    #expect(throws: ServerError.self) { try ServerAddress(text) }
  }

  @Test func passwordInAnAddress_isRefused_andNotShown() {
    for text in ["sftp://ann:hunter2@example.com/", "https://ann:hunter2@example.com/"] {
      let error = #expect(throws: ServerError.self) { try ServerAddress(text) }
      #expect(error?.description.contains("hunter2") == false)
    }
  }

  @Test func name_isOneForAllSpellings() throws {
    #expect(try ServerAddress("sftp://ann@example.com:22/in/").name == "sftp://ann@example.com/in")
    #expect(try ServerAddress("sftp://ann@[::1]:23/~/in").name == "sftp://ann@[::1]:23/~/in")
  }
}
