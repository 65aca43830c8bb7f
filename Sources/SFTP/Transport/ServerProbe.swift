import Glibc

/// A look at an SSH server from outside, before any login: does it answer, what is it, what does it offer.
public struct ServerProbe: Hashable, Sendable {
  /// One kind of algorithm, and what the server offers of it in its order (RFC 4253 section 7.1).
  public struct Offer: Hashable, Sendable {
    /// The kind, as in `cipher`.
    public let kind: String
    /// The server's names.
    public let names: [String]
    /// The names that libssh offers here, in this client's order.
    public let ours: [String]
    /// The one that this client and the server would agree on, by the client's preferences; nil where there is none.
    public let agreed: String?
  }

  /// The host's addresses, as numbers.
  public let addresses: [String]
  /// Seconds that connecting took.
  public let connectSeconds: Double
  /// The server's identification line, as in `SSH-2.0-OpenSSH_9.2p1`.
  public let banner: String
  /// Key exchange, host key, cipher and MAC; empty where the server did not come that far.
  public let offers: [Offer]
  /// The library whose algorithms are compared, as in `libssh 0.10.6`.
  public let library: String

  /// Connects, reads the server's first bytes, and hangs up.
  public static func look(
    host: String, port: Int, algorithms: AlgorithmPreferences = AlgorithmPreferences(), seconds: Double = 10
  ) throws(SFTPError) -> ServerProbe {
    let addresses = try addresses(of: host)
    let deadline = Deadline(after: seconds)
    let start = Deadline.now
    let socket = try Socket.connect(host: host, port: port, deadline: deadline) { false }
    let connected = Deadline.now - start
    let opening = ServerOpening(greet(socket, deadline))
    guard !opening.banner.isEmpty else {
      throw SFTPError(
        .unreachable,
        opening.foreignLine.isEmpty
          ? "\(host) port \(port) takes the connection and says nothing. A firewall, or not an SSH server."
          : "\(host) port \(port) does not speak SSH: it said \"\(opening.foreignLine)\". Check the port.")
    }
    // A session that never begins knows what libssh can do.
    let able = try LibSSHSession(socket, user: "nobody").supported(of: algorithms)
    return ServerProbe(
      addresses: addresses, connectSeconds: connected, banner: opening.banner, offers: offers(opening.lists, able),
      library: LibSSHTransport.library)
  }

  private static func offers(_ lists: [[String]], _ ours: AlgorithmPreferences) -> [Offer] {
    guard lists.count == 10 else { return [] }
    let kinds: [(String, Int, [String])] = [
      ("key exchange", 0, ours.keyExchange), ("host key", 1, ours.hostKeys), ("cipher", 2, ours.ciphers),
      ("MAC", 4, ours.macs),
    ]
    return kinds.map { kind, list, names in
      Offer(kind: kind, names: lists[list], ours: names, agreed: names.first { lists[list].contains($0) })
    }
  }

  /// Says who we are, and reads until the server's KEXINIT is whole or the time is over.
  private static func greet(_ socket: Socket, _ deadline: Deadline) -> [UInt8] {
    let hello = Array("SSH-2.0-nightferry_doctor\r\n".utf8)
    _ = unsafe hello.withUnsafeBytes { unsafe socket.send($0) }
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while !deadline.isOver, ServerOpening(socket.opening ?? []).lists.count < 10 {
      guard socket.wait(POLLIN, seconds: min(deadline.remaining, 0.5)) else { continue }
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe socket.receive($0) }
      if count <= 0 { break }
    }
    return socket.opening ?? []
  }

  private static func addresses(of host: String) throws(SFTPError) -> [String] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(host, nil, &hints, &list)
    guard status == 0 else {
      let words = unsafe String(cString: gai_strerror(status))
      throw SFTPError(.unreachable, "cannot find the host \(host): \(words). Check the name and the network.")
    }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [String] = []
    var next = unsafe list
    while let address = unsafe next {
      var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let result = unsafe getnameinfo(
        address.pointee.ai_addr, address.pointee.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
      if result == 0 {
        addresses.append(String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
      }
      unsafe next = address.pointee.ai_next
    }
    return addresses
  }
}
