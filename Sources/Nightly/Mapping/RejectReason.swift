/// Why a record cannot become part of a parcel.
struct RejectReason: Error, Hashable, Sendable {
  /// The error's stable name, frictionless's where it has one (`type-error`, `constraint-error`, `foreign-key`, …).
  var error: String
  /// The schema's field, where it is one.
  var field: String?
  /// The reason in words, with the source's column and the fix, without the record's contents.
  var reason: String
}
