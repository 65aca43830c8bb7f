import Bytes
import Files

/// The time zones of this system, by their IANA names.
public enum TimeZoneNames {
  /// Whether the system has a zone of this name.
  public static func isKnown(_ name: String) -> Bool { ZoneFile(name: name) != nil }

  /// The names that people use (`zone1970.tab`, and UTC), for suggestions.
  static let all: Set<String> = {
    let table = (try? FileDescriptor.contents(of: "/usr/share/zoneinfo/zone1970.tab", limit: 1 << 20)) ?? []
    var names: Set<String> = ["UTC", "GMT"]
    for line in table.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      if columns.count > 2 { names.insert(String(decoding: columns[2], as: UTF8.self)) }
    }
    return names
  }()
}
