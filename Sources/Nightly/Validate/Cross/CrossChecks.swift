import Bytes
import Delivery
import Files
import Schema
import Sedric

/// What files break only together: pairs, ids that stand twice, references, files that no manifest names.
struct CrossChecks {
  private var files: [FileReport]
  private let manifests: ManifestSums

  static func apply(_ files: [FileReport], _ manifests: ManifestSums) -> [FileReport] {
    var checks = CrossChecks(files: files, manifests: manifests)
    checks.checkPairs()
    checks.checkIDs()
    checks.checkReferences()
    checks.checkManifests()
    return checks.files
  }

  private mutating func add(_ place: Int, _ rule: Rule, _ note: String, severity: Severity = .error) {
    files[place].checked.add(rule, note, severity: severity, path: files[place].path)
  }

  /// A call's CSV and MP3 have one name in one folder.
  private mutating func checkPairs() {
    let calls = files.indices.filter { files[$0].kind == .voice }
    let present = Set(calls.map { files[$0].path })
    for place in calls {
      let path = files[place].path
      let stem = FileName(path).ending.isEmpty ? path : String(path.dropLast(FileName(path).ending.utf8.count + 1))
      let isAudio = files[place].role == .audio
      let partner = stem + (isAudio ? ".csv" : ".mp3")
      if present.contains(partner) || (try? FileStatus.of(partner)) != nil { continue }
      if isAudio {
        add(place, .pairMissingCSV, "the recording has no CSV of its name beside it")
      } else {
        add(place, .pairMissingAudio, "the call has no MP3 of its name beside it")
      }
    }
  }

  /// An id stands in one file of a kind.
  private mutating func checkIDs() {
    var first: [Identity: Int] = [:]
    for place in files.indices {
      guard let kind = files[place].kind, let id = files[place].checked.identity, !id.isEmpty else { continue }
      let key = Identity(kind: kind, id: id)
      guard let other = first[key] else {
        first[key] = place
        continue
      }
      let rule: Rule = kind == .voice ? .pairDuplicateCSV : .duplicateID
      add(place, rule, "the id in this file is also in \(files[other].path)")
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

  private mutating func checkManifests() {
    for place in files.indices {
      let path = files[place].path
      if files[place].role == .manifest {
        for violation in manifests.faults[path] ?? [] { files[place].checked.log.add(violation) }
      } else if manifests[path] == nil, isBelowManifest(path) {
        add(place, .manifestExtraFile, "the file is not in the folder's \(Manifest.name)", severity: .warning)
      }
    }
  }

  private func isBelowManifest(_ path: String) -> Bool {
    if manifests.folders.isEmpty { return false }
    var folder = Folder.parent(of: path) ?? "."
    while true {
      if manifests.folders.contains(folder) { return true }
      guard let above = Folder.parent(of: folder) else { return false }
      folder = above
    }
  }
}

private struct Identity: Hashable {
  let kind: FileKind
  let id: [UInt8]
}
