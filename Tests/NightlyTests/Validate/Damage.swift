import Files
import Foundation
import Schema
import TestSupport
import Testing

/// One kind of damage to a good folder, and what the validation must say of it.
struct Damage: Sendable, CustomTestStringConvertible {
  /// Who else can see the damage in the file itself.
  enum Judge: Sendable {
    case nobody, frictionless, jsonSchema
  }

  let name: String
  let file: String
  let rule: Rule
  /// The row as frictionless counts: the header of a CSV file is row 1. Items of a list count from 1.
  let row: Int?
  let field: String?
  let severity: Severity
  let judge: Judge
  /// The file that the violation is found in, where it is not the damaged one.
  let foundIn: String?
  let apply: @Sendable (GoodFolder) throws -> Void

  init(
    _ name: String, _ file: String, _ rule: Rule, row: Int? = nil, field: String? = nil, severity: Severity = .error,
    judge: Judge = .nobody, foundIn: String? = nil, apply: @escaping @Sendable (GoodFolder) throws -> Void
  ) {
    self.name = name
    self.file = file
    self.rule = rule
    self.row = row
    self.field = field
    self.severity = severity
    self.judge = judge
    self.foundIn = foundIn
    self.apply = apply
  }

  /// Replaces a text, which must be there, by another.
  init(
    _ name: String, _ file: String, replacing old: String, by new: String, _ rule: Rule, row: Int? = nil,
    field: String? = nil, severity: Severity = .error, judge: Judge = .nobody, last: Bool = false
  ) {
    self.init(name, file, rule, row: row, field: field, severity: severity, judge: judge) { folder in
      let text = try folder.text(file)
      let range = last ? text.ranges(of: old).last : text.ranges(of: old).first
      guard let range else { throw Missing(text: old) }
      try folder.write(text.replacingCharacters(in: range, with: new), to: file)
    }
  }

  struct Missing: Error {
    let text: String
  }

  var testDescription: String { name }
}
