import Bytes
import JSONText

extension CellChecker {
  /// Judges an object by the template of the one before; false, with nothing noted, where it is written otherwise.
  mutating func checkByTemplate(_ object: Span<UInt8>, _ node: Int) -> Bool {
    guard let template, templateNode == node else { return false }
    let (found, kept, time) = (findings.count, keptValues.count, sortedTime)
    if passes(object, template) { return true }
    findings.removeLast(findings.count - found)
    keptValues.removeLast(keptValues.count - kept)
    sortedTime = time
    return false
  }

  /// Takes an object without faults as the template for the next ones, as long as that pays: a learned template should
  /// fit a few objects, or every one of them would be read three times.
  mutating func learn(_ object: Span<UInt8>, _ node: Int) {
    guard !plan.nodes[node].children.isEmpty, templatesLearned < 64 + rowsByTemplate / 8 else { return }
    templatesLearned += 1
    template = ObjectTemplate(object, node: node, plan: plan)
    templateNode = node
  }

  private mutating func passes(_ object: Span<UInt8>, _ template: ObjectTemplate) -> Bool {
    var place = 0
    for part in template.parts.indices {
      guard template.hasText(part, in: object, at: place) else { return false }
      place += template.textCount(part)
      guard passValue(object, &place, template.parts[part].node) else { return false }
    }
    guard object.count - place == template.tailCount, template.hasText(template.parts.count, in: object, at: place)
    else { return false }
    rowsByTemplate += 1
    return true
  }

  /// Judges the value at `place` and goes behind it; false where it is no JSON.
  private mutating func passValue(_ object: Span<UInt8>, _ place: inout Int, _ node: Int) -> Bool {
    guard place < object.count else { return false }
    let shape = plan.nodes[node].shape
    if object[place] == UInt8(ascii: "\""), shape == .string || shape == .timestamp,
      let end = plainStringEnd(object, after: place, allowsNonASCII: textIsValidUTF8)
    {
      let contents = object.extracting((place + 1)..<end)
      if shape == .string { checkText(contents, node) } else { checkTimestamp(contents, node) }
      place = end + 1
      return true
    }
    if shape == .boolean, let length = booleanLength(object, at: place) {
      place += length
      return true
    }
    return passAnyValue(object, &place, node)
  }

  /// The length of `true` or `false` at `place`; nil where neither is there.
  private func booleanLength(_ object: Span<UInt8>, at place: Int) -> Int? {
    let rest = object.extracting(place...)
    if rest.starts(with: "true".utf8.span) { return 4 }
    return rest.starts(with: "false".utf8.span) ? 5 : nil
  }

  private mutating func passAnyValue(_ object: Span<UInt8>, _ place: inout Int, _ node: Int) -> Bool {
    var scanner = JSONScanner(
      object.extracting(place...), depthLimit: JSONScanner.greatestDepth - 1, checksKeys: false,
      isValidUTF8: textIsValidUTF8)
    keys.removeAll()
    do {
      try checkValue(scanner.next(), node, &scanner)
    } catch {
      return false
    }
    place += scanner.offset
    return true
  }
}
