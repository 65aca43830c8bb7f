import Bytes
import CommandLineKit
import HTMLText
import JSONText

/// Prints what `nightferry text` found.
struct TextPrinter {
  let console: Console
  let path: String
  let isJSON: Bool

  /// Prints a mail's text.
  func print(_ text: Span<UInt8>, _ warnings: HTMLWarnings) {
    if isJSON {
      var json = JSONWriter(indentation: 2)
      json.beginObject()
      json.key("text")
      json.string(text)
      json.member("warnings", warnings.names)
      json.endObject()
      json.endLine()
      console.write(json.span)
    } else {
      console.write(text)
      if text.count > 0 { console.write("\n") }
      warn(warnings)
    }
  }

  /// Prints a split mail.
  func print(_ mail: SplitMail, explains: Bool) {
    if isJSON {
      printJSON(mail, explains: explains)
    } else if explains {
      for part in mail.parts {
        let sure = Int((part.confidence * 100).rounded())
        section("\(part.kind.rawValue)\(part.entry.map { " \($0 + 1)" } ?? ""), by \(part.rule), \(sure) %", part.text)
      }
      warn(mail.warnings)
    } else {
      section("newest", mail.newest)
      section("signature", mail.signatureText)
      section("disclaimer", mail.disclaimer)
      for (index, quoted) in mail.history.enumerated() {
        let author = quoted.author.map { ", " + String(repairing: $0.span) } ?? ""
        let date = quoted.date.map { ", " + String(repairing: $0.span) } ?? ""
        section("history \(index + 1)\(author)\(date)", quoted.text)
      }
      warn(mail.warnings)
    }
  }

  private func section(_ title: String, _ text: [UInt8]) {
    if text.isEmpty { return }
    console.print("=== \(title) ===")
    console.write(text.span)
    console.print("\n")
  }

  private func warn(_ warnings: HTMLWarnings) {
    for name in warnings.names { console.note("nightferry: \(path): \(TextPrinter.words[name] ?? name)") }
  }

  private static let words = [
    "repaired-text": "some bytes were not text in the mail's character set and were replaced by U+FFFD",
    "other-charset": "the text is not in the character set that the mail states; it was read as the one that it is in",
    "flattened": "elements are nested too deep; the deepest were read as plain text, none is lost",
    "unfinished-markup": "a comment, tag or quotation mark in the markup never ends",
    "large-style-sheet": "the mail's style sheet has too many rules; text that it hides may be shown",
  ]

  private func printJSON(_ mail: SplitMail, explains: Bool) {
    var json = JSONWriter(indentation: 2)
    json.beginObject()
    member(&json, "newest", mail.newest)
    json.object("signature") { json in
      member(&json, "text", mail.signatureText)
      member(&json, "html", mail.signatureHTML)
    }
    member(&json, "disclaimer", mail.disclaimer)
    json.array("history", of: mail.history) { json, quoted in write(quoted, &json) }
    json.member("forward", mail.isForward)
    if explains {
      json.array("parts", of: mail.parts) { json, part in write(part, &json) }
    }
    json.member("warnings", mail.warnings.names)
    json.endObject()
    json.endLine()
    console.write(json.span)
  }

  private func member(_ json: inout JSONWriter, _ name: String, _ bytes: [UInt8]?) {
    json.key(name)
    if let bytes { json.string(bytes.span) } else { json.null() }
  }

  private func write(_ quoted: SplitMail.QuotedMail, _ json: inout JSONWriter) {
    json.beginObject()
    member(&json, "author", quoted.author)
    member(&json, "date", quoted.date)
    member(&json, "header", quoted.header)
    member(&json, "text", quoted.text)
    json.member("rule", quoted.rule)
    json.member("confidence", quoted.confidence)
    json.endObject()
  }

  private func write(_ part: SplitMail.Part, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("kind", part.kind.rawValue)
    if let entry = part.entry { json.member("entry", entry + 1) }
    json.member("rule", part.rule)
    json.member("confidence", part.confidence)
    member(&json, "text", part.text)
    json.endObject()
  }
}
