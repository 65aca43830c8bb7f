import Testing

@testable import NightferryCLI

/// The codes of failures. That every error has one is checked by the compiler: the switches in `ErrorNumber` have no default.
@Suite struct ErrorNumberTests {
  @Test(arguments: ErrorNumber.allCases)
  func everyCode_isExplainedInItsOwnWords(number: ErrorNumber) throws {
    let found = try #require(Explanation.all.first { $0.name == number.code })
    #expect(!found.meaning.isEmpty && !found.remedy.isEmpty)
    let same = Explanation.errors.filter { $0.meaning == found.meaning }
    #expect(same.count == 1, "\(same.map(\.name))")
  }
}
