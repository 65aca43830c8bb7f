import Schema
import TestSupport
import Testing

/// `nightferry explain`.
@Suite struct ExplainCommandTests {
  let nightferry = builtProgram("nightferry")

  @Test(arguments: Rule.allCases.map(\.rawValue) + ["host-key", "held-back", "exit-4", "4"])
  func everyRule_isExplained(name: String) throws {
    let result = try runCommand(nightferry, ["explain", name])
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.text.contains("\nWhat to do: "))
  }

  @Test func failure_endsWithACode_thatIsExplained() throws {
    let failed = try runCommand(nightferry, ["preview", "/no/such/folder"])
    let code = try #require(failed.errorText.split(separator: "(NF").last?.prefix(4))
    for name in ["NF\(code)", "nf\(code)", "\(code)"] {
      #expect(try runCommand(nightferry, ["explain", name]).text.hasPrefix("NF\(code): "), "\(failed.errorText)")
    }
    #expect(try runCommand(nightferry, ["validate", "--nonsense"]).errorText.contains("--nonsense (NF1001)\n"))
  }

  @Test func wrongName_namesTheNearest() throws {
    let result = try runCommand(nightferry, ["explain", "forein-key"])
    #expect(result.status == 2)
    #expect(result.errorText.contains("Did you mean foreign-key?"))
  }

  @Test func withoutName_listsAll() throws {
    let listed = try runCommand(nightferry, ["explain"]).text
    for rule in Rule.allCases { #expect(listed.contains("  \(rule.rawValue)\n")) }
  }
}
