import Bytes
import Files

/// Finds the records that were held back with those of a file of rejects, in whatever place and under whatever name the file
/// of rejects comes back.
struct HeldRecords {
  /// The file of rejects.
  let path: String
  let kind: String
  /// The folder of the configuration's rejects.
  let rejects: String
  /// How far the times of two files of one run may be apart: they are finished one behind the other.
  private static let slack: Int64 = 60

  /// The file with the records of the same run; nil where that held nothing back.
  ///
  /// It is below `held/` beside the file, or in the configuration's folder where the file was saved elsewhere. The newest
  /// run's is meant unless the name has the time of an earlier one, as in `chat-2026-11-19T020012Z.csv`; where that run's is
  /// not there, the next one held the same records, of which one copy is kept.
  func find() -> String? {
    let places = ["\(Folder.parent(of: path) ?? ".")/held", "\(rejects)/held"]
    if let time = HeldRecords.time(in: path, kind),
      let earlier = places.lazy.compactMap({ nearest(to: time, in: $0) }).first
    {
      return earlier
    }
    return places.map { "\($0)/\(kind).csv" }.first { (try? FileStatus.of($0)) != nil }
  }

  private func nearest(to time: Timestamp, in place: String) -> String? {
    var found: [(distance: Int64, path: String)] = []
    for name in (try? Folder.names(in: "\(place)/earlier")) ?? [] {
      guard let other = HeldRecords.time(in: name, kind) else { continue }
      found.append((abs(other.seconds - time.seconds), "\(place)/earlier/\(name)"))
    }
    return found.filter { $0.distance <= HeldRecords.slack }.min { $0.distance < $1.distance }?.path
  }

  /// The time of a run behind the kind in a file's name.
  private static func time(in path: String, _ kind: String) -> Timestamp? {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    let digits = name.dropFirst(kind.utf8.count + 1).prefix(18)
    guard digits.count == 18, digits.last == UInt8(ascii: "Z") else { return nil }
    var text = ""
    for (place, byte) in digits.enumerated() {
      if place == 13 || place == 15 { text += ":" }
      text.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return TimeFormat.iso8601.parse(text)?.timestamp
  }
}
