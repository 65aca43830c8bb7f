import Nightly
import Testing

/// `GlobPattern`: rclone's filters.
@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("*.csv", "a.csv", true), ("*.csv", "chat/a.csv", true), ("*.csv", "a.csv/b", false),
    ("/*.csv", "chat/a.csv", false),
    ("/chat/*.csv", "chat/a.csv", true), ("/chat/*.csv", "chat/b/a.csv", false), ("/chat/**.csv", "chat/b/a.csv", true),
    ("chat/", "chat/b/a.csv", true), ("chat/", "in/chat/a.csv", true), ("/chat/", "in/chat/a.csv", false),
    ("chat", "chat/a.csv", false), ("?.csv", "a.csv", true), ("?.csv", "ab.csv", false), ("a?b", "a/b", false),
    ("[a-c]1", "b1", true), ("[^a-c]1", "b1", false), ("[!a-c]1", "d1", true), ("[]]1", "]1", true),
    ("*.{csv,json}", "x.json", true), ("*.{csv,json}", "x.mp3", false), ("{a,b}{1,2}", "b2", true), ("\\*", "*", true),
    ("\\*", "a", false), ("**", "a/b/c", true), ("a**b**c", "axxbyyc", true), ("*a*a*a*a*b", "aaaaaaaaaaaaaaaa", false),
    ("call:*Z.csv", "call:2021-12-19T10:47:55Z.csv", true), ("*", "", true), ("日*", "日本語", true),
  ])
  func patterns(_ pattern: String, _ path: String, _ matches: Bool) throws {
    #expect(try #require(GlobPattern(pattern)).matches(path.utf8.span) == matches)
  }

  @Test(arguments: ["", "/", "[a", "{a,b", "a}", "\\", "[b-a]", "{{a}"])
  func brokenPatterns_areNone(_ pattern: String) {
    // A slash alone means all below the top.
    #expect((GlobPattern(pattern) == nil) == (pattern != "/"))
  }

  @Test func bracesThatMultiply_end() {
    #expect(GlobPattern(String(repeating: "{a,b}", count: 20)) == nil)
  }
}
