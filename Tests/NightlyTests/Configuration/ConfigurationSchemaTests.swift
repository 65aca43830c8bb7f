import Foundation
import TestSupport
import Testing

@testable import Nightly

/// The configuration's declaration, its reader and its schema say the same.
@Suite struct ConfigurationSchemaTests {
  private static let schemaPath = "\(Judges.root)/schemas/nightferry.config.schema.json"

  @Test func schemaFile_isWhatIsPrinted() throws {
    let stored = try String(contentsOfFile: Self.schemaPath, encoding: .utf8)
    #expect(
      stored == ConfigurationSchema.jsonSchema(),
      "stale: nightferry schema config > schemas/nightferry.config.schema.json")
  }

  @Test(arguments: ConfigurationShape.Name.allCases)
  func everyDeclaredKey_isRead(_ name: ConfigurationShape.Name) throws {
    let place = try #require(ShapePlace.all[name])
    for key in ConfigurationShape.named(name).keys where key.name != "$schema" {
      // No key takes a list of lists.
      let error = #expect(throws: ConfigurationError.self, "\(place.path).\(key.name) is declared and never read") {
        _ = try read(place.document(with: key.name, [[1]]))
      }
      let wanted = place.path.isEmpty ? key.name : "\(place.path).\(key.name)"
      #expect(error?.keyPath.hasPrefix(wanted) == true, "\(wanted): \(String(describing: error))")
    }
  }

  /// For every key, values that it takes and values that it does not: reader and schema agree on each.
  @Test(.enabled(if: Judges.areInstalled, "check-jsonschema is not installed; run make setup-ci"))
  func readerAndSchema_takeTheSameDocuments() throws {
    let cases = ConfigurationShape.Name.allCases.flatMap(ConfigurationCase.all)
    #expect(cases.count > 300)
    let verdicts = try judge(cases.map(\.document))
    #expect(verdicts.count == cases.count)
    for (tried, isValid) in zip(cases, verdicts) {
      let isRead = (try? read(tried.document)) != nil
      #expect(isRead == isValid, "\(tried.what): read \(isRead), valid \(isValid)")
      #expect(isRead == tried.isGood, "\(tried.what)")
    }
  }

  @Test(.enabled(if: Judges.areInstalled, "check-jsonschema is not installed; run make setup-ci"))
  func example_isValid_andAnUnknownKeyIsRefusedByBoth() throws {
    let text = try Data(contentsOf: URL(fileURLWithPath: "\(Judges.root)/examples/nightferry.json5"))
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    let parsed = try decoder.decode(JSON5Value.self, from: text).plain
    var example = try #require(parsed as? JSONObject)
    #expect(try check(example) == 0)
    example["exprots"] = 1
    #expect(try check(example) == 1)
    #expect(throws: ConfigurationError.self) { _ = try read(example) }
  }

  private func read(_ document: JSONObject) throws -> Configuration {
    let text = try JSONSerialization.data(withJSONObject: document)
    return try Configuration(
      text: String(decoding: text, as: UTF8.self), path: "\(Judges.root)/Tests/NightlyTests/c.json5",
      environment: ["HOME": "/home/nf"])
  }

  private func check(_ document: JSONObject) throws -> Int32 {
    let folder = try TemporaryFolder()
    let path = folder.file("nightferry.json")
    try JSONSerialization.data(withJSONObject: document).write(to: URL(fileURLWithPath: path))
    return try runCommand(
      "\(Judges.root)/.venv/bin/check-jsonschema", ["--schemafile", Self.schemaPath, path]
    ).status
  }

  /// Whether check-jsonschema's library takes each document; one process for all.
  private func judge(_ documents: [JSONObject]) throws -> [Bool] {
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      check = Draft202012Validator(json.load(open(sys.argv[1])))
      print("".join("1" if check.is_valid(document) else "0" for document in json.load(sys.stdin)))
      """
    let result = try runCommand(
      "\(Judges.root)/.venv/bin/python", ["-c", script, Self.schemaPath],
      input: try JSONSerialization.data(withJSONObject: documents))
    #expect(result.status == 0, "\(result.errorText)")
    return result.text.compactMap { $0.isNewline ? nil : $0 == "1" }
  }
}
