import Bytes
import Files
import Schema
import Sedric

/// What files break only together: ids that stand twice, references, files that a manifest names and are not there.
struct CrossChecks {
  private var files: [FileReport]

  static func apply(_ files: consuming [FileReport], _ manifests: [ManifestSums]) -> [FileReport] {
    var checks = CrossChecks(files: files)
    checks.checkIDs()
    checks.checkReferences()
    if !manifests.isEmpty { checks.check(manifests) }
    return checks.files
  }

  /// An id stands in one file of a kind.
  private mutating func checkIDs() {
    var first: [Identity: Int] = [:]
    first.reserveCapacity(files.count)
    for place in files.indices {
      guard let kind = files[place].kind, let id = files[place].identity else { continue }
      guard let other = first.updateValue(place, forKey: Identity(kind: kind, id: id)) else { continue }
      first[Identity(kind: kind, id: id)] = other
      let rule: Rule = kind == .voice ? .pairDuplicateCSV : .duplicateID
      let path = files[place].path
      files[place].checked.add(rule, "the id in this file is also in \(files[other].path)", path: path)
    }
  }

  /// A reference names an item of another file; where no file of that kind is there, it cannot be judged.
  private mutating func checkReferences() {
    for place in files.indices where !files[place].checked.references.isEmpty {
      guard let kind = files[place].kind else { continue }
      for field in kind.schema.fields {
        guard let target = field.constraints.references else { continue }
        check(place, field.name, among: target)
      }
    }
  }

  private mutating func check(_ place: Int, _ field: String, among target: String) {
    let parts = target.split(separator: ".").map(String.init)
    guard parts.count == 2, let kind = FileKind(rawValue: parts[0]) else { return }
    let targets = files.filter { $0.kind == kind && $0.role == .data && !$0.isUnreadable }
    if targets.isEmpty { return }
    let known = targets.reduce(into: Set<Fingerprint>()) { $0.formUnion($1.checked.uniqueValues[parts[1]] ?? []) }
    for reference in files[place].checked.references where reference.field == field && !known.contains(reference.value)
    {
      var violation = Violation(.foreignKey, field: field, note: "\(field) names none of the \(parts[0])")
      violation.file = files[place].path
      violation.record = reference.record
      violation.line = reference.line
      violation.fieldNumber = files[place].kind?.schema.index(of: field).map { $0 + 1 }
      files[place].checked.log.add(violation)
    }
  }

  private mutating func check(_ manifests: [ManifestSums]) {
    let present = Set(files.map { Array($0.path.utf8) })
    for place in files.indices where files[place].role == .manifest {
      guard let manifest = manifests.first(where: { $0.path == files[place].path }) else { continue }
      files[place].absent = manifest.absent(present)
      for violation in manifest.faults(files[place].absent) { files[place].checked.log.add(violation) }
    }
  }
}

private struct Identity: Hashable {
  let kind: FileKind
  let id: Fingerprint
}
