/// The name among `candidates` that `name` most likely was meant to be, or nil where none is near.
///
/// Near means at most a third of the letters changed, added, dropped or swapped with a neighbour (optimal string alignment),
/// upper and lower case being the same, as `-` and `_` are.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = folded(name)
  let near = candidates.map { (name: $0, distance: distance(wanted, folded($0))) }
    .filter { $0.distance <= max(1, max(wanted.count, $0.name.utf8.count) / 3) }
  return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
}

private func folded(_ name: String) -> [UInt8] {
  name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
}

private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in 0..<left.count {
    var row = [i + 1]
    for j in 0..<right.count {
      var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, beforeLast[j - 1] + 1) }
      row.append(best)
    }
    (beforeLast, last) = (last, row)
  }
  return last[right.count]
}

/// A sentence that names the nearest candidate, or all of them where none is near.
public func suggestion(for name: String, among candidates: [String]) -> String {
  if let near = nearestName(to: name, among: candidates) { return "Did you mean \"\(near)\"?" }
  return candidates.isEmpty ? "" : "Known here: \(candidates.joined(separator: ", "))"
}
