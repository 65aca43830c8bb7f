import Bytes
import Foundation
import JSONText
import Testing

@Suite struct JSONScannerTests {
  @Test(arguments: [
    ("{}", "{ }"), ("[]", "[ ]"), (" [1, -0.5e+3 ,\"a\"]\r\n", "[ 1 -0.5e+3 \"a\" ]"),
    ("{\"a\":{\"b\":[true,false,null]},\"c\":\"\"}", "{ a: { b: [ true false null ] } c: \"\" }"),
    ("\"\\u00e9\\ud83d\\ude00\\n\\/\"", "\"é😀\n/\""), ("0", "0"), ("[[[]]]", "[ [ [ ] ] ]"),
  ])
  func tokens_comeInOrder(_ text: String, _ expected: String) throws {
    #expect(try tokens(text) == expected)
  }

  @Test(arguments: [
    ("", JSONError.Kind.unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[1", .unexpectedEnd, 2),
    ("{\"a\"", .unexpectedEnd, 4), ("{\"a\":", .unexpectedEnd, 5), ("\"abc", .unexpectedEnd, 4),
    ("tru", .unexpectedEnd, 3), ("\"\\", .unexpectedEnd, 2), ("\"\\u12", .unexpectedEnd, 5), ("-", .unexpectedEnd, 1),
    ("[1,]", .unexpectedByte, 3), ("{,}", .unexpectedByte, 1), ("{\"a\":1,}", .unexpectedByte, 7),
    ("{a:1}", .unexpectedByte, 1), ("[1}", .unexpectedByte, 2), ("{\"a\" 1}", .unexpectedByte, 5),
    ("'a'", .unexpectedByte, 0), ("trve", .unexpectedByte, 2), ("NaN", .unexpectedByte, 0), ("]", .unexpectedByte, 0),
    ("1 2", .trailingText, 2), ("{} x", .trailingText, 3), ("01", .invalidNumber, 0), ("1.", .invalidNumber, 2),
    ("1e", .invalidNumber, 2), ("-a", .invalidNumber, 1), ("+1", .unexpectedByte, 0), (".5", .unexpectedByte, 0),
    ("\"\\x\"", .invalidEscape, 1), ("\"\\u12G4\"", .invalidEscape, 1), ("\"\\ud800\"", .loneSurrogate, 1),
    ("\"\\udc00\"", .loneSurrogate, 1), ("\"\\ud800\\u0041\"", .loneSurrogate, 1), ("\"a\tb\"", .controlCharacter, 2),
    ("\"0123456789\u{1}\"", .controlCharacter, 11), ("{\"a\":1,\"a\":2}", .duplicateKey, 7),
    ("{\"a\":1,\"\\u0061\":2}", .duplicateKey, 7), ("[{\"x\":{\"x\":1},\"x\":0}]", .duplicateKey, 14),
  ])
  func badText_isRefusedAtItsPlace(_ text: String, _ kind: JSONError.Kind, _ offset: Int) {
    #expect(throws: JSONError(kind, at: offset)) { try checkJSON(text.utf8.span) }
  }

  @Test func invalidUTF8_isRefusedAtItsPlace() {
    let bytes: [UInt8] = Array("{\"a\":\"é".utf8) + [0xFF] + Array("\"}".utf8)
    #expect(throws: JSONError(.invalidUTF8, at: 8)) { try checkJSON(bytes.span) }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func depth_isLimited(_ opening: String) throws {
    let deep = String(repeating: opening, count: 100_000)
    #expect(throws: JSONError(.tooDeep, at: 512 * opening.utf8.count)) { try checkJSON(deep.utf8.span) }
    let fits = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    try checkJSON(fits.utf8.span)
    #expect(throws: JSONError(.tooDeep, at: 2)) { try checkJSON("[[[]]]".utf8.span, depthLimit: 2) }
  }

  @Test func sameKeysInOtherObjects_areNoDuplicates() throws {
    try checkJSON("[{\"a\":{\"a\":{\"a\":1}}},{\"a\":1}]".utf8.span)
  }

  @Test func manyKeys_areCheckedInLinearTime() throws {
    var text = "{" + (0..<200_000).map { "\"key\($0)\":{\"a\":1}" }.joined(separator: ",")
    try checkJSON((text + "}").utf8.span)
    text += ",\"key7\":0}"
    #expect(throws: JSONError.self) { try checkJSON(text.utf8.span) }
  }

  @Test func error_isSaidAgain() {
    var scanner = JSONScanner("{\"a\":1,\"a\":2}".utf8.span)
    var errors: [JSONError] = []
    for _ in 0..<8 {
      do { _ = try scanner.next() } catch { errors.append(error) }
    }
    #expect(errors.count >= 2 && errors.allSatisfy { $0 == JSONError(.duplicateKey, at: 7) })
  }

  @Test func skip_passesTheWholeValue() throws {
    var scanner = JSONScanner("{\"a\":[1,{\"b\":[]}],\"c\":2}".utf8.span)
    _ = try scanner.next()
    _ = try scanner.next()
    try scanner.skip(scanner.next())
    let key = try scanner.next()
    let isC = scanner.stringContents.isEqual(to: "c".utf8.span)
    #expect(key == .key && isC)
  }

  /// Damaged texts, against Foundation's parser, which takes `[1,]` and leaves duplicate keys and surrogates open.
  @Test func mutatedTexts_areJudgedAsFoundationDoes() throws {
    var random = SplitMix(seed: 7)
    let seeds = [
      "{\"author\":\"a\",\"text\":\"h\\u00e9 😀\",\"n\":[1,2.5e-3,true,null],\"o\":{\"x\":{}}}",
      "[[1,2],{\"k\":\"v\"},-0,1e9]",
    ]
    let alphabet = Array("{}[]:,\"\\ue0123456789.-+truefalsn \t".utf8)
    for round in 0..<6000 {
      var bytes = Array(seeds[round % seeds.count].utf8)
      for _ in 0...Int(random.next() % 3) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(alphabet[Int(random.next() % UInt64(alphabet.count))], at: place)
        default: bytes[place] = alphabet[Int(random.next() % UInt64(alphabet.count))]
        }
      }
      let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])) != nil
      var ours = true
      var isLeftOpen = false
      do { try checkJSON(bytes.span) } catch {
        ours = false
        isLeftOpen = [.duplicateKey, .loneSurrogate].contains(error.kind)
      }
      let hasTrailingComma = String(decoding: bytes, as: UTF8.self).contains(/,\s*\]/)
      #expect(ours == theirs || isLeftOpen || hasTrailingComma && !ours, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  private func tokens(_ text: String) throws -> String {
    var scanner = JSONScanner(text.utf8.span)
    var words: [String] = []
    while true {
      switch try scanner.next() {
      case .objectStart: words.append("{")
      case .objectEnd: words.append("}")
      case .arrayStart: words.append("[")
      case .arrayEnd: words.append("]")
      case .key:
        var buffer = ByteBuffer()
        scanner.appendString(to: &buffer)
        words.append(String(repairing: buffer.span) + ":")
      case .string:
        var buffer = ByteBuffer()
        scanner.appendString(to: &buffer)
        words.append("\"" + String(repairing: buffer.span) + "\"")
      case .number, .true, .false, .null: words.append(String(repairing: scanner.tokenBytes))
      case .end: return words.joined(separator: " ")
      }
    }
  }
}

struct SplitMix {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
