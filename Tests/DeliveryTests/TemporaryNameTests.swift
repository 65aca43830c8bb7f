import Testing

@testable import Delivery

@Suite struct TemporaryNameTests {
  @Test(arguments: ["a.csv", "1aaa-2021-12-19T10:47:55Z.mp3", String(repeating: "é", count: 127), "x.part", ".a.b"])
  func ours_areRecognised_andFit(_ name: String) {
    let token = TemporaryName.newToken()
    #expect(TemporaryName.isToken(token))
    let temporary = TemporaryName.name(for: name, token: token)
    #expect(temporary.utf8.count <= 255)
    #expect(temporary.hasPrefix(".") && temporary.hasSuffix(".part"))
    #expect(TemporaryName.token(of: temporary, for: name) == token)
    #expect(TemporaryName.token(of: temporary, for: name + "x") == nil)
    // In parts it has another name, which leads to the same word.
    let cut = TemporaryName.path(for: "in/\(name)", token: token, isCut: true).dropFirst(3)
    #expect(cut != temporary && cut.utf8.count <= 255)
    #expect(TemporaryName.token(of: String(cut), for: name) == token)
  }

  @Test(arguments: [
    ".a.csv.part", "a.csv", ".a.csv.nf00.part", ".a.csv.xx0123456789ab.part", ".a.csv.nf0123456789AB.part",
  ])
  func others_areNot(_ temporary: String) {
    #expect(TemporaryName.token(of: temporary, for: "a.csv") == nil)
  }

  @Test func longNames_thatBeginAlike_stayApart() {
    let names = ["a", "b"].map {
      TemporaryName.name(for: String(repeating: "x", count: 250) + $0, token: "nf0123456789ab")
    }
    #expect(names[0] != names[1])
  }

  @Test func path_staysInItsFolder() {
    #expect(TemporaryName.path(for: "/in/voice/a.mp3", token: "t") == "/in/voice/.a.mp3.t.part")
    #expect(TemporaryName.path(for: "a.mp3", token: "t") == ".a.mp3.t.part")
    #expect(TemporaryName.path(for: "/a.mp3", token: "t") == "/.a.mp3.t.part")
  }
}
