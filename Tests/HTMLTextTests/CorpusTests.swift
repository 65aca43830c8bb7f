import Foundation
import HTMLText
import TestSupport
import Testing

/// The corpus of made-up mails that `Benchmarks/html/corpus.py` writes: nine clients, fourteen languages, up to four mails deep.
@Suite(.enabled(if: findProgram("python3") != nil, "python3 is not installed"))
struct CorpusTests {
  /// What the generator says of a mail.
  struct Expected: Decodable {
    var client: String
    var newest: [String]
    var signature: [String]
    var history: [Earlier]
    var hidden: [String]

    struct Earlier: Decodable {
      var name: String
      var paragraphs: [String]
    }
  }

  @Test func everyMail_isSplitAsItWasMade() throws {
    let folder = try TemporaryFolder()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Benchmarks/html/corpus.py").standardizedFileURL.path
    let made = try runCommand(try #require(findProgram("python3")), [script, folder.path])
    #expect(made.status == 0, "\(made.errorText)")
    let index = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/expected.json"))
    let mails = try JSONDecoder().decode([String: Expected].self, from: index)
    #expect(mails.count >= 500)
    for (name, expected) in mails.sorted(by: { $0.key < $1.key }) {
      let html = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
      try check(name, [UInt8](html), expected)
    }
  }

  private func check(_ name: String, _ html: [UInt8], _ expected: Expected) throws {
    let mail = try MailSplitter.split(html.span)
    let whole = words(String(decoding: try HTMLText.text(html.span), as: UTF8.self))
    let parts = words(mail.parts.compactMap { string($0.text) }.joined(separator: "\n"))
    #expect(parts == whole, "\(name): every word is in one part, in order")
    for hidden in expected.hidden { #expect(!whole.contains(hidden), "\(name): \(hidden) is hidden") }
    if expected.client == "newsletter" {
      #expect(mail.history.isEmpty, "\(name)")
      for word in expected.newest { #expect(whole.contains(word), "\(name): \(word)") }
      return
    }
    checkSplit(name, mail, expected)
  }

  private func checkSplit(_ name: String, _ mail: SplitMail, _ expected: Expected) {
    let newest = words(string(mail.newest) ?? "")
    let wanted = words(expected.newest.joined(separator: " "))
    #expect(Array(newest.prefix(wanted.count)) == wanted, "\(name)")
    // The closing before a signature may stay with the mail.
    #expect(newest.count - wanted.count <= 5, "\(name): \(newest.suffix(8))")
    let signature = words(string(mail.signatureText) ?? "")
    for word in words(expected.signature.joined(separator: " ")) {
      #expect(signature.contains(word), "\(name): \(word)")
    }
    #expect(expected.signature.isEmpty == mail.signatureHTML.isEmpty, "\(name)")
    #expect(mail.history.count == expected.history.count, "\(name): \(mail.history.map(\.rule))")
    for (quoted, earlier) in zip(mail.history, expected.history) {
      let text = words(string(quoted.text) ?? "")
      for paragraph in earlier.paragraphs {
        #expect(text.contains(words(paragraph).last ?? ""), "\(name): \(paragraph)")
      }
      if expected.client == "zendesk" { continue }
      #expect(string(quoted.author)?.contains(earlier.name) == true, "\(name): \(string(quoted.author) ?? "none")")
      #expect(quoted.date != nil, "\(name)")
    }
  }
}
