import Testing

@testable import CommandLineKit

@Suite struct ArgumentParserTests {
  enum Color: String, CaseIterable, Sendable { case red, green }

  static let limit = Option.integer("-n", "--limit", default: 10, in: 0...100, help: "Rows.")
  static let dry = Option.flag("-d", "--dry-run", help: "Nothing is sent.")
  static let identity = Option.text("-i", "--identity", value: "FILE", help: "A key.")
  static let id = Option.list("--id", value: "ID", help: "An id.")
  static let color = Option.choice("--color", of: Color.self, default: .red, help: "A color.")
  static let rate = Option.size("--bwlimit", value: "RATE", help: "A rate.")
  static let stall = Option.seconds("--stall-timeout", default: 30, help: "A time.")
  static let folder = Operand.one("DIR", help: "A folder.")
  static let urls = Operand.many("URL", atLeast: 0, help: "Addresses.")

  static let command = Command(
    name: "upload", summary: "Deliver a folder", operands: [folder, urls],
    options: [OptionGroup("Options", limit, dry, identity, id, color, rate, stall)], examples: []
  ) { _ in .done }

  func read(_ arguments: String...) throws(UsageError) -> Invocation {
    var parser = ArgumentParser(Self.command, path: "nightferry upload", arguments: arguments[...])
    try parser.read()
    return try parser.invocation(console: Console())
  }

  @Test func defaults_whenNothingIsGiven() throws {
    let call = try read("out")
    #expect(call[Self.limit] == 10)
    #expect(call[Self.dry] == false)
    #expect(call[Self.identity] == nil)
    #expect(call[Self.color] == .red)
    #expect(call[Self.folder] == "out")
    #expect(call[Self.urls].isEmpty)
    #expect(!call.isGiven(Self.limit))
  }

  @Test(arguments: [
    ["--limit", "7", "out"], ["--limit=7", "out"], ["-n7", "out"], ["-n", "7", "out"], ["out", "--limit", "7"],
    ["-dn7", "out"], ["--limit", "3", "--limit=7", "out"], ["-n", "7", "--", "out"],
  ])
  func allSpellings_readTheSame(arguments: [String]) throws {
    var parser = ArgumentParser(Self.command, path: "nightferry upload", arguments: arguments[...])
    try parser.read()
    let call = try parser.invocation(console: Console())
    #expect(call[Self.limit] == 7)
    #expect(call[Self.folder] == "out")
    #expect(call.isGiven(Self.limit))
  }

  @Test func doubleDash_endsOptions() throws {
    let call = try read("--", "-x", "--dry-run", "-")
    #expect(call[Self.folder] == "-x")
    #expect(call[Self.urls] == ["--dry-run", "-"])
    #expect(!call[Self.dry])
  }

  @Test func emptyAttachedValue_isAValue() throws {
    #expect(throws: UsageError.self) { try read("--identity=", "out") }
    let call = try read("--id=", "--id", "a=b", "out")
    #expect(call[Self.id] == ["", "a=b"])
  }

  @Test(arguments: [
    ("10M", 10 << 20), ("1.5k", 1536), ("800", 800), ("2G", 2 << 30), ("1MiB", 1 << 20), ("3KB", 3 << 10),
  ])
  func sizes(text: String, bytes: Int) throws {
    let call = try read("--bwlimit", text, "out")
    #expect(call[Self.rate] == bytes)
  }

  @Test(arguments: [("30", 30.0), ("1.5s", 1.5), ("5m", 300), ("2h", 7200), ("1d", 86400)])
  func timeSpans(text: String, seconds: Double) throws {
    let call = try read("--stall-timeout", text, "out")
    #expect(call[Self.stall] == seconds)
  }

  struct Mistake: Sendable {
    let arguments: [String]
    let message: String
    let advice: String?

    init(_ arguments: [String], _ message: String, _ advice: String? = nil) {
      self.arguments = arguments
      self.message = message
      self.advice = advice
    }
  }

  static let mistakes: [Mistake] = [
    Mistake(["--limt", "3", "out"], "unknown option --limt", "Did you mean --limit?"),
    Mistake(["--dryrun", "out"], "unknown option --dryrun", "Did you mean --dry-run?"),
    Mistake(["--DRY_RUN", "out"], "unknown option --DRY_RUN", "Did you mean --dry-run?"),
    Mistake(["--identity-file", "x", "out"], "unknown option --identity-file", "Did you mean --identity?"),
    Mistake(["--qqqqqqq", "out"], "unknown option --qqqqqqq", "`nightferry upload --help` lists the options."),
    Mistake(["-x", "out"], "unknown option -x"),
    Mistake(["out", "--limit"], "--limit needs a value", "Write --limit N."),
    Mistake(["out", "--limit", "--dry-run"], "--limit needs a value", "Write --limit N."),
    Mistake(["out", "--limit", "ten"], "--limit: \"ten\" is not a whole number", "Give 0 to 100."),
    Mistake(["out", "--limit", "101"], "--limit: \"101\" is out of range", "Give 0 to 100."),
    Mistake(["out", "--limit", "-5"], "--limit: \"-5\" is out of range", "Give 0 to 100."),
    Mistake(["out", "--limit", "99999999999999999999"], "--limit: \"99999999999999999999\" is not a whole number"),
    Mistake(["out", "--dry-run=yes"], "--dry-run takes no value"),
    Mistake(
      ["out", "--color", "gren"], "--color: \"gren\" is not one of the choices",
      "Did you mean green? Choose from red, green."
    ),
    Mistake(["out", "--bwlimit", "fast"], "--bwlimit: \"fast\" is not a size"),
    Mistake(["out", "--bwlimit", "inf"], "--bwlimit: \"inf\" is not a size"),
    Mistake(["out", "--bwlimit", "1e400"], "--bwlimit: \"1e400\" is not a size"),
    Mistake(["out", "--stall-timeout", "nan"], "--stall-timeout: \"nan\" is not a time span"),
    Mistake(["--dry-run"], "DIR is missing", "Usage: nightferry upload [OPTIONS] DIR [URL...]"),
  ]

  @Test(arguments: mistakes)
  func mistakes_areNamedWithTheFix(mistake: Mistake) {
    let error = #expect(throws: UsageError.self) {
      var parser = ArgumentParser(Self.command, path: "nightferry upload", arguments: mistake.arguments[...])
      try parser.read()
      _ = try parser.invocation(console: Console())
    }
    #expect(error?.message == mistake.message)
    if let advice = mistake.advice { #expect(error?.advice == advice) }
  }

  @Test func help_winsOverWhatFollows() throws {
    var parser = ArgumentParser(Self.command, path: "x", arguments: ["-n", "3", "--help", "--nonsense"])
    try parser.read()
    #expect(parser.wantsHelp)
  }

  @Test func extraOperand_isNamed() {
    let single = Command(name: "one", summary: "One", operands: [Self.folder], examples: []) { _ in .done }
    let error = #expect(throws: UsageError.self) {
      var parser = ArgumentParser(single, path: "nightferry one", arguments: ["a", "b"])
      try parser.read()
      _ = try parser.invocation(console: Console())
    }
    #expect(error?.message == "unexpected argument b")
  }
}
