/// The known word that a mistyped one was meant to be.
public enum Nearest {
  /// The nearest of `words` by edits (insert, delete, replace, swap neighbours), or nil when none is near.
  ///
  /// A word that begins with the typed one, or the other way round, counts as near too. Cost: length × length a word.
  public static func to(_ typed: String, among words: [String]) -> String? {
    let typedBytes = letters(typed)
    guard !typedBytes.isEmpty else { return nil }
    // Among equally near words the one with the same first letter: that one is rarely mistyped.
    let ranked = words.map { word in
      let other = letters(word)
      return (word, edits: distance(typedBytes, other), starts: other.first == typedBytes.first ? 0 : 1)
    }.sorted { ($0.edits, $0.starts) < ($1.edits, $1.starts) }
    if let (word, edits, _) = ranked.first, edits <= max(1, max(typedBytes.count, letters(word).count) * 2 / 5) {
      return word
    }
    return words.first { word in
      let other = letters(word)
      return min(other.count, typedBytes.count) >= 3
        && (other.starts(with: typedBytes) || typedBytes.starts(with: other))
    }
  }

  /// Lower-case letters and digits only: dashes and underscores are what people mistype without noticing.
  private static func letters(_ word: String) -> [UInt8] {
    word.lowercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
  }

  /// The optimal string alignment distance, by three rows of the table.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var older = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [Int](repeating: i + 1, count: b.count + 1)
      for j in b.indices {
        row[j + 1] = min(row[j] + 1, previous[j + 1] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], older[j - 1] + 1) }
      }
      (older, previous) = (previous, row)
    }
    return previous[b.count]
  }
}
