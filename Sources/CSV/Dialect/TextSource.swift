import Bytes
import Files
import Glibc

extension CSVReader {
  /// Opens a file's text, decompressed and as UTF-8.
  static func open(_ path: String, _ encoding: TextEncoding) throws(CSVError) -> (source: any ByteSource, skipped: Int)
  {
    do throws(StreamError) {
      return try ByteSources.open(path: path).text(in: encoding)
    } catch {
      throw CSVError(kind: .stream(error), path: path == "-" ? "standard input" : path)
    }
  }

  /// The text of a source, decompressed and as UTF-8.
  static func open(
    _ source: any ByteSource, _ encoding: TextEncoding
  ) throws(CSVError) -> (source: any ByteSource, skipped: Int) {
    do throws(StreamError) {
      return try ByteSources.decompressing(source).text(in: encoding)
    } catch {
      throw CSVError(kind: .stream(error), path: source.name)
    }
  }
}

extension PrefixedSource {
  /// The source's text as UTF-8 without a byte order mark, and how many bytes of mark were left out.
  func text(in encoding: TextEncoding) throws(StreamError) -> (source: any ByteSource, skipped: Int) {
    let mark = encoding.byteOrderMark
    var skipped = 0
    if !mark.isEmpty, try peek(mark.count) == mark {
      try unsafe withUnsafeTemporaryAllocation(byteCount: mark.count, alignment: 1) { (raw) throws(StreamError) in
        skipped = unsafe try read(into: raw)
      }
    }
    if encoding == .utf8 { return (self, skipped) }
    return (try TranscodedSource(self, from: encoding), 0)
  }
}

/// Text of another encoding as UTF-8, by the system's iconv.
///
/// A byte that is no text in its encoding is handed on as a byte that is never valid UTF-8, so that the reader, which
/// checks all text, reports it with its record and field; nothing is replaced in silence.
@safe
final class TranscodedSource: ByteSource {
  private let source: any ByteSource
  private let converter: iconv_t
  private let unit: Int
  private var input = PendingBytes(capacity: inputSize)
  private var output = PendingBytes(capacity: inputSize)
  private var atEnd = false
  private static let inputSize = 64 << 10

  init(_ source: any ByteSource, from encoding: TextEncoding) throws(StreamError) {
    self.source = source
    unit = encoding.isUTF16 ? 2 : 1
    guard let converter = unsafe iconv_open("UTF-8", encoding.iconvName), Int(bitPattern: converter) != -1 else {
      throw .unknownEncoding(name: encoding.rawValue)
    }
    unsafe self.converter = converter
  }

  deinit {
    unsafe iconv_close(converter)
  }

  var name: String { source.name }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    while output.count == 0 {
      if atEnd && input.count == 0 { return 0 }
      try refill()
      convert()
    }
    return unsafe output.give(into: buffer)
  }

  private func refill() throws(StreamError) {
    atEnd = try source.read(into: &input.buffer, atMost: TranscodedSource.inputSize) == 0
  }

  /// Converts what is there; an incomplete character at its end waits for more.
  private func convert() {
    while input.count > 0 {
      let code = unsafe TranscodedSource.convertRun(converter, &input, &output)
      if code == EILSEQ || (code == EINVAL && atEnd) {
        // A lone byte of 0x80 to 0xBF is never valid UTF-8 behind whole characters; others are marked by 0xFF.
        let byte = input.first(1)[0]
        output.buffer.append(unit == 1 && byte & 0xC0 == 0x80 ? byte : 0xFF)
        input.drop(min(unit, input.count))
      } else if code != E2BIG {
        break
      }
    }
  }

  /// One call of `iconv`, which returns its `errno`, 0 where all was converted.
  private static func convertRun(
    _ converter: iconv_t, _ input: inout PendingBytes, _ output: inout PendingBytes
  ) -> Int32 {
    var code: Int32 = 0
    let count = input.count
    var left = count
    unsafe input.waiting.withUnsafeBufferPointer { source in
      unsafe output.buffer.appendUnsafely(capacity: count * 4) { free in
        var text = unsafe UnsafeMutableRawPointer(mutating: source.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var target = unsafe UnsafeMutableRawPointer(free.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var room = free.count
        if unsafe iconv(converter, &text, &left, &target, &room) == -1 { code = errno }
        return free.count - room
      }
    }
    input.drop(count - left)
    return code
  }
}
