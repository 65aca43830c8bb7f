import Bytes

extension Outbox {
  /// Files, sorted by path, as parcels.
  static func group(_ files: [ParcelFile]) -> [Parcel] {
    var stems: [[UInt8]: [Int]] = [:]
    for (index, file) in files.enumerated() { stems[stem(file.remotePath), default: []].append(index) }
    var parcels: [Parcel] = []
    parcels.reserveCapacity(stems.count)
    for (index, file) in files.enumerated() {
      let group = stems[stem(file.remotePath)] ?? [index]
      if group.count == 1 {
        parcels.append(parcel([file], id: stem(file.remotePath)))
      } else if let pair = pair(group.map { files[$0] }) {
        // Both files lead here; the first of them stands for the parcel.
        if group[0] == index { parcels.append(parcel(pair, id: stem(file.remotePath))) }
      } else {
        parcels.append(parcel([file], id: Array(file.remotePath.utf8)))
      }
    }
    return parcels
  }

  private static func pair(_ files: [ParcelFile]) -> [ParcelFile]? {
    guard files.count == 2 else { return nil }
    let ends = files.map { Array($0.remotePath.utf8.suffix(4)) }
    if ends == [Array(".csv".utf8), Array(".mp3".utf8)] { return [files[1], files[0]] }
    return nil
  }

  private static func parcel(_ files: [ParcelFile], id path: [UInt8]) -> Parcel {
    let slash = path.firstIndex(of: UInt8(ascii: "/"))
    let kind = slash.map { String(repairing: path.span.extracting(0..<$0)) } ?? "files"
    let isList = kind == "affiliates" || kind == "properties"
    return Parcel(
      kind: kind, id: slash.map { Array(path[($0 + 1)...]) } ?? path, files: files,
      after: kind == "properties" ? "affiliates" : nil, replaces: isList)
  }

  /// The path without the extension of its name; a name that only has an extension keeps it.
  private static func stem(_ path: String) -> [UInt8] {
    let bytes = Array(path.utf8)
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0, bytes[dot - 1] != UInt8(ascii: "/"),
      !bytes[dot...].contains(UInt8(ascii: "/"))
    else { return bytes }
    return Array(bytes[..<dot])
  }
}
