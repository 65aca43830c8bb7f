import Bytes

/// How text is spelled in bytes. Records are always handed out as UTF-8.
public enum TextEncoding: String, CaseIterable, Hashable, Sendable {
  /// UTF-8; a byte order mark is left out, every byte is checked.
  case utf8 = "utf-8"
  /// UTF-16, little end first; a byte order mark is left out.
  case utf16LittleEndian = "utf-16le"
  /// UTF-16, big end first; a byte order mark is left out.
  case utf16BigEndian = "utf-16be"
  /// Windows-1252, what European Excel and CRMs call ANSI.
  case windows1252 = "windows-1252"
  /// ISO 8859-1.
  case latin1 = "iso-8859-1"
  /// ISO 8859-15, with the euro sign.
  case latin9 = "iso-8859-15"

  /// The encoding of a name as people write it: `UTF8`, `cp1252`, `latin1`; nil for others.
  public init?(name: String) {
    let plain = String(decoding: name.utf8.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x20 }, as: UTF8.self)
    switch plain.lowercased() {
    case "utf8", "utf8sig", "ascii", "usascii": self = .utf8
    case "utf16", "utf16le", "ucs2le": self = .utf16LittleEndian
    case "utf16be", "ucs2be": self = .utf16BigEndian
    case "windows1252", "cp1252", "ansi", "win1252": self = .windows1252
    case "iso88591", "latin1", "l1": self = .latin1
    case "iso885915", "latin9", "l9": self = .latin9
    default: return nil
    }
  }

  /// Whether this is UTF-16, whichever end comes first.
  public var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

  /// What may stand before a text and is none of it; empty where the encoding has no such mark.
  var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: UTF8Check.byteOrderMark
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .windows1252, .latin1, .latin9: []
    }
  }

  /// What `iconv_open` calls it.
  var iconvName: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .windows1252: "WINDOWS-1252"
    case .latin1: "ISO-8859-1"
    case .latin9: "ISO-8859-15"
    }
  }
}
