import Bytes
import Glibc
import HTMLText
import Testing

/// Input made to crash, to take for ever or to lose text.
@Suite struct HostileTests {
  /// Each kind of bomb, as a function of its size.
  static let bombs: [(name: String, make: @Sendable (Int) -> String)] = [
    ("deep divs", { String(repeating: "<div>", count: $0) + "END" }),
    ("deep inline", { String(repeating: "<b><i class=x>", count: $0 / 2) + "END" }),
    ("deep quotations", { String(repeating: "<blockquote>", count: $0) + "END" }),
    ("deep tables", { String(repeating: "<table><tr><td>", count: $0 / 3) + "END" }),
    ("deep lists", { String(repeating: "<ul><li>x", count: $0 / 2) + "END" }),
    ("open paragraphs", { String(repeating: "<p>x", count: $0) + "END" }),
    ("attributes", { "<p " + (0..<$0).map { "a\($0)=1" }.joined(separator: " ") + ">END" }),
    ("one attribute again", { "<p " + String(repeating: "class=x ", count: $0) + ">END" }),
    ("mismatched ends", { String(repeating: "<div>", count: 500) + String(repeating: "</span>", count: $0) + "END" }),
    (
      "mismatched ends of open elements",
      {
        "<i style='display:inline'>" + String(repeating: "<div>", count: 400)
          + String(repeating: "</i><i style='display:inline'>", count: $0 / 2) + "END"
      }
    ),
    (
      "crossed ends on a deep stack",
      { String(repeating: "<div><p><b>", count: $0) + String(repeating: "</div></p></b>", count: $0) + "END" }
    ),
    ("nested reversed lists", { String(repeating: "<ol reversed><li>x", count: $0) + "END" }),
    ("crossed elements", { String(repeating: "<b><i>x</b></i>", count: $0) + "END" }),
    ("comments in a style sheet", { "<style>" + String(repeating: "/*", count: $0) + "</style><p>END" }),
    ("braces in a style sheet", { "<style>" + String(repeating: "a{", count: $0) + "</style><p>END" }),
    ("nested media rules", { "<style>" + String(repeating: "@media all{", count: $0) + "</style><p>END" }),
    ("declarations", { "<p style=\"" + String(repeating: "color:red;", count: $0) + "\">END" }),
    ("quotes in declarations", { "<p style=\"" + String(repeating: "a:'", count: $0) + "\">END" }),
    (
      "quotation marks as text",
      { String(repeating: "&gt; On 3 Mar 2026, a@example.com wrote:<br>", count: $0 / 4) + "END" }
    ),
    ("unclosed comment starts", { String(repeating: "<!-", count: $0) + "<p>END" }),
    ("unclosed titles", { String(repeating: "<title>", count: $0) + "END" }),
    ("unclosed quotes", { String(repeating: "<a href='x>", count: $0) + ">END" }),
    ("lone quotes", { String(repeating: "<a b=\">'<c d='>\"", count: $0) + "\">END'>END" }),
    ("less-than signs", { String(repeating: "<", count: $0) + " END" }),
    ("ampersands", { String(repeating: "&", count: $0) + "END" }),
    ("long text", { String(repeating: "word ", count: $0) + "END" }),
    ("one long word", { String(repeating: "w", count: $0) + " END" }),
    ("rules", { "<style>" + (0..<$0).map { ".c\($0){display:none}" }.joined() + "</style><p class=zz>END" }),
    (
      "rules of one class",
      {
        "<style>" + (0..<$0).map { ".a.b\($0){display:none}" }.joined() + "</style>"
          + String(repeating: "<i class=a>x</i>", count: $0) + "END"
      }
    ),
    (
      "rules with ancestors",
      {
        "<style>" + (0..<60).map { ".z .y .x\($0) .a{display:none}" }.joined() + "</style>"
          + String(repeating: "<div>", count: 200)
          + String(repeating: "<i class=a>x</i>", count: $0) + "END"
      }
    ),
    ("columns", { "<table><tr>" + String(repeating: "<td colspan=1000 rowspan=9999>x", count: $0) + "</table>END" }),
    ("rows", { "<table>" + String(repeating: "<tr><td>x<td>y", count: $0) + "</table>END" }),
    (
      "reversed lists",
      {
        String(repeating: "<ol reversed><li>x</ol>", count: $0) + String(repeating: "<ol reversed>", count: 500) + "END"
      }
    ),
    ("breaks", { String(repeating: "<br>", count: $0) + "END" }),
    ("spaces", { "a" + String(repeating: "&nbsp; ", count: $0) + "END" }),
    ("links", { String(repeating: "<a href=https://example.com/x>", count: $0) + "END" }),
    ("references", { String(repeating: "&NotEqualTilde;&#x1F600;&lt;", count: $0) + "END" }),
    ("headers", { String(repeating: "From: a@example.com<br>", count: $0) + "END" }),
    ("attributions", { String(repeating: "On 3 Mar 2026, at 10:00, a@example.com wrote:<br>", count: $0 / 4) + "END" }),
    (
      "quoted attributions",
      { String(repeating: "<blockquote type=cite>On 3 Mar 2026, a@example.com wrote:", count: $0 / 10) + "END" }
    ),
  ]

  /// What stands at the end must come through, and four times the size may not take much more than four times as long.
  @Test(arguments: bombs.map(\.name))
  func bomb_isHarmless(_ name: String) throws {
    let bomb = try #require(HostileTests.bombs.first { $0.name == name })
    var times: [Double] = []
    for size in [300, 1_200] {
      let html = Array(bomb.make(size).utf8)
      let start = threadSeconds
      let text = try HTMLText.text(html.span)
      let split = try MailSplitter.split(html.span)
      times.append(threadSeconds - start)
      #expect(string(text)?.contains("END") == true)
      #expect(split.parts.contains { string($0.text)?.contains("END") == true })
    }
    // Linear is 4, quadratic 16; caches make it waver, and what is over in a moment cannot be told.
    #expect(times[1] < 0.25 || times[1] < times[0] * 10, "\(times)")
  }

  /// The processor's time that this thread has had, in seconds: what a busy machine does besides does not count.
  private var threadSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test func tooLarge_isAnError() {
    var options = TextOptions()
    options.maximumBytes = 10
    let html = Array("0123456789a".utf8)
    #expect(throws: HTMLTextError.tooLarge(bytes: 11, limit: 10)) { try HTMLText.text(html.span, options: options) }
  }

  @Test func depth_isMarkedWhereItIsFlattened() throws {
    let deep = String(repeating: "<div>", count: 3000) + "a<p>b</p>" + String(repeating: "</div>", count: 3000) + "c"
    let result = try convertedBytes(Array(deep.utf8))
    #expect(words(result.text) == ["a", "b", "c"])
    #expect(result.warnings.contains(.flattened))
    #expect(try convertedBytes(Array("<div>a</div>".utf8)).warnings.isEmpty)
  }

  @Test func longText_isWhole() throws {
    let text = String(repeating: "0123456789", count: 1_100_000)
    let bytes = Array("<p>\(text)</p>tail".utf8)
    let result = try HTMLText.text(bytes.span)
    #expect(result.count == 11_000_000 + 6)
  }

  /// Bytes and pieces of markup in random order neither crash nor yield anything but valid UTF-8, and every byte sequence
  /// gives the same text twice.
  @Test(arguments: 0..<40)
  func randomMarkup_isHarmless(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let pieces =
      [
        "<", ">", "</", "<div", "<p>", "</p>", "<table><tr><td>", "</table>", "<li>", "<ul>", "</ul>", "<a href='x'>",
        "</a>",
        "<!--", "-->", "<![if x]>", "<style>", ".a{display:none}", "</style>", "class=a", "style=\"display:none\"", "'",
        "\"",
        "&", "&amp;", "&#", "&#x41;", ";", " ", "\n", "text", "é", "日本", "\u{200D}", "<blockquote type=cite>",
        "</blockquote>",
        "On 3 Mar 2026 a@example.com wrote:", "From: x", "<br>", "<pre>", "</pre>", "<textarea>", "<title>", "-- ",
        "<x", "/>",
        "<ol reversed>", "<td colspan=9 rowspan=9>", "<dd>", "<dt>", "<dl>", "<img alt=x>", "\u{0}",
      ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80], [0x80]]
    for _ in 0..<30 {
      var bytes: [UInt8] = []
      for _ in 0..<Int(random.next() % 120) { bytes += pieces[Int(random.next() % UInt64(pieces.count))] }
      let first = try HTMLText.text(bytes.span)
      let second = try HTMLText.text(bytes.span)
      #expect(first == second)
      #expect(UTF8Check.firstInvalidOffset(in: first.span) == nil)
      let split = try MailSplitter.split(bytes.span)
      #expect(words(split.parts.compactMap { string($0.text) }.joined(separator: "\n")) == words(string(first) ?? ""))
    }
  }
}

/// A small generator of repeatable random numbers (SplitMix64).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
