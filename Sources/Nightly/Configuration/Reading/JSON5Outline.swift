import Bytes

/// Where the keys of a JSON5 text stand, and where the text stops being JSON5.
///
/// Foundation decodes the values and says no more than that a text is not JSON; people need the line.
struct JSON5Outline {
  /// The first thing that is not JSON5.
  struct Fault: Hashable {
    var line: Int
    var column: Int
    var problem: String
  }

  /// Where a key stands: its line, from 1, and its byte.
  struct Place: Hashable {
    var line: Int
    var offset: Int
  }

  /// Where each key stands, by its path (`exports.voice.from`, list items as `metadata[0]`).
  private(set) var places: [String: Place] = [:]
  /// Keys that stand twice in one object, with the line of the second.
  private(set) var duplicates: [(keyPath: String, line: Int)] = []
  /// What stopped the reading, if anything.
  private(set) var fault: Fault?

  init(_ text: [UInt8]) {
    var scan = OutlineScan(text: text)
    do throws(Fault) {
      try scan.document()
    } catch {
      fault = error
    }
    places = scan.places
    duplicates = scan.duplicates
  }
}

extension JSON5Outline.Fault: Error {}

private struct OutlineScan {
  typealias Fault = JSON5Outline.Fault

  let text: [UInt8]
  var at = 0
  var line = 1
  var lineStart = 0
  var depth = 0
  var places: [String: JSON5Outline.Place] = [:]
  var duplicates: [(keyPath: String, line: Int)] = []

  var byte: UInt8? { at < text.count ? text[at] : nil }

  func fault(_ problem: String) -> Fault {
    Fault(line: line, column: at - lineStart + 1, problem: problem)
  }

  /// What stands at the cursor, for a message; a secret is never near a syntax error's single character.
  var found: String {
    guard let byte else { return "the end of the file" }
    return byte > 0x20 && byte < 0x7F ? "\"\(Character(Unicode.Scalar(byte)))\"" : "byte \(byte)"
  }

  mutating func document() throws(Fault) {
    if text.starts(with: UTF8Check.byteOrderMark) { at = UTF8Check.byteOrderMark.count }
    try skipBlanks()
    try value("")
    try skipBlanks()
    if byte != nil { throw fault("\(found) stands behind the end of the configuration") }
  }

  mutating func skipBlanks() throws(Fault) {
    while let byte {
      switch byte {
      case UInt8(ascii: "\n"): newLine()
      case 0x20, 0x09, 0x0D, 0x0B, 0x0C: at += 1
      case 0xC2 where at + 1 < text.count && text[at + 1] == 0xA0: at += 2
      case UInt8(ascii: "/"): try comment()
      default: return
      }
    }
  }

  private mutating func newLine() {
    at += 1
    line += 1
    lineStart = at
  }

  private mutating func comment() throws(Fault) {
    let second = at + 1 < text.count ? text[at + 1] : 0
    if second == UInt8(ascii: "/") {
      while let byte, byte != UInt8(ascii: "\n") { at += 1 }
    } else if second == UInt8(ascii: "*") {
      let start = fault("this comment has no end (\"*/\")")
      at += 2
      while !(byte == UInt8(ascii: "*") && at + 1 < text.count && text[at + 1] == UInt8(ascii: "/")) {
        guard let byte else { throw start }
        if byte == UInt8(ascii: "\n") { newLine() } else { at += 1 }
      }
      at += 2
    } else {
      throw fault("a lone \"/\" (comments start with // or /*)")
    }
  }

  private mutating func value(_ path: String) throws(Fault) {
    guard let byte else { throw fault("the file ends where a value should stand") }
    switch byte {
    case UInt8(ascii: "{"): try nested { (scan) throws(Fault) in try scan.object(path) }
    case UInt8(ascii: "["): try nested { (scan) throws(Fault) in try scan.array(path) }
    case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = try string()
    default: try word()
    }
  }

  private mutating func nested(_ body: (inout OutlineScan) throws(Fault) -> Void) throws(Fault) {
    depth += 1
    if depth > 100 { throw fault("more than 100 brackets inside each other") }
    try body(&self)
    depth -= 1
  }

  private mutating func object(_ path: String) throws(Fault) {
    let opening = line
    at += 1
    var keys: Set<String> = []
    try skipBlanks()
    while byte != UInt8(ascii: "}") {
      let place = JSON5Outline.Place(line: line, offset: at)
      let key = try self.key(opened: opening)
      let keyPath = path.isEmpty ? key : "\(path).\(key)"
      if !keys.insert(key).inserted { duplicates.append((keyPath, place.line)) }
      places[keyPath] = place
      try skipBlanks()
      guard byte == UInt8(ascii: ":") else {
        throw fault("\":\" is missing behind the key \"\(key)\", \(found) stands there")
      }
      at += 1
      try skipBlanks()
      try value(keyPath)
      try separator(before: UInt8(ascii: "}"), opened: opening)
    }
    at += 1
  }

  private mutating func array(_ path: String) throws(Fault) {
    let opening = line
    at += 1
    var index = 0
    try skipBlanks()
    while byte != UInt8(ascii: "]") {
      places["\(path)[\(index)]"] = JSON5Outline.Place(line: line, offset: at)
      try value("\(path)[\(index)]")
      index += 1
      try separator(before: UInt8(ascii: "]"), opened: opening)
    }
    at += 1
  }

  private mutating func separator(before end: UInt8, opened: Int) throws(Fault) {
    try skipBlanks()
    if byte == UInt8(ascii: ",") {
      at += 1
      try skipBlanks()
    } else if byte != end {
      let bracket = end == UInt8(ascii: "}") ? "{" : "["
      throw fault("a comma or the end of the \"\(bracket)\" of line \(opened) is missing, \(found) stands there")
    }
  }

  private mutating func key(opened: Int) throws(Fault) -> String {
    guard let byte else { throw fault("the \"{\" of line \(opened) has no end") }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try string() }
    let start = at
    while let byte = self.byte, isNameByte(byte) { at += 1 }
    if at == start { throw fault("\(found) stands where a key should") }
    return String(decoding: text[start..<at], as: UTF8.self)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte.decimalValue != nil
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  private mutating func string() throws(Fault) -> String {
    let start = fault("this text has no closing quote")
    let quote = text[at]
    at += 1
    let first = at
    while let byte, byte != quote {
      if byte == UInt8(ascii: "\n") { throw start }
      if byte == UInt8(ascii: "\\") {
        at += 1
        if self.byte == UInt8(ascii: "\r"), at + 1 < text.count, text[at + 1] == UInt8(ascii: "\n") { at += 1 }
        if self.byte == UInt8(ascii: "\n") { newLine() } else { at += 1 }
      } else {
        at += 1
      }
    }
    if byte == nil { throw start }
    at += 1
    return String(decoding: text[first..<(at - 1)], as: UTF8.self)
  }

  private mutating func word() throws(Fault) {
    let start = at
    while let byte,
      isNameByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    {
      at += 1
    }
    let word = String(decoding: text[start..<at], as: UTF8.self)
    let names = ["true", "false", "null", "Infinity", "NaN"]
    let bare = word.drop { $0 == "+" || $0 == "-" }
    if names.contains(String(bare))
      || bare.utf8.first.map({ $0.decimalValue != nil || $0 == UInt8(ascii: ".") }) == true
    {
      return
    }
    at = start
    throw fault(
      word.isEmpty ? "\(found) stands where a value should" : "a text without quotes stands where a value should")
  }
}
