import Files

/// The bytes of an upload, read at any offset.
enum UploadSource: ~Copyable {
  case file(FileDescriptor)
  case bytes([UInt8])

  /// Opens the source and makes sure that it holds the bytes up to `end`.
  static func open(_ upload: Upload) throws(SFTPError) -> UploadSource {
    guard upload.start >= 0, upload.start <= upload.end else {
      throw SFTPError(
        .configuration, "\(upload.remotePath): the part to send ends before it starts", path: upload.remotePath)
    }
    switch upload.source {
    case .bytes(let bytes):
      guard bytes.count >= upload.end else { throw changed("the bytes", upload) }
      return .bytes(bytes)
    case .file(let path):
      do {
        let file = try FileDescriptor.open(path, .read)
        let status = try file.status()
        guard status.kind == .file else { throw SFTPError(.localFile, "\(path) is not a regular file") }
        guard status.size >= upload.end else { throw changed(path, upload) }
        return .file(file)
      } catch let error as SystemError {
        throw SFTPError(.localFile, "\(error)")
      } catch let error as SFTPError {
        throw error
      } catch {
        throw SFTPError(.localFile, "\(path): \(error)")
      }
    }
  }

  /// Fills the whole of `buffer` from `offset` on; false where the source ends before.
  borrowing func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int64) throws(SystemError) -> Bool {
    switch self {
    case .bytes(let bytes):
      guard Int(offset) + buffer.count <= bytes.count else { return false }
      unsafe bytes.withUnsafeBytes { all in
        unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[Int(offset)..<Int(offset) + buffer.count]))
      }
      return true
    case .file(let file):
      var done = 0
      while done < buffer.count {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        let count = unsafe try file.read(at: offset + Int64(done), into: rest)
        if count == 0 { return false }
        done += count
      }
      return true
    }
  }

  private static func changed(_ name: String, _ upload: Upload) -> SFTPError {
    SFTPError(.localFile, "\(name) is shorter than the \(upload.end) bytes that were to be sent: it changed meanwhile")
  }
}
