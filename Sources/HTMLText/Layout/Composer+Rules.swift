import Bytes

/// Where an element stands: how many open elements are around it, and where those before it in its parent end.
struct ElementPlace {
  var tag: Tag
  var level: Int
  var siblingsEnd: Int
}

/// An element that has ended, as later ones in its parent may ask for it.
struct Sibling: Sendable {
  var tag: Tag
  var note: Int32
}

extension Composer {
  /// Gathers the rules of a key that an element obeys.
  mutating func match(
    _ key: UInt64, _ tag: Tag, _ firstKey: Int, _ note: Int, into matched: inout [StyleSheet.Rule]
  ) {
    guard let rules = sheet.rules[key] else { return }
    let place = ElementPlace(tag: tag, level: elements.count, siblingsEnd: siblings.count)
    for rule in rules {
      guard holds(rule.compound, place, keys: firstKey..<keys.count, note: note) else { continue }
      if rule.context.isEmpty || stands(place, in: rule.context[...], topKeys: firstKey) { matched.append(rule) }
    }
  }

  private func holds(
    _ compound: StyleSheet.Compound, _ place: ElementPlace, keys range: Range<Int>, note: Int
  ) -> Bool {
    if let wanted = compound.tag, wanted != place.tag { return false }
    if let id = compound.id, !keys[range].contains(id) { return false }
    for name in compound.classes where !keys[range].contains(name) { return false }
    for test in compound.attributes where !passes(test, note: note) { return false }
    if compound.isFirst, place.siblingsEnd > firstSibling(of: place) { return false }
    for other in compound.negations where holds(other, place, keys: range, note: note) { return false }
    return true
  }

  private func passes(_ test: AttributeTest, note: Int) -> Bool {
    guard let range = value(test.name, of: note) else { return false }
    return test.relation == .exists || test.holds(decoded(range).span)
  }

  /// Where the elements before one in its parent begin among the `siblings`.
  private func firstSibling(of place: ElementPlace) -> Int {
    place.level > 0 ? Int(elements[place.level - 1].firstSibling) : 0
  }

  /// Whether the elements around and before one are as wanted, the nearest last. `topKeys` is where the keys of the innermost
  /// open element end.
  private mutating func stands(
    _ place: ElementPlace, in wanted: ArraySlice<StyleSheet.Compound>, topKeys: Int
  ) -> Bool {
    guard let compound = wanted.last else { return true }
    switch compound.link {
    case .ancestor, .parent: return hasAncestor(place, wanted, compound, topKeys)
    case .previous, .earlier: return follows(place, wanted, compound, topKeys)
    }
  }

  private mutating func hasAncestor(
    _ place: ElementPlace, _ wanted: ArraySlice<StyleSheet.Compound>, _ compound: StyleSheet.Compound, _ topKeys: Int
  ) -> Bool {
    var level = place.level - 1
    while level >= 0 {
      ancestorSteps -= 1
      if ancestorSteps < 0 { return false }
      // In a browser a row is never a table's child: where no `tbody` is written there is one all the same.
      if compound.link == .parent, elements[level].tag == .table, place.tag == .tr { return false }
      if holds(compound, level: level, topKeys),
        stands(self.place(ofLevel: level), in: wanted.dropLast(), topKeys: topKeys)
      {
        return true
      }
      if compound.link == .parent { return false }
      level -= 1
    }
    return false
  }

  private mutating func follows(
    _ place: ElementPlace, _ wanted: ArraySlice<StyleSheet.Compound>, _ compound: StyleSheet.Compound, _ topKeys: Int
  ) -> Bool {
    let first = firstSibling(of: place)
    var index = place.siblingsEnd - 1
    while index >= first {
      ancestorSteps -= 1
      if ancestorSteps < 0 { return false }
      let sibling = ElementPlace(tag: siblings[index].tag, level: place.level, siblingsEnd: index)
      if holds(compound, sibling, noteKeysOf: Int(siblings[index].note)),
        stands(sibling, in: wanted.dropLast(), topKeys: topKeys)
      {
        return true
      }
      if compound.link == .previous { return false }
      index -= 1
    }
    return false
  }

  private func place(ofLevel level: Int) -> ElementPlace {
    ElementPlace(tag: elements[level].tag, level: level, siblingsEnd: Int(elements[level].firstSibling))
  }

  /// Whether an open element is what a compound asks for.
  private func holds(_ compound: StyleSheet.Compound, level: Int, _ topKeys: Int) -> Bool {
    let end = level + 1 < elements.count ? Int(elements[level + 1].firstKey) : topKeys
    let range = Int(elements[level].firstKey)..<max(Int(elements[level].firstKey), end)
    return holds(compound, place(ofLevel: level), keys: range, note: Int(elements[level].note))
  }

  /// Whether an element whose keys are no longer on the stack is what a compound asks for.
  private mutating func holds(_ compound: StyleSheet.Compound, _ place: ElementPlace, noteKeysOf note: Int) -> Bool {
    if let wanted = compound.tag, wanted != place.tag { return false }
    let firstKey = keys.count
    if note >= 0 { addKeys(note) }
    defer { keys.removeLast(keys.count - firstKey) }
    return holds(compound, place, keys: firstKey..<keys.count, note: note)
  }
}
