import Bytes

/// The requests. Each appends one packet to the unsent bytes and returns at once; the answer comes with `tag`.
extension SFTPMachine {
  /// Opens a file; the answer is a handle.
  public mutating func open(
    _ path: RemotePath, _ flags: OpenFlags, attributes: FileAttributes = FileAttributes(), tag: UInt64
  ) {
    begin(.open, string: path.bytes.span, extra: 4 + attributes.encodedCount, answer: .replyHandle, tag)
    output.append(bigEndian: flags.rawValue)
    attributes.encode(into: &output)
  }

  /// Closes a file or folder.
  public mutating func close(_ handle: [UInt8], tag: UInt64) {
    begin(.close, string: handle.span, extra: 0, answer: .replyStatus, tag)
  }

  /// Reads at most `count` bytes at `offset`; the answer is data, or the status `endOfFile`.
  public mutating func read(_ handle: [UInt8], offset: UInt64, count: Int, tag: UInt64) {
    begin(.read, string: handle.span, extra: 12, answer: .replyData, dataLimit: count, tag)
    output.append(bigEndian: offset)
    output.append(bigEndian: UInt32(count))
  }

  /// Writes the `count` bytes that `fill` puts into the buffer it is given. Where it throws or returns false, nothing
  /// is asked.
  public mutating func write<Failure: Error>(
    _ handle: [UInt8], offset: UInt64, count: Int, tag: UInt64,
    fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Bool
  ) throws(Failure) -> Bool {
    let before = output.count
    output.reserve(4 + 1 + 4 + 4 + handle.count + 8 + 4 + count)
    output.append(bigEndian: UInt32(1 + 4 + 4 + handle.count + 8 + 4 + count))
    output.append(PacketKind.write.rawValue)
    let id = requests.add(.init(answer: .replyStatus, dataLimit: 0, tag: tag))
    output.append(bigEndian: id)
    output.append(field: handle.span)
    output.append(bigEndian: offset)
    output.append(bigEndian: UInt32(count))
    let start = output.count
    do {
      unsafe try output.appendUnsafely(capacity: count) { (room) throws(Failure) in
        unsafe try fill(UnsafeMutableRawBufferPointer(room)) ? count : 0
      }
    } catch {
      output.truncate(to: start)
      withdraw(id, to: before)
      throw error
    }
    if output.count == start + count { return true }
    withdraw(id, to: before)
    return false
  }

  private mutating func withdraw(_ id: UInt32, to count: Int) {
    output.truncate(to: count)
    _ = try? requests.take(id)
  }

  /// Asks what stands at a path; the answer is attributes.
  public mutating func status(_ path: RemotePath, followLinks: Bool = true, tag: UInt64) {
    begin(followLinks ? .status : .linkStatus, string: path.bytes.span, extra: 0, answer: .replyAttributes, tag)
  }

  /// Asks what an open file is; the answer is attributes.
  public mutating func handleStatus(_ handle: [UInt8], tag: UInt64) {
    begin(.handleStatus, string: handle.span, extra: 0, answer: .replyAttributes, tag)
  }

  /// Sets attributes of what stands at a path.
  public mutating func setStatus(_ path: RemotePath, _ attributes: FileAttributes, tag: UInt64) {
    begin(.setStatus, string: path.bytes.span, extra: attributes.encodedCount, answer: .replyStatus, tag)
    attributes.encode(into: &output)
  }

  /// Sets attributes of an open file.
  public mutating func setHandleStatus(_ handle: [UInt8], _ attributes: FileAttributes, tag: UInt64) {
    begin(.setHandleStatus, string: handle.span, extra: attributes.encodedCount, answer: .replyStatus, tag)
    attributes.encode(into: &output)
  }

  /// Opens a folder for reading; the answer is a handle.
  public mutating func openFolder(_ path: RemotePath, tag: UInt64) {
    begin(.openFolder, string: path.bytes.span, extra: 0, answer: .replyHandle, tag)
  }

  /// Reads a folder's next entries; the answer is names, or the status `endOfFile`.
  public mutating func readFolder(_ handle: [UInt8], tag: UInt64) {
    begin(.readFolder, string: handle.span, extra: 0, answer: .replyNames, tag)
  }

  /// Removes a file.
  public mutating func remove(_ path: RemotePath, tag: UInt64) {
    begin(.remove, string: path.bytes.span, extra: 0, answer: .replyStatus, tag)
  }

  /// Makes a folder.
  public mutating func makeFolder(_ path: RemotePath, _ attributes: FileAttributes = FileAttributes(), tag: UInt64) {
    begin(.makeFolder, string: path.bytes.span, extra: attributes.encodedCount, answer: .replyStatus, tag)
    attributes.encode(into: &output)
  }

  /// Removes an empty folder.
  public mutating func removeFolder(_ path: RemotePath, tag: UInt64) {
    begin(.removeFolder, string: path.bytes.span, extra: 0, answer: .replyStatus, tag)
  }

  /// Asks for the absolute path; the answer is one name.
  public mutating func realPath(_ path: RemotePath, tag: UInt64) {
    begin(.realPath, string: path.bytes.span, extra: 0, answer: .replyNames, tag)
  }

  /// Renames; most servers refuse where `target` is taken.
  public mutating func rename(_ source: RemotePath, to target: RemotePath, tag: UInt64) {
    begin(.rename, string: source.bytes.span, extra: 4 + target.bytes.count, answer: .replyStatus, tag)
    output.append(field: target.bytes.span)
  }

  /// Starts a packet: length, kind, id and its first string; `extra` bytes follow.
  mutating func begin(
    _ kind: PacketKind, string: Span<UInt8>, extra: Int, answer: PacketKind, dataLimit: Int = 0, _ tag: UInt64
  ) {
    output.append(bigEndian: UInt32(1 + 4 + 4 + string.count + extra))
    output.append(kind.rawValue)
    output.append(bigEndian: requests.add(.init(answer: answer, dataLimit: dataLimit, tag: tag)))
    output.append(field: string)
  }
}
