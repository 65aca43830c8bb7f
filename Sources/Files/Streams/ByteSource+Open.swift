import Bytes

/// Opens what can be read as bytes.
public enum ByteSources {
  /// Opens a file, or standard input for `-`, and decompresses it where its first bytes say gzip or zstd.
  public static func open(path: String) throws(StreamError) -> PrefixedSource {
    try decompressing(FileSource(path: path))
  }

  /// Wraps a source with the decompressor that its first bytes call for.
  public static func decompressing(_ source: any ByteSource) throws(StreamError) -> PrefixedSource {
    let plain = PrefixedSource(source)
    let magic = try plain.peek(4)
    return switch Compression(magic: magic.span) {
    case .gzip: PrefixedSource(GzipSource(plain))
    case .zstd: PrefixedSource(ZstdSource(plain))
    case nil: plain
    }
  }
}
