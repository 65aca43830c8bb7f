import Glibc
import TestSupport
import Testing

@testable import SFTP

/// A session that has ended says nothing to whoever has its descriptor's number by then.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct ClosedSessionTests {
  @Test func numberTakenByAnotherSocket_freeingTheSessionWritesNothingToIt() throws {
    let server = try PrivateSSHD()
    // Other tests open descriptors at the same time, and one of them may be first.
    for _ in 0..<50 {
      let transport = LibSSH2Transport(server.configuration())
      try transport.open(seconds: 20) { false }
      var session = transport.session
      let number = try #require(session?.socket.descriptor)
      transport.close()
      var ends: [Int32] = [-1, -1]
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
      try #require(unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0)
      defer { for end in ends { Glibc.close(end) } }
      guard let other = [1, 0].first(where: { ends[1 - $0] == number }) else { continue }
      session = nil
      var byte: UInt8 = 0
      #expect(unsafe recv(ends[other], &byte, 1, 0) == -1 && errno == EAGAIN)
      return
    }
    Issue.record("the number was never free")
  }
}
