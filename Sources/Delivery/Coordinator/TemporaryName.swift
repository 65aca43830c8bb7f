import Bytes

/// Temporary names on a server, `.<name>.<token>.part`, and how to tell ours from other people's.
///
/// A token is `nf` and twelve hexadecimal digits. In the name of a file that is sent in parts it begins with `nc`: what is there
/// of such a file has gaps, and is never gone on with as if it had none. A name too long for 255 bytes is cut and followed by a piece of its hash.
public enum TemporaryName {
  private static let limit = 255
  private static let tokenLength = 14

  /// A token of a run's own.
  public static func newToken() -> String {
    token(UInt64.random(in: 0...UInt64.max))
  }

  /// The token of a file's state, for deliveries without a ledger: the same source gets the same name again, a changed one
  /// another.
  static func token(size: Int64, modified: Timestamp, path: String) -> String {
    let hash = SHA256.hash("\(size) \(modified.nanosecondsSinceEpoch) \(path)".utf8.span)
    var number: UInt64 = 0
    for index in 0..<8 { number = number << 8 | UInt64(hash.bytes[index]) }
    return token(number)
  }

  private static func token(_ number: UInt64) -> String {
    let digits = String(number & 0xFFFF_FFFF_FFFF, radix: 16)
    return "nf" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
  }

  /// The temporary path of `path`: in the same folder, hidden.
  static func path(for path: String, token: String, isCut: Bool = false) -> String {
    let folder = SlashPath.folder(of: path)
    return SlashPath.join(folder, name(for: SlashPath.name(of: path), token: isCut ? cut(token) : token))
  }

  private static func cut(_ token: String) -> String { "nc\(token.dropFirst(2))" }

  static func name(for name: String, token: String) -> String {
    let room = limit - token.utf8.count - 7
    if name.utf8.count <= room { return ".\(name).\(token).part" }
    let hash = SHA256.hash(name.utf8.span).hexadecimal.prefix(16)
    var end = name.utf8.index(name.startIndex, offsetBy: room - 17)
    // A multi-byte character is not cut in two.
    while end > name.startIndex, end.samePosition(in: name.unicodeScalars) == nil { end = name.utf8.index(before: end) }
    return ".\(name[..<end])~\(hash).\(token).part"
  }

  /// The final name and the token of a temporary name, or nil for any other name. The final name of a cut one is not known,
  /// and it is nil too.
  static func parts(of temporary: String) -> (name: String, token: String)? {
    let bytes = Array(temporary.utf8)
    let suffix = tokenLength + 6
    guard bytes.count > suffix + 1, bytes[0] == UInt8(ascii: ".") else { return nil }
    let name = String(decoding: bytes[1..<(bytes.count - suffix)], as: UTF8.self)
    return token(of: temporary, for: name).map { (name, $0) }
  }

  /// The token of a temporary name that stands for `final`, or nil for any other name.
  static func token(of temporary: String, for final: String) -> String? {
    let bytes = Array(temporary.utf8)
    guard bytes.count > tokenLength + 7, bytes.suffix(5).elementsEqual(".part".utf8) else { return nil }
    let token = String(decoding: bytes[(bytes.count - 5 - tokenLength)..<(bytes.count - 5)], as: UTF8.self)
    guard name(for: final, token: token).utf8.elementsEqual(bytes) else { return nil }
    // A file in parts carries the same word but for its second letter.
    let own = token.utf8.starts(with: "nc".utf8) ? "nf\(token.dropFirst(2))" : token
    return isToken(own) ? own : nil
  }

  static func isToken(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == tokenLength && bytes.starts(with: "nf".utf8)
      && bytes.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
