import Bytes
import Schema

extension TextRule {
  /// An id that can be a file's name: not `.` or `..`, no slash, no control character, at most 251 bytes, so that with
  /// `.csv` or `.mp3` behind it the name has no more than the 255 bytes that Linux file systems and SFTP servers take.
  static let fileName = TextRule(
    name: "file-name", words: "an id that can be a file's name (1 to 251 bytes, no slash or control character)",
    pattern: #"^(?!\.{1,2}$)[^/\u0000-\u001f\u007f]{1,251}$"#
  ) { text in
    guard text.count >= 1, text.count <= 251, !text.isEqual(to: "."), !text.isEqual(to: "..") else { return false }
    return text.indices.allSatisfy { text[$0] >= 0x20 && text[$0] != 0x7F && text[$0] != UInt8(ascii: "/") }
  }

  /// A language tag by the grammar of BCP 47 (RFC 5646 section 2.1): language, script, region, variants, extensions,
  /// private use. Whether the subtags are registered is not checked.
  static let languageTag = TextRule(
    name: "language-tag", words: "a BCP 47 language tag such as en, fr-CA or zh-Hant",
    pattern: "^([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
      + "(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?$"
      + "|^[xX](-[A-Za-z0-9]{1,8})+$"
  ) { isLanguageTag($0) }

  /// A country by its ISO 3166-1 code or English name, in any case; others are a warning, as the vendor says only "string".
  static let country = TextRule(
    name: "country", words: "a country's ISO 3166 code or English name", pattern: nil, severity: .warning
  ) { isCountry($0) }
}

/// What a language tag's subtags may be from here on, in the order of RFC 5646.
private enum SubtagStage: Int {
  case language, extended, script, region, variant, `extension`, privateUse
}

private func isLanguageTag(_ text: Span<UInt8>) -> Bool {
  var stage = SubtagStage.language
  var start = 0
  // Extensions and private use need a subtag behind their letter.
  var isOpen = false
  var extended = 0
  while start <= text.count {
    let end = text.firstIndex(of: UInt8(ascii: "-"), from: start) ?? text.count
    let subtag = text.extracting(start..<end)
    guard (1...8).contains(subtag.count), subtag.indices.allSatisfy({ isLetter(subtag[$0]) || isDigit(subtag[$0]) })
    else { return false }
    guard accept(subtag, &stage, &extended, &isOpen) else { return false }
    start = end + 1
  }
  return !isOpen && stage != .language
}

private func accept(_ subtag: Span<UInt8>, _ stage: inout SubtagStage, _ extended: inout Int, _ isOpen: inout Bool)
  -> Bool
{
  let isAlphabetic = subtag.indices.allSatisfy { isLetter(subtag[$0]) }
  let isSingle = subtag.count == 1
  if stage == .privateUse {
    isOpen = false
    return true
  }
  if isSingle, subtag[0] | 0x20 == UInt8(ascii: "x"), !isOpen {
    (stage, isOpen) = (.privateUse, true)
    return true
  }
  if stage == .language {
    stage = subtag.count <= 3 ? .extended : .script
    return isAlphabetic && subtag.count >= 2
  }
  if isSingle {
    guard !isOpen else { return false }
    (stage, isOpen) = (.extension, true)
    return true
  }
  if stage == .extension {
    isOpen = false
    return true
  }
  if stage == .extended, isAlphabetic, subtag.count == 3 {
    extended += 1
    return extended <= 3
  }
  if stage.rawValue <= SubtagStage.script.rawValue, isAlphabetic, subtag.count == 4 {
    stage = .region
    return true
  }
  if stage.rawValue <= SubtagStage.region.rawValue, isRegion(subtag, isAlphabetic) {
    stage = .variant
    return true
  }
  stage = .variant
  return subtag.count >= 5 || subtag.count == 4 && isDigit(subtag[0])
}

private func isRegion(_ subtag: Span<UInt8>, _ isAlphabetic: Bool) -> Bool {
  subtag.count == 2 && isAlphabetic || subtag.count == 3 && subtag.indices.allSatisfy { isDigit(subtag[$0]) }
}

func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
