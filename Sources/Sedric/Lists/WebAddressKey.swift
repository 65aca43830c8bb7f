import Bytes
import CIDN2

/// A web address in the one form that all its spellings share, for comparing and never for writing.
///
/// Scheme and host lose their case, an international host takes its ASCII form (IDNA2008, by libidn2), the scheme's own
/// port and slashes at the end of the path go, and `%7e`, `%7E` and `~` are one (RFC 3986 section 6.2.2).
public struct WebAddressKey: Hashable, Sendable {
  /// The address in that form.
  public let bytes: [UInt8]

  /// Reads an address. One that is none is compared as it stands.
  public init(_ text: Span<UInt8>) {
    let text = text.array()
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), text[colon...].starts(with: "://".utf8) else {
      bytes = text
      return
    }
    let scheme = text[..<colon].map { $0.lowercased }
    let rest = text[(colon + 3)...]
    let end = rest.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
    bytes =
      scheme + Array("://".utf8) + WebAddressKey.authority(rest[..<end], scheme: scheme)
      + WebAddressKey.path(rest[end...])
  }

  /// Who, host and port.
  private static func authority(_ text: ArraySlice<UInt8>, scheme: [UInt8]) -> [UInt8] {
    let at = text.lastIndex(of: UInt8(ascii: "@"))
    let user = at.map { Array(text[...$0]) } ?? []
    var host = Array(at.map { text[($0 + 1)...] } ?? text)
    var port: [UInt8] = []
    if let colon = host.lastIndex(of: UInt8(ascii: ":")), host[(colon + 1)...].allSatisfy({ isDigit($0) }) {
      port = Array(host[colon...])
      host.removeSubrange(colon...)
    }
    let standard = scheme.elementsEqual("https".utf8) ? ":443" : ":80"
    if port.count == 1 || port.elementsEqual(standard.utf8) { port = [] }
    return user + asciiHost(host) + port
  }

  /// The host as the name system knows it. One that is no name there, as an address in brackets, only loses its case.
  private static func asciiHost(_ host: [UInt8]) -> [UInt8] {
    var host = host
    if host.count > 1, host.last == UInt8(ascii: ".") { host.removeLast() }
    if host.allSatisfy({ $0 < 0x80 }) { return host.map { $0.lowercased } }
    var result: UnsafeMutablePointer<UInt8>?
    let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
    let code = unsafe (host + [0]).withUnsafeBufferPointer { name in
      unsafe idn2_lookup_u8(name.baseAddress, &result, flags)
    }
    guard code == IDN2_OK.rawValue, let result = unsafe result else { return host.map { $0.lowercased } }
    defer { unsafe idn2_free(result) }
    return Array(unsafe String(cString: result).utf8)
  }

  /// Path, query and fragment; slashes at the end of the path say nothing.
  private static func path(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let end = text.firstIndex { "?#".utf8.contains($0) } ?? text.endIndex
    var path = text[..<end]
    while path.last == UInt8(ascii: "/") { path.removeLast() }
    return unescaped(path) + unescaped(text[end...])
  }

  /// Escapes of letters, digits and `-._~` undone, others in capitals; what is not ASCII is escaped.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var at = text.startIndex
    while at < text.endIndex {
      var byte = text[at]
      var isEscape = byte >= 0x80
      if byte == UInt8(ascii: "%"), at + 2 < text.endIndex,
        let value = UInt8(String(decoding: text[(at + 1)...(at + 2)], as: UTF8.self), radix: 16)
      {
        byte = value
        isEscape = !isUnreserved(value)
        at += 2
      }
      if isEscape {
        let digits = String(byte, radix: 16, uppercase: true)
        result += Array((digits.utf8.count == 1 ? "%0" : "%").utf8) + Array(digits.utf8)
      } else {
        result.append(byte)
      }
      at += 1
    }
    return result
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "-._~".utf8.contains(byte)
  }
}

extension UInt8 {
  /// An ASCII letter in its small form.
  fileprivate var lowercased: UInt8 { isLetter(self) ? self | 0x20 : self }
}
