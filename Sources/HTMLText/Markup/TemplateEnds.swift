import Bytes

/// Where templates end, whose content is no part of the page (HTML, section 4.12.3).
///
/// libxml2 knows no templates, and a cell in one would end up in the table around it. So they are found beforehand, all in
/// one pass, the first time that there is one. One without an end ends with its start tag, so that nothing is lost.
struct TemplateEnds: Sendable {
  private var ends: [Int: Int]?

  /// Where the template whose `<` stands at `start` ends; nil where it does not.
  mutating func end(of start: Int, in source: Span<UInt8>) -> Int? {
    if ends == nil { ends = TemplateEnds.find(in: source) }
    return ends?[start]
  }

  private static func find(in source: Span<UInt8>) -> [Int: Int] {
    var ends: [Int: Int] = [:]
    var open: [Int] = []
    var at = 0
    while let less = source.firstIndex(of: UInt8(ascii: "<"), from: at) {
      at = less + 1
      let isEnd = at < source.count && source[at] == UInt8(ascii: "/")
      let name = isEnd ? at + 1 : at
      guard name + 8 <= source.count, source.extracting(name..<(name + 8)).isWord("template"),
        name + 8 == source.count || !source[name + 8].isAlphanumeric && source[name + 8] != UInt8(ascii: "-")
      else { continue }
      if !isEnd {
        open.append(less)
      } else if let start = open.popLast() {
        ends[start] = source.firstIndex(of: UInt8(ascii: ">"), from: name).map { $0 + 1 } ?? source.count
      }
    }
    return ends
  }
}
