extension Composer {
  /// Notes an element that a mail client put around a quotation or a signature.
  mutating func mark(_ element: inout Element) {}

  mutating func closeMark(_ index: Int) {
    marks[index].endLine = page.lines.count
    marks[index].endPlace = place
  }
}
