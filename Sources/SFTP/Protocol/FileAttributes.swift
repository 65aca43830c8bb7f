import Bytes

/// What a server says of a file, or is asked to set (draft-ietf-secsh-filexfer-02 section 5). A field that is nil was
/// not sent.
public struct FileAttributes: Hashable, Sendable {
  /// The size in bytes.
  public var size: UInt64?
  /// The owner's and the group's numbers.
  public var owner: Owner?
  /// The file type and permission bits, as in `st_mode`.
  public var permissions: UInt32?
  /// When the file was last read and changed, in seconds since 1970.
  public var times: Times?

  /// The numbers of a file's owner and group.
  public struct Owner: Hashable, Sendable {
    /// The user's number.
    public var user: UInt32
    /// The group's number.
    public var group: UInt32
  }

  /// A file's times, in seconds since 1970; 32 bits without a sign, so until 2106.
  public struct Times: Hashable, Sendable {
    /// When it was last read.
    public var accessed: UInt32
    /// When it was last changed.
    public var modified: UInt32

    /// Creates a pair of times.
    public init(accessed: UInt32, modified: UInt32) {
      self.accessed = accessed
      self.modified = modified
    }
  }

  /// Creates attributes that say only what is given.
  public init(size: UInt64? = nil, permissions: UInt32? = nil, times: Times? = nil) {
    self.size = size
    self.permissions = permissions
    self.times = times
  }

  /// What kind of thing it is, as far as the permission bits tell.
  public var kind: Kind {
    switch (permissions ?? 0) & 0o170000 {
    case 0o100000: .file
    case 0o040000: .folder
    case 0o120000: .link
    case 0: .unknown
    default: .other
    }
  }

  /// What stands at a remote path.
  public enum Kind: Hashable, Sendable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A symbolic link.
    case link
    /// A device, pipe or socket.
    case other
    /// The server did not say.
    case unknown
  }
}

extension FileAttributes {
  private static let sizeFlag: UInt32 = 0x1
  private static let ownerFlag: UInt32 = 0x2
  private static let permissionsFlag: UInt32 = 0x4
  private static let timesFlag: UInt32 = 0x8
  private static let extendedFlag: UInt32 = 0x8000_0000

  /// Reads the ATTRS structure; extended attributes are skipped.
  init(from fields: inout FieldReader) throws(ProtocolViolation) {
    let flags = try fields.number32()
    if flags & Self.sizeFlag != 0 { size = try fields.number64() }
    if flags & Self.ownerFlag != 0 { owner = Owner(user: try fields.number32(), group: try fields.number32()) }
    if flags & Self.permissionsFlag != 0 { permissions = try fields.number32() }
    if flags & Self.timesFlag != 0 { times = Times(accessed: try fields.number32(), modified: try fields.number32()) }
    guard flags & Self.extendedFlag != 0 else { return }
    for _ in 0..<(try fields.number32()) {
      try fields.skipString()
      try fields.skipString()
    }
  }

  /// The length of the ATTRS structure in bytes.
  var encodedCount: Int {
    4 + (size == nil ? 0 : 8) + (owner == nil ? 0 : 8) + (permissions == nil ? 0 : 4) + (times == nil ? 0 : 8)
  }

  /// Appends the ATTRS structure.
  func encode(into buffer: inout ByteBuffer) {
    var flags: UInt32 = 0
    if size != nil { flags |= Self.sizeFlag }
    if owner != nil { flags |= Self.ownerFlag }
    if permissions != nil { flags |= Self.permissionsFlag }
    if times != nil { flags |= Self.timesFlag }
    buffer.append(bigEndian: flags)
    if let size { buffer.append(bigEndian: size) }
    if let owner {
      buffer.append(bigEndian: owner.user)
      buffer.append(bigEndian: owner.group)
    }
    if let permissions { buffer.append(bigEndian: permissions) }
    if let times {
      buffer.append(bigEndian: times.accessed)
      buffer.append(bigEndian: times.modified)
    }
  }
}
