public import Bytes
public import Delivery
import Files

/// Where an upload goes: a server or a local folder, under the name that the ledger knows it by.
public struct UploadTarget: Sendable {
  /// What stands behind it.
  public enum Place: Sendable {
    /// An SFTP server.
    case server(ServerAddress, ServerLogin)
    /// A folder on this machine, as an archive on a mounted share is.
    case folder(String)
  }

  /// The destination's name in the ledger.
  public var name: String
  /// What stands behind it.
  public var place: Place
  /// The folder of each file kind below the target's own; a kind without one keeps its own name.
  public var folders: [String: FolderTemplate] = [:]

  /// How arrived files are checked, unless the upload says otherwise.
  public var verification = DeliveryOptions.Verification.size

  /// A target as a person types it: `sftp://user@host:port/path`, `file:///path`, or the path of a folder.
  public init(_ text: String, login: ServerLogin) throws(ServerError) {
    if text.hasPrefix("file://") || !ServerAddress.isAddress(text) {
      let path = text.hasPrefix("file://") ? String(text.dropFirst(7)) : text
      guard !path.isEmpty else { throw ServerError("the target's path is empty", fix: "Name a folder") }
      place = .folder(path)
      name = "file://\(path)"
    } else {
      let address = try ServerAddress(text)
      place = .server(address, login)
      name = address.name
    }
  }

  /// A destination of a configuration.
  public init(_ destination: DestinationConfiguration) throws(ServerError) {
    name = destination.name
    place = .server(try destination.address, destination.login)
    verification = DeliveryOptions.Verification(rawValue: destination.verify) ?? .size
    for (kind, text) in destination.folders {
      guard let template = FolderTemplate(text) else {
        throw ServerError(
          "\(destination.keyPath).folders.\(kind): \"\(text)\" is not a folder below the address",
          fix: "Write for example \"\(kind)/{yyyy}/{MM}/{dd}\"")
      }
      folders[kind] = template
    }
  }

  /// The folder on the target below which everything goes; empty is where the login lands.
  public var root: String {
    switch place {
    case .server(let address, _): address.path
    case .folder: ""
    }
  }

  /// A store for it. Fetches the secrets; nobody is called yet.
  public func store(environment: [String: String]) throws(ServerError) -> any RemoteStore {
    switch place {
    case .server(let address, let login):
      return SFTPRemoteStore(try login.configuration(for: address, environment: environment))
    case .folder(let path):
      do { try Folder.make(path) } catch {
        throw ServerError("the target folder cannot be made: \(error)", fix: "Check the path and its permissions")
      }
      return LocalFolderStore(folder: path)
    }
  }

  /// The parcels with the places that they have on this target.
  public func place(_ parcels: [Parcel], at time: Timestamp) -> [Parcel] {
    parcels.map { parcel in
      guard let template = folders[parcel.kind] else { return parcel }
      var placed = parcel
      let folder = template.folder(at: time)
      for index in placed.files.indices {
        let path = placed.files[index].remotePath
        let prefix = "\(parcel.kind)/"
        guard path.utf8.starts(with: prefix.utf8) else { continue }
        let rest = String(path.utf8.dropFirst(prefix.utf8.count)) ?? path
        placed.files[index].remotePath = SlashPath.join(folder, rest)
      }
      return placed
    }
  }
}
