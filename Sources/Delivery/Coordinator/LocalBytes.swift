import Files

/// Pieces of local files.
enum LocalBytes {
  /// Up to `count` bytes from `offset`, fewer at the end of the file.
  static func read(_ path: String, at offset: Int64, count: Int) throws(SystemError) -> [UInt8] {
    let file = try FileDescriptor.open(path, .read)
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    let done = try unsafe span.withUnsafeMutableBytes { (all) throws(SystemError) in
      var done = 0
      while done < count {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: all[done...])
        let step = try unsafe file.read(at: offset + Int64(done), into: rest)
        if step == 0 { break }
        done += step
      }
      return done
    }
    bytes.removeLast(count - done)
    return bytes
  }

  /// Whether the file holds exactly these bytes at the offset.
  static func isEqual(_ path: String, at offset: Int64, to bytes: [UInt8]) throws(SystemError) -> Bool {
    try read(path, at: offset, count: bytes.count) == bytes
  }
}
