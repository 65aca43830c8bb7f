public import Bytes

/// Bytes that come one piece after the other: a file, standard input, what a decompressor yields.
///
/// Crossed once per piece of many kilobytes, so a class behind a protocol costs nothing that matters.
public protocol ByteSource: AnyObject {
  /// What the bytes are called in messages: a path, or `standard input`.
  var name: String { get }

  /// Reads up to `buffer.count` bytes into `buffer` and returns how many came; 0 means the end.
  ///
  /// A shorter piece than asked for is not the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int
}

extension ByteSource {
  /// Appends up to `count` bytes to `buffer` and returns how many came; 0 means the end.
  public func read(into buffer: inout ByteBuffer, atMost count: Int) throws(StreamError) -> Int {
    let before = buffer.count
    try unsafe buffer.appendUnsafely(capacity: count) { (free) throws(StreamError) in
      unsafe try read(into: UnsafeMutableRawBufferPointer(free))
    }
    return buffer.count - before
  }
}

/// A stream that could not be read on.
public enum StreamError: Error, Hashable, Sendable {
  /// A system call failed.
  case system(SystemError)
  /// Compressed bytes are damaged or end too early, at `offset` of the compressed file.
  case damaged(name: String, format: Compression, offset: Int64, reason: String)
  /// The system's iconv does not know an encoding.
  case unknownEncoding(name: String)
}

extension StreamError: CustomStringConvertible {
  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .system(let error):
      error.description
    case .damaged(let name, let format, let offset, let reason):
      "\(name): the \(format.rawValue) data are damaged at byte \(offset): \(reason). Fetch or export the file again."
    case .unknownEncoding(let name):
      "the encoding \(name) is not known to this system's iconv (see `iconv -l`)"
    }
  }
}

/// How a file is compressed, told by its first bytes.
public enum Compression: String, CaseIterable, Hashable, Sendable {
  /// RFC 1952.
  case gzip
  /// RFC 8878.
  case zstd

  /// The compression that a file's first four bytes announce, or nil for plain bytes.
  public init?(magic bytes: Span<UInt8>) {
    if bytes.count >= 3, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 {
      self = .gzip
    } else if bytes.count >= 4, bytes[0] == 0x28, bytes[1] == 0xB5, bytes[2] == 0x2F, bytes[3] == 0xFD {
      self = .zstd
    } else if bytes.count >= 4, bytes[0] & 0xF0 == 0x50, bytes[1] == 0x2A, bytes[2] == 0x4D, bytes[3] == 0x18 {
      // A frame to be skipped (RFC 8878 section 3.1.2), with which pzstd begins.
      self = .zstd
    } else {
      return nil
    }
  }
}
