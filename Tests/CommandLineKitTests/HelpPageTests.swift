import Testing

@testable import CommandLineKit

@Suite struct HelpPageTests {
  @Test func page_readsAsDeclared() {
    let page = HelpPage.text(of: ArgumentParserTests.command, path: "nightferry upload", width: 80)
    #expect(page == Self.expected)
  }

  static let expected = """
    Usage: nightferry upload [OPTIONS] DIR [URL...]

    Deliver a folder.

    Arguments:
      DIR  A folder.
      URL  Addresses.

    Options:
      -n, --limit N             Rows. [default: 10]
      -d, --dry-run             Nothing is sent.
      -i, --identity FILE       A key.
          --id ID               An id. May be given several times.
          --color red|green     A color. [default: red]
          --bwlimit RATE        A rate.
          --stall-timeout S     A time. [default: 30]
      -h, --help                Show this page.

    Exit codes:
      0  all done
      1  internal error
      2  usage or configuration
      3  some records or files refused, the rest done
      4  delivery incomplete, a later run resumes
      5  authentication or host key
      6  network or server unreachable
      7  another run holds the lock

    """

  @Test func wrap_keepsWordsAndWidth() {
    let text = "Carries calls, chats, emails and affiliate lists from a CRM dump to a compliance vendor over SFTP."
    let lines = HelpText.wrap(text, 30)
    #expect(lines.allSatisfy { $0.count <= 30 })
    #expect(lines.joined(separator: " ") == text)
    #expect(HelpText.wrap("aaaaaaaaaaaaaaa b", 5) == ["aaaaaaaaaaaaaaa", "b"])
  }

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("😀", 2), ("👩‍👩‍👧", 2), ("مرحبا", 5), ("", 0),
  ])
  func displayWidth(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
    #expect(DisplayWidth.cut(text, to: columns) == text)
  }

  @Test func cut_marksWhatIsMissing() {
    #expect(DisplayWidth.cut("日本語", to: 5, mark: "…") == "日本…")
    #expect(DisplayWidth.cut("recording.mp3", to: 6, mark: "…") == "recor…")
    #expect(DisplayWidth.cut("recording.mp3", to: 6, mark: "...") == "rec...")
  }

  @Test func table_linesUp() {
    var table = TextTable(["kind", "files"], alignments: [.left, .right])
    table.add(["voice", "12"])
    table.add(["日本", "3"])
    #expect(table.text() == "kind   files\nvoice     12\n日本       3\n")
  }
}
