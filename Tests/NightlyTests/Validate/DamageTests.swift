import Files
import Nightly
import Schema
import TestSupport
import Testing

@Suite struct DamageTests {
  @Test func goodFolder_isValid() throws {
    let good = try GoodFolder()
    let report = Validation.run([good.path])
    #expect(report.isValid && report.warningCount == 0)
    #expect(report.violations.isEmpty)
    #expect(report.files.count == 6)
    #expect(Set(report.files.compactMap(\.kind)).count == 5)
  }

  @Test(arguments: Damage.table)
  func damage_isNamedWithItsPlace(_ damage: Damage) throws {
    let good = try GoodFolder()
    try damage.apply(good)
    let report = Validation.run([good.path])
    let path = "\(good.path)/\(damage.foundIn ?? damage.file)"
    let found = report.violations.filter { $0.rule == damage.rule && $0.file == path }
    let violation = try #require(found.first, "\(report.violations)")
    #expect(violation.severity == damage.severity)
    if let row = damage.row {
      let isList = path.hasSuffix(".json")
      #expect(violation.record.map { isList ? $0 : $0 + 1 } == row)
    }
    #expect(damage.field == nil || violation.fieldName == damage.field)
    let outcome = report.outcome(failOnWarning: true)
    #expect(outcome == .violations)
    #expect(report.outcome() == (damage.severity == .error ? .violations : .valid))
  }

  @Test func table_hasAtLeastFortyKinds() {
    #expect(Set(Damage.table.map(\.name)).count == Damage.table.count)
    #expect(Damage.table.count >= 40)
  }
}
