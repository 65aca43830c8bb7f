import Bytes
import Glibc

/// The C library's character set conversion (`iconv`, POSIX.1-2017).
enum CharsetConverter {
  /// Converts to UTF-8; what cannot be converted becomes U+FFFD.
  ///
  /// - Returns: Whether all bytes could be converted, or nil where the character set is unknown.
  static func convert(_ source: Span<UInt8>, from name: String, into output: inout ByteBuffer) -> Bool? {
    let descriptor = unsafe iconv_open("UTF-8", name)
    guard let descriptor = unsafe descriptor, Int(bitPattern: descriptor) != -1 else { return nil }
    defer { unsafe iconv_close(descriptor) }
    var isClean = true
    var at = 0
    while at < source.count {
      let (read, code) = unsafe step(descriptor, source, at, &output)
      at += read
      if code == 0 { break }
      if code != E2BIG {
        isClean = false
        output.append(codePoint: 0xFFFD)
        at += 1
      }
    }
    return isClean
  }

  /// One call: at most 16 KiB of output. Returns how many bytes were taken and `errno`, or 0 at the end.
  private static func step(
    _ descriptor: iconv_t, _ source: Span<UInt8>, _ at: Int, _ output: inout ByteBuffer
  ) -> (read: Int, code: Int32) {
    var read = 0
    var code: Int32 = 0
    unsafe output.appendUnsafely(capacity: 16384) { room in
      unsafe source.withUnsafeBytes { bytes in
        var from = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        unsafe from = unsafe from?.advanced(by: at)
        var left = bytes.count - at
        var to = unsafe UnsafeMutableRawPointer(room.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var space = room.count
        let result = unsafe iconv(descriptor, &from, &left, &to, &space)
        code = result == Int(bitPattern: UInt.max) ? errno : 0
        read = bytes.count - at - left
        return room.count - space
      }
    }
    return (read, code)
  }
}
