import Bytes

/// The server's first bytes: its identification line and its KEXINIT (RFC 4253 sections 4.2 and 7.1), read so that a
/// failed handshake can be explained.
struct ServerOpening {
  /// The identification without its line end, or empty where none came.
  private(set) var banner = ""
  /// The first line, where the server does not speak SSH at all.
  private(set) var foreignLine = ""
  /// The ten name-lists of KEXINIT, in the order of the RFC; empty where it did not come.
  private(set) var lists: [[String]] = []

  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end].last == UInt8(ascii: "\r") ? rest[..<end].dropLast() : rest[..<end]
      rest = rest[(end + 1)...]
      if line.starts(with: Array("SSH-".utf8)) {
        banner = RemotePath(bytes: Array(line.prefix(255))).description
        lists = Self.nameLists(Array(rest))
        return
      }
      if foreignLine.isEmpty { foreignLine = RemotePath(bytes: Array(line.prefix(80))).description }
    }
    if foreignLine.isEmpty { foreignLine = RemotePath(bytes: Array(rest.prefix(80))).description }
  }

  /// Reads an unencrypted binary packet (RFC 4253 section 6) that holds KEXINIT; empty where it is cut short.
  private static func nameLists(_ bytes: [UInt8]) -> [[String]] {
    // Packet length, padding length, message number and cookie.
    guard bytes.count > 22, bytes[5] == 20 else { return [] }
    var fields = FieldReader(bytes.span, at: 22)
    var lists: [[String]] = []
    while lists.count < 10, let text = try? fields.string() {
      lists.append(String(repairing: text.span).split(separator: ",").map(String.init))
    }
    return lists
  }

  /// The first of what was offered that the server shares nothing of; nil where all fit.
  func mismatch(with offers: [AlgorithmOffer]) -> AlgorithmOffer? {
    guard lists.count == 10 else { return nil }
    return offers.first { offer in !offer.names.contains(where: lists[offer.list].contains) }
  }
}

/// What a client offers of one kind of algorithm.
struct AlgorithmOffer {
  /// The kind's name, as in `cipher`.
  let kind: String
  /// Which of KEXINIT's lists it is, from 0.
  let list: Int
  /// The names, best first.
  let names: [String]
}
