import Bytes
import Files

extension KnownHosts {
  /// Appends a line for a host's key, making the file (0600) and its folder (0700) where they are missing.
  static func add(_ key: HostKey, host: String, port: Int, to file: String) throws(SFTPError) {
    var line = ByteBuffer()
    line.append("\(name(host: host, port: port)) \(key.type) \(Base64.encode(key.blob.span))\n")
    do {
      if let folder = Folder.parent(of: file) { try Folder.make(folder, mode: 0o700) }
      let old = (try? FileDescriptor.contents(of: file)) ?? []
      let open = try FileDescriptor.open(file, .append(mode: 0o600))
      if let last = old.last, last != UInt8(ascii: "\n") { try open.write([UInt8(ascii: "\n")].span) }
      try open.write(line.span)
      try open.close()
    } catch {
      throw SFTPError(.configuration, "cannot note the host key: \(error). Name another file with --known-hosts.")
    }
  }
}
