import Bytes
public import JSONText

extension CellChecker {
  /// Judges a JSON value by itself, of any type, by the field `node` of the plan.
  public mutating func checkItem(_ json: Span<UInt8>, _ node: Int) {
    checkJSON(json, node)
  }

  /// Judges a cell that holds a JSON object or list.
  mutating func checkJSON(_ cell: Span<UInt8>, _ node: Int) {
    if checkByTemplate(cell, node) { return }
    var scanner = JSONScanner(cell, checksKeys: false, isValidUTF8: textIsValidUTF8)
    keys.removeAll()
    let found = findings.count
    do {
      let token = try scanner.next()
      try checkValue(token, node, &scanner)
      _ = try scanner.next()
    } catch {
      report(error, node)
    }
    if findings.count == found, plan.nodes[node].shape == .object { learn(cell, node) }
  }

  /// Judges one JSON value, whose first token the scanner has just returned, up to its last token.
  ///
  /// Throws what makes the text no JSON; all else becomes a finding.
  mutating func checkValue(
    _ token: JSONToken, _ node: Int, _ scanner: inout JSONScanner
  ) throws(JSONError) {
    switch (plan.nodes[node].shape, token) {
    case (.object, .objectStart): try checkObject(node, &scanner)
    case (.list, .arrayStart): try checkList(node, &scanner)
    case (.string, .string): checkString(node, &scanner)
    case (.boolean, .true), (.boolean, .false): break
    case (.number, .number), (.integer, .number): checkNumber(scanner.tokenBytes, node)
    case (.timestamp, .string) where !scanner.hasEscapes: checkTimestamp(scanner.stringContents, node)
    case (.date, .string) where !scanner.hasEscapes && isDate(scanner.stringContents):
      checkText(scanner.stringContents, node)
    case (_, .null) where !plan.nodes[node].isRequired:
      add(.typeError, node, "\(plan.paths[node]) is null; leave the key out where there is no value")
    default:
      let rule: Rule = token == .null && plan.nodes[node].isRequired ? .constraintError : .typeError
      if rule == .constraintError { missing(node) } else { wrongType(node) }
      try skip(token, &scanner)
    }
  }

  /// Turns what makes a text no JSON into a finding.
  public mutating func report(_ error: JSONError, _ node: Int) {
    let rule: Rule = error.kind == .duplicateKey ? .duplicateKey : .typeError
    add(rule, node, "\(plan.label(node)) is not JSON: \(error)")
  }

  private mutating func checkString(_ node: Int, _ scanner: inout JSONScanner) {
    guard
      plan.nodes[node].limitsText || plan.nodes[node].leastLength > 0 || plan.nodes[node].isUnique
        || plan.nodes[node].isReference
    else { return }
    if !scanner.hasEscapes { return checkText(scanner.stringContents, node) }
    var unescaped = ByteBuffer(capacity: 0)
    swap(&unescaped, &text)
    unescaped.removeAll()
    scanner.appendString(to: &unescaped)
    checkText(unescaped.span, node)
    swap(&unescaped, &text)
  }

  private mutating func checkList(_ node: Int, _ scanner: inout JSONScanner) throws(JSONError) {
    let item = plan.nodes[node].children.lowerBound
    while true {
      let token = try scanner.next()
      if token == .arrayEnd { return }
      try checkValue(token, item, &scanner)
    }
  }

  private mutating func checkObject(_ node: Int, _ scanner: inout JSONScanner) throws(JSONError) {
    if plan.nodes[node].children.isEmpty { return try skip(.objectStart, &scanner) }
    let first = plan.nodes[node].children.lowerBound
    var seen: UInt64 = 0
    var guess = first
    while try scanner.next() == .key {
      guard let member = try passKey(node, guess, &scanner) else { continue }
      let bit = UInt64(1) << UInt64(member - first)
      if seen & bit != 0 { add(.duplicateKey, member, "\(plan.paths[member]) stands twice in its object") }
      seen |= bit
      guess = member + 1
      try checkValue(scanner.next(), member, &scanner)
    }
    let all = plan.nodes[node].children.count
    if seen != UInt64.max >> UInt64(64 - all) { checkAbsent(node, seen) }
  }

  /// The member that the scanner's key names; nil where there is none, and its value is passed then.
  private mutating func passKey(
    _ node: Int, _ guess: Int, _ scanner: inout JSONScanner
  ) throws(JSONError) -> Int? {
    let member: Int?
    if scanner.hasEscapes {
      var key = ByteBuffer(capacity: 64)
      scanner.appendString(to: &key)
      member = plan.member(key.span, of: node, guess: guess)
    } else {
      member = plan.member(scanner.stringContents, of: node, guess: guess)
    }
    if let member { return member }
    if !plan.nodes[node].isOpen {
      add(.extraKey, node, "\(plan.label(node)) has a key that the vendor does not know")
    }
    try skip(scanner.next(), &scanner)
    return nil
  }

  private mutating func checkAbsent(_ node: Int, _ seen: UInt64) {
    let children = plan.nodes[node].children
    for member in children where seen >> UInt64(member - children.lowerBound) & 1 == 0 {
      if isDue(member, first: children.lowerBound, seen) { missing(member) }
    }
  }

  /// Whether a member that is absent should be there.
  func isDue(_ member: Int, first: Int, _ seen: UInt64) -> Bool {
    let companion = plan.nodes[member].companion
    return plan.nodes[member].isRequired || companion >= 0 && seen >> UInt64(companion - first) & 1 == 1
  }

  /// Passes a value of any form, and reports keys that its objects have twice.
  private mutating func skip(_ token: JSONToken, _ scanner: inout JSONScanner) throws(JSONError) {
    guard token == .objectStart || token == .arrayStart else { return }
    let outside = scanner.depth - 1
    if token == .objectStart { keys.enterObject() }
    while scanner.depth > outside {
      switch try scanner.next() {
      case .objectStart: keys.enterObject()
      case .objectEnd: keys.leaveObject()
      case .key:
        let isNew = keys.add(scanner.stringContents, hasEscapes: scanner.hasEscapes)
        if !isNew { throw JSONError(.duplicateKey, at: scanner.tokenStart) }
      default: break
      }
    }
  }
}
