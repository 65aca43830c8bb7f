import Bytes

extension Outbox {
  /// Files, sorted by path, as parcels.
  static func group(_ files: [ParcelFile]) -> [Parcel] {
    let partners = partners(files)
    var parcels: [Parcel] = []
    parcels.reserveCapacity(files.count)
    for (index, file) in files.enumerated() {
      switch partners[index] {
      case .none: parcels.append(parcel([file], id: stem(file.remotePath)))
      case .crowd: parcels.append(parcel([file], id: Array(file.remotePath.utf8)))
      // Both files lead here; the first of them stands for the parcel, and is the second to become visible.
      case .file(let other):
        if index < other { parcels.append(parcel([files[Int(other)], file], id: stem(file.remotePath))) }
      }
    }
    return parcels
  }

  /// With what a file shares the path without the extension.
  private enum Partner {
    case none
    case file(Int32)
    /// With several, or with one that makes no parcel with it.
    case crowd
  }

  private static func partners(_ files: [ParcelFile]) -> [Partner] {
    var partners = Array(repeating: Partner.none, count: files.count)
    // Files of one stem stand together in this order; a table of all stems would need more memory than the files.
    let order = files.indices.map { Int32($0) }.sorted { compareStems(files, $0, $1) < 0 }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, compareStems(files, order[start], order[end]) == 0 { end += 1 }
      let group = order[start..<end].sorted()
      if isPair(group.map { files[Int($0)] }) {
        partners[Int(group[0])] = .file(group[1])
        partners[Int(group[1])] = .file(group[0])
      } else if group.count > 1 {
        for index in group { partners[Int(index)] = .crowd }
      }
      start = end
    }
    return partners
  }

  private static func compareStems(_ files: [ParcelFile], _ first: Int32, _ second: Int32) -> Int {
    let (one, other) = (files[Int(first)].remotePath, files[Int(second)].remotePath)
    return one.utf8.span.extracting(first: stemLength(one))
      .compare(to: other.utf8.span.extracting(first: stemLength(other)))
  }

  /// Whether these are, in the paths' order, the CSV and the audio of one call.
  private static func isPair(_ files: [ParcelFile]) -> Bool {
    guard files.count == 2 else { return false }
    return files.map { Array($0.remotePath.utf8.suffix(4)) } == [Array(".csv".utf8), Array(".mp3".utf8)]
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
  private static func stem(_ path: String) -> [UInt8] { Array(path.utf8.prefix(stemLength(path))) }

  private static func stemLength(_ path: String) -> Int {
    let bytes = path.utf8.span
    var index = bytes.count - 1
    while index > 0, bytes[index] != UInt8(ascii: "/") {
      if bytes[index] == UInt8(ascii: ".") { return bytes[index - 1] == UInt8(ascii: "/") ? bytes.count : index }
      index -= 1
    }
    return bytes.count
  }
}
