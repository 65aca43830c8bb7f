import Bytes

extension Mender {
  /// Ends the item that is open in the innermost list when the next one begins, whatever else was left open in it; libxml2
  /// would do so only where nothing was.
  mutating func endOpenItem(_ tag: Tag) {
    guard tag.isItem, let open = items[items.count - 1], (open == .li) == (tag == .li) else { return }
    writeEnd(open)
  }

  /// How many items the list has whose start tag ends at `start`, for a reversed list's first number.
  ///
  /// Looks through at most 64 KiB a list and 1 MiB a mail, so that lists in lists cannot make it slow.
  mutating func countItems(from start: Int) -> Int32 {
    let limit = min(source.count, start + min(65_536, countingBudget))
    var at = start
    var depth = 0
    var count: Int32 = 0
    while let less = source.firstIndex(of: UInt8(ascii: "<"), from: at), less < limit {
      at = less + 1
      if source.hasPrefix("</ol", at: less) || source.hasPrefix("</ul", at: less) {
        if depth == 0 { break }
        depth -= 1
      } else if source.hasPrefix("<ol", at: less) || source.hasPrefix("<ul", at: less) {
        depth += 1
      } else if depth == 0, source.hasPrefix("<li", at: less), at + 2 < source.count, !source[at + 2].isAlphanumeric {
        count += 1
      }
    }
    countingBudget -= min(at, limit) - start
    return count
  }
}

extension Tag {
  var isList: Bool {
    switch self {
    case .ul, .ol, .dl, .dir, .menu: true
    default: false
    }
  }

  var isItem: Bool { self == .li || self == .dd || self == .dt }
}
