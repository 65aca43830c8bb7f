import Bytes
import Delivery
import JSONText
import Ledger
import Sedric

/// The lists that a destination has: as the server shows them, or else as they were delivered last.
struct StandingLists {
  /// Where the knowledge comes from.
  enum Origin: String {
    /// The files on the server, read just now.
    case server
    /// The ledger: what was delivered last.
    case ledger
    /// Nothing was ever delivered.
    case nothing
    /// Something was delivered, and neither ledger nor server say what.
    case unknown
  }

  private(set) var items: [ListItem] = []
  /// The names of the files that are there, or were delivered.
  private(set) var names: [String] = []
  private(set) var origin = Origin.nothing
  /// Files whose contents on the server are not those that were delivered: they are sent again, changed or not.
  private(set) var drifted: [String] = []
  /// What the server's files are that could not be used, in words.
  private(set) var notes: [String] = []
  /// What is at each name, on the server where it can be read.
  private(set) var contents: [String: [UInt8]] = [:]

  private let kind: FileKind

  /// Looks at what the ledger knows of a destination's lists of a kind.
  init(_ kind: FileKind, ledger: Ledger?, destination: String) throws(LedgerError) {
    self.kind = kind
    guard let ledger else { return }
    for list in try ledger.deliveredLists(of: kind.rawValue, at: destination) {
      let name = "\(String(decoding: list.id, as: UTF8.self)).json"
      names.append(name)
      origin = origin == .unknown ? .unknown : .ledger
      guard let bytes = list.contents else {
        origin = .unknown
        continue
      }
      contents[name] = bytes
    }
    items = contents.sorted { $0.key < $1.key }.flatMap { StandingLists.items(kind, $0.value) ?? [] }
  }

  /// Looks at the server's files: those that were delivered, and those that are to be. Where one cannot be read, what the
  /// ledger says of it counts.
  mutating func look(
    _ path: (String) -> String, alsoAt expected: [String], in store: any RemoteStore
  ) throws(RemoteFailure) {
    var shown: [String: [UInt8]] = [:]
    var isReadable = true
    for name in names + expected.filter({ !names.contains($0) }) {
      do throws(RemoteFailure) {
        let bytes = try Delivery.contents(of: path(name), from: store)
        let isDelivered = names.contains(name)
        if let bytes {
          guard StandingLists.items(kind, bytes) != nil else {
            notes.append("\(path(name)) is no list; it is sent again")
            if isDelivered { drifted.append(name) }
            continue
          }
          if isDelivered, contents[name].map({ $0 != bytes }) ?? false {
            notes.append("\(path(name)) is not what was delivered; somebody has changed it")
            drifted.append(name)
          }
          shown[name] = bytes
        } else if isDelivered {
          notes.append("\(path(name)) is not there any more; it is sent again")
          drifted.append(name)
        }
      } catch {
        if error.isConnection || error.isFinal { throw error }
        isReadable = false
        guard names.contains(name), let reason = otherThanDelivered(path(name), contents[name], store) else { continue }
        notes.append("\(path(name)) \(reason); it is sent again")
        drifted.append(name)
      }
    }
    guard isReadable, !shown.isEmpty else { return }
    // What is missing or torn on the server was there once: a guard against removals must still know it.
    for (name, bytes) in contents where shown[name] == nil { shown[name] = bytes }
    contents = shown
    items = shown.sorted { $0.key < $1.key }.flatMap { StandingLists.items(kind, $0.value) ?? [] }
    origin = .server
  }

  /// Why what stands at a path that cannot be read is not the file that was delivered, as far as that can be seen from outside.
  private func otherThanDelivered(_ path: String, _ delivered: [UInt8]?, _ store: any RemoteStore) -> String? {
    guard case .status(let status)? = try? Delivery.answer(to: .status(path), from: store) else { return nil }
    if status.isFolder { return "is a folder now" }
    guard let delivered, let size = status.size, size != delivered.count else { return nil }
    return "is not what was delivered, by its size"
  }

  /// The objects of a file; nil where it is no list of this kind.
  static func items(_ kind: FileKind, _ bytes: [UInt8]) -> [ListItem]? {
    var reader = JSONListReader()
    var items: [ListItem] = []
    do throws(JSONError) {
      while true {
        switch try reader.next() {
        case .needsMore:
          _ = reader.fill { (buffer) throws(Never) in
            buffer.append(bytes.span)
            return bytes.count
          }
          reader.finish()
        case .end: return items
        case .item:
          guard let item = ListItem(kind, reader.item.array()) else { return nil }
          items.append(item)
        }
      }
    } catch {
      return nil
    }
  }
}
