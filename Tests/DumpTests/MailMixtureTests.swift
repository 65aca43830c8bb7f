import Bytes
import Dump
import TestSupport
import Testing

/// Messages whose plain text does not say what their HTML says: nothing of either is lost in the column `text`.
@Suite(.enabled(if: MailLibrary.isInstalled, MailLibrary.absence))
struct MailMixtureTests {
  /// A part of a message, or several of them.
  indirect enum Part {
    case plain(String), html(String), message(String), file(String)
    case several(String, [Part])

    func lines(_ depth: Int = 0) -> String {
      switch self {
      case .plain(let text): "Content-Type: text/plain; charset=utf-8\n\n\(text)\n"
      case .html(let text): "Content-Type: text/html; charset=utf-8\n\n\(text)\n"
      case .message(let text): "Content-Type: message/rfc822\n\nSubject: s\nContent-Type: text/plain\n\n\(text)\n"
      case .file(let text): "Content-Type: text/plain\nContent-Disposition: attachment\n\n\(text)\n"
      case .several(let kind, let parts):
        "Content-Type: multipart/\(kind); boundary=b\(depth)\n\n"
          + parts.map { "--b\(depth)\n\($0.lines(depth + 1))" }.joined() + "--b\(depth)--\n"
      }
    }
  }

  private static let notice = String(repeating: "This is a notice. ", count: 10)

  private static let cases: [(name: String, part: Part, text: String?, html: String?)] = [
    (
      "notice below", .several("mixed", [.html("<p>Yes, <b>agreed</b></p>"), .plain(notice)]), "Yes, agreed|" + notice,
      nil
    ),
    (
      "long mail, short notice",
      .several("mixed", [.html("<p>A long mail, with a word or two</p>"), .plain("a notice")]),
      "A long mail, with a word or two|a notice", "<p>A long mail, with a word or two</p>"
    ),
    (
      "between two", .several("mixed", [.plain("first"), .html("<p>second</p>"), .plain("third")]),
      "first|second|third", "<p>second</p>"
    ),
    (
      "alternative with a notice",
      .several("mixed", [.several("alternative", [.plain("mail"), .html("<p>mail</p>")]), .plain("notice")]),
      "mail|notice", "<p>mail</p>"
    ),
    (
      "alternative whose HTML has pictures",
      .several(
        "mixed",
        [.several("alternative", [.plain("mail"), .several("related", [.html("<p>mail</p>")])]), .plain("notice")]),
      "mail|notice", "<p>mail</p>"
    ),
    (
      "alternative without plain text",
      .several("mixed", [.several("alternative", [.html("<p>mail</p>")]), .plain("no")]), "mail|no", "<p>mail</p>"
    ),
    ("HTML alone", .several("mixed", [.html("<p>mail</p>"), .file("notes")]), nil, "<p>mail</p>"),
    ("HTML that shows nothing", .several("mixed", [.html("<br>"), .plain("mail")]), "mail", nil),
    (
      "behind an attached message", .several("mixed", [.plain("above"), .message("theirs"), .plain("below")]),
      "above|below", nil
    ),
    ("a message within a message", .message("theirs"), "theirs", nil),
  ]

  @Test(arguments: cases.indices)
  func text_saysAllThatIsToBeRead(_ number: Int) throws {
    let (name, part, text, html) = Self.cases[number]
    let folder = try TemporaryFolder()
    try folder.write("From: a@example.com\nMIME-Version: 1.0\n\(part.lines())", to: "mails/1.eml")
    let source = try Dump(path: folder.path).source(table: "mails")
    var record = Record()
    #expect(try source.next(into: &record) == .record)
    func column(_ name: String) -> String? {
      guard let index = source.columns.firstIndex(of: name), record.kind(index) != .missing else { return nil }
      return String(repairing: record[index])
    }
    let words = column("text")?.split(separator: "\n", omittingEmptySubsequences: true).joined(separator: "|")
    #expect(words?.trimming() == text?.trimming(), "\(name)")
    #expect(column("html") == html, "\(name)")
  }
}

extension String {
  fileprivate func trimming() -> String { String(reversed().drop { $0 == " " }.reversed()) }
}
