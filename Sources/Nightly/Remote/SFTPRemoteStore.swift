import Bytes
public import Delivery
public import SFTP

/// An SFTP server as a place for parcels: `SFTPClient` behind `Delivery`'s contract.
///
/// It connects with the first operation, so that a delivery with nothing to send never calls the server.
public final class SFTPRemoteStore: RemoteStore {
  private let client: SFTPClient
  private let configuration: SFTPConfiguration
  /// What was reached last; nil before the first connection.
  public private(set) var server: ServerDescription?
  /// Operations under way, with the bytes of each that were told of.
  private var underWay: [UInt64: Int64] = [:]

  /// Creates a store; nobody is called yet.
  public init(_ configuration: SFTPConfiguration) {
    self.configuration = configuration
    client = SFTPClient(configuration)
  }

  /// What the server and its profile allow; before the first connection what is known of any server.
  public var capabilities: RemoteCapabilities {
    noteServer()
    let profile = server?.profile ?? configuration.profile ?? .generic
    return RemoteCapabilities(
      profile: profile.name, usesTemporaryNames: profile.renames,
      canRenameOver: profile.renames && (server?.extensions.posixRename ?? false), canResume: profile.writesAnywhere,
      canSynchronize: server?.extensions.fsync ?? false,
      // OpenSSH does the requests of a connection in their order, so that what a file has is without holes. Of others
      // that is not known: all that can be under way for one file is in doubt.
      unorderedBytes: profile.worksInOrder ? 0 : 16 << 20,
      // More than the connections carry at a time, so that files are sent while others are renamed.
      maxInFlight: 2
        * min(configuration.filesInFlight * max(2, configuration.connections), configuration.transfers ?? .max),
      parts: profile.writesAnywhere && profile.worksInOrder ? partRules : nil)
  }

  /// Four parts a connection cover a long link's window while one file is opened and another closed.
  private var partRules: PartRules {
    PartRules(
      threshold: 32 << 20, partSize: 2 << 20,
      inFlight: min(32, 4 * configuration.connections, configuration.transfers ?? .max), window: 64 << 20)
  }

  /// The client's connections; nil before the first.
  public var connectionCount: Int? { server == nil ? nil : client.connectionCount }

  /// Begins to connect, several times over where there is much to do.
  public func prepare(operations: Int, bytes: Int64) { client.prepare(operations: operations, bytes: bytes) }

  /// Hands the operation to the client.
  public func submit(_ operation: RemoteOperation, tag: UInt64) {
    underWay[tag] = 0
    client.submit(SFTPOperation(operation), tag: tag)
  }

  /// Waits for the client.
  public func wait(timeout: Double?) -> [RemoteEvent] {
    guard !underWay.isEmpty else { return [] }
    let events = client.wait(timeout: timeout)
    noteServer()
    return events.flatMap { translated($0) }
  }

  /// Ends the connections.
  public func close() {
    client.close()
    underWay.removeAll()
  }

  private func noteServer() {
    if let reached = client.server { server = reached }
  }

  private func translated(_ event: SFTPEvent) -> [RemoteEvent] {
    switch event {
    case .progress(let tag, let bytes): return progress(tag, upTo: bytes)
    case .finished(let tag, let result):
      var events: [RemoteEvent] = []
      // The client tells of progress now and then; the rest of it comes with the end.
      if case .success(.uploaded(let upload)) = result { events = progress(tag, upTo: upload.sentBytes) }
      underWay[tag] = nil
      events.append(.finished(tag: tag, result.map { RemoteReply($0) }.mapError { RemoteFailure($0) }))
      return events
    }
  }

  /// The client counts from the operation's beginning, a delivery from one event to the next.
  private func progress(_ tag: UInt64, upTo bytes: Int64) -> [RemoteEvent] {
    guard let told = underWay[tag], bytes > told else { return [] }
    underWay[tag] = bytes
    return [.progress(tag: tag, bytes: bytes - told)]
  }
}

extension SFTPOperation {
  /// A delivery's operation in the client's words.
  init(_ operation: RemoteOperation) {
    switch operation {
    case .upload(let upload): self = .upload(Upload(upload))
    case .status(let path): self = .status(RemotePath(path))
    case .list(let path): self = .list(RemotePath(path))
    case .rename(let from, let to, let replacing): self = .rename(RemotePath(from), to: RemotePath(to), over: replacing)
    case .remove(let path): self = .remove(RemotePath(path))
    case .provideFolder(let path): self = .provideFolder(RemotePath(path))
    case .removeFolder(let path): self = .removeFolder(RemotePath(path))
    case .read(let path, let offset, let count):
      self = .readRange(RemotePath(path), offset: UInt64(offset), count: count)
    case .hash(let path, let size): self = .hash(RemotePath(path), size: size)
    }
  }
}

extension Upload {
  /// A delivery's upload in the client's words.
  init(_ upload: RemoteUpload) {
    self.init(
      file: upload.localPath, size: upload.size, to: RemotePath(upload.remotePath),
      mode: Mode(upload.opening))
    start = upload.offset
    end = upload.end
    // The size that counts is the whole file's, which is there only with its last byte.
    checksSize = upload.end == upload.size
    synchronize = upload.synchronizes
  }
}

extension Upload.Mode {
  /// A delivery's way of opening in the client's words.
  init(_ opening: RemoteUpload.Opening) {
    switch opening {
    case .truncate: self = .truncate
    case .resume: self = .resume
    case .part: self = .part
    }
  }
}

extension RemoteReply {
  /// A client's reply in a delivery's words. Kinds of reply that no operation here asks for count as `done`.
  init(_ reply: SFTPReply) {
    switch reply {
    case .uploaded(let result): self = .uploaded(size: result.remoteSize.map { Int64(clamping: $0) })
    case .attributes(let attributes): self = .status(RemoteStatus(attributes))
    case .folder(let isNew): self = .folder(isNew: isNew)
    case .entries(let entries):
      self = .entries(
        entries.compactMap { entry in
          entry.name.text.map { RemoteEntry(name: $0, status: RemoteStatus(entry.attributes)) }
        })
    case .bytes(let bytes): self = .bytes(bytes)
    case .digest(let digest): self = .sha256(digest)
    case .done, .downloaded, .path, .volume: self = .done
    }
  }
}

extension RemoteStatus {
  /// A server's attributes in a delivery's words.
  init(_ attributes: FileAttributes) {
    self.init(
      isFolder: attributes.kind == .folder, size: attributes.size.map { Int64(clamping: $0) },
      modified: attributes.times.map { Timestamp(seconds: Int64($0.modified)) })
  }
}

extension RemoteFailure {
  /// A client's error in a delivery's words; its message names the path already.
  init(_ error: SFTPError) {
    let code: Code =
      switch error.code {
      case .notFound: .notFound
      case .permissionDenied: .permissionDenied
      case .noSpace, .quota: .noSpace
      case .alreadyThere: .alreadyThere
      case .unsupported: .unsupported
      case .failure, .sizeMismatch, .changed: .failure
      case .localFile: .localFile
      case .connectionLost, .cancelled: .connectionLost
      case .stalled: .stalled
      case .authentication: .authentication
      case .hostKey: .hostKey
      case .noCommonAlgorithm: .incompatible
      case .unreachable: .unreachable
      case .protocolViolation: .protocolViolation
      case .configuration: .configuration
      }
    self.init(code, message: error.message)
  }
}
