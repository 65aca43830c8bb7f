public import Bytes
public import Files

/// Hashes of files, by the block.
public enum FileHash {
  /// The SHA-256 of a file's contents.
  public static func sha256(of path: String) throws(SystemError) -> SHA256Digest {
    var buffer = ByteBuffer(capacity: 262_144)
    return try sha256(of: path, buffer: &buffer)
  }

  /// The SHA-256 of a file's contents, read through `buffer`, whose bytes are lost.
  public static func sha256(of path: String, buffer: inout ByteBuffer) throws(SystemError) -> SHA256Digest {
    let file = try FileDescriptor.open(path, .read)
    var hash = SHA256()
    buffer.removeAll()
    while try file.read(into: &buffer, atMost: 262_144) > 0 {
      hash.update(buffer.span)
      buffer.removeAll()
    }
    return hash.digest()
  }
}
