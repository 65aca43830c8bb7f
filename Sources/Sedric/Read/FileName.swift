/// A path's last part, cut into stem and extension at its last dot.
public struct FileName: Hashable, Sendable {
  /// What stands before the last dot, as bytes.
  public let stem: [UInt8]
  /// What stands behind the last dot, in lower case; empty where there is none.
  public let ending: String

  /// Cuts the last part of a path.
  public init(_ path: String) {
    let name = FileName.last(path)
    if let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex {
      stem = Array(name[..<dot])
      ending = String(Substring(name[name.index(after: dot)...])).lowercased()
    } else {
      stem = Array(name)
      ending = ""
    }
  }

  /// A path's last part, or the path where it has none.
  public static func last(_ path: String) -> Substring.UTF8View {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
    let name = bytes[bytes.index(after: slash)...]
    return name.isEmpty ? bytes[...] : name
  }
}
