import Files
import TestSupport
import Testing

/// The files that `nightferry sync` makes of a list: cut by regulator or country, in one layout or another.
@Suite struct SyncFilesTests {
  @Test func lists_areCutByRegulator_andEmptiedFilesAreNotLeftStanding() throws {
    let work = try ListWork(.sshd, lists: "{ splitBy: \"regulation\", maxRemoved: \"100%\" }")
    let first = try work.nightferry("sync")
    #expect(first.status == 0, "\(first.text)\(first.errorText)")
    #expect(try work.list("affiliates/affiliates-FCA.json").count == 10)
    #expect(try work.list("affiliates/affiliates-Cysec.json").count == 5)
    #expect(try work.list("properties/properties-Cysec.json").count == 10)
    try work.edit("affiliates.csv", ";Cysec", "")
    #expect(try work.nightferry("sync").status == 0)
    #expect(try work.list("affiliates/affiliates-Cysec.json").isEmpty)
    #expect(try work.list("properties/properties-Cysec.json").isEmpty)
    #expect(try work.nightferry("sync").text.contains("Nothing has changed"))
  }

  /// However a country is spelled it is one file, and what has none has one as well.
  @Test func lists_areCutByCountry() throws {
    let work = try ListWork(.sshd, lists: "{ splitBy: \"country\", maxRemoved: \"100%\" }")
    let spellings = ["France", "FR", "fra", "FRANCE", "Côte d'Ivoire", "Ivory Coast", "ci", "GB", "", ""]
    for (place, country) in spellings.enumerated() {
      let line = "Example \(place + 1) Ltd,Kim Example,"
      try work.edit("affiliates.csv", "\(line)France", "\(line)\(country)")
    }
    func counts() throws -> [String: Int] {
      var counts: [String: Int] = [:]
      for kind in ["affiliates", "properties"] {
        for name in try Folder.names(in: "\(work.area)/\(kind)") {
          counts[name] = try work.list("\(kind)/\(name)").count
        }
      }
      return counts
    }
    let first = try work.nightferry("sync")
    #expect(first.status == 0, "\(first.text)\(first.errorText)")
    let wanted = [
      "affiliates-FR.json": 4, "affiliates-CI.json": 3, "affiliates-GB.json": 1, "affiliates-other.json": 2,
      "properties-FR.json": 8, "properties-CI.json": 6, "properties-GB.json": 2, "properties-other.json": 4,
    ]
    #expect(try counts() == wanted)
    #expect(
      try work.list("affiliates/affiliates-FR.json").compactMap { $0["registration_country"] as? String }
        == ["France", "FR", "fra", "FRANCE"])
    #expect(try work.nightferry("validate", work.area).status == 0)
    #expect(try work.nightferry("sync").text.contains("Nothing has changed"))
    // An affiliate that moves takes its properties along; a file that nobody is left in becomes empty.
    try work.edit("affiliates.csv", "Kim Example,GB", "Kim Example,France")
    let dry = try work.nightferry("sync", "--dry-run").text
    #expect(dry.contains("registration_country: \"GB\" -> \"France\""), "\(dry)")
    #expect(try work.nightferry("sync").status == 0)
    let moved = [
      "affiliates-FR.json": 5, "affiliates-GB.json": 0, "properties-FR.json": 10, "properties-GB.json": 0,
    ]
    #expect(try counts() == wanted.merging(moved) { $1 })
  }

  /// Names of regulators become names of files: what differs in case is one, slashes and lengths do no harm.
  @Test func regulators_areFileNames() throws {
    let work = try ListWork(.sshd, lists: "{ splitBy: \"regulation\" }")
    let long = String(repeating: "नियामक", count: 40)
    for (number, names) in [1: "CySEC", 2: "cysec;CYSEC", 3: "../../etc", 4: long, 5: "A/B", 6: "A B"] {
      let line = "A\(number),Example \(number) Ltd,Kim Example,France,"
      try work.edit("affiliates.csv", line + (number % 2 == 0 ? "FCA;Cysec" : "FCA"), line + names)
    }
    let result = try work.nightferry("sync")
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
    let names = try Folder.names(in: "\(work.area)/affiliates")
    let short = ["A-B", "CYSEC", "FCA", "------etc"].map { "affiliates-\($0).json" }
    #expect(Set(names.filter { $0.utf8.count < 40 }) == Set(short), "\(names)")
    #expect(names.count == 5 && names.allSatisfy { $0.utf8.count < 255 })
    #expect(try work.list("affiliates/affiliates-CYSEC.json").count == 4)
    #expect(try Folder.names(in: work.area).sorted() == ["affiliates", "properties"])
  }

  @Test(arguments: ["json-lines", "object"])
  func layouts(_ layout: String) throws {
    let work = try ListWork(.sshd, lists: "{ layout: \"\(layout)\" }")
    let many = try work.nightferry("sync")
    if layout == "object" {
      #expect(many.status == 2)
      #expect(many.errorText.contains("has room for one object"), "\(many.errorText)")
      try work.write(numbers: [1])
      try work.edit("properties.csv", "P1b,https://social.example.com/u1,Instagram,A1\n", "")
      #expect(try work.nightferry("sync").status == 0)
    } else {
      #expect(many.status == 0, "\(many.errorText)")
    }
    let bytes = try FileDescriptor.contents(of: "\(work.area)/affiliates/affiliates.json")
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("{\"external_affiliate_id\":\"A1\""))
    #expect(text.split(separator: "\n").count == (layout == "object" ? 1 : 10))
    #expect(try work.nightferry("validate", work.area).status == 0)
    #expect(try work.nightferry("sync").text.contains("Nothing has changed"))
  }
}
