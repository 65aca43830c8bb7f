extension Explanation {
  static let values: [Explanation] = [
    Explanation(
      "type-error",
      "The value is of another type than its field: a time that is none, a word where true or false belongs.",
      "For times set timestampFormat or timeZone in the configuration, for words list them under values; else mend the row."
    ),
    Explanation(
      "constraint-error", "A value that must be there is missing, or one is out of its bounds.",
      "Fill the cell in the dump, or give the field a default in the configuration."),
    Explanation(
      "unique-error", "The value stands in another row too, and may stand only once.",
      "Remove or rename one of the two."),
    Explanation(
      "foreign-key", "The value refers to something that is not there, as a property to an affiliate.",
      "Bring what it refers to into the dump, or mend the reference; a lookup may say missing: \"empty\" or \"keep\"."),
    Explanation(
      "duplicate-id", "Another record or file has the same id. The first counts.",
      "Find out which of the two is right and take the other out."),
    Explanation(
      "changed-after-delivery", "The record was delivered before, and its contents have changed since.",
      "If the vendor shall have the new contents, run with --replace."),
    Explanation(
      "held-back",
      "The record itself is fine, but another one of the same chat or thread is not, and they go whole or not at all.",
      "Mend the other record; this one goes along."),
    Explanation(
      "inconsistent-cell", "The cell differs from the rows above, where all rows of an interaction must have the same.",
      "Say which row counts with take: \"first\" or \"last\" in the configuration, or mend the rows."),
    Explanation(
      "row-order", "A message stands behind a later one.",
      "Sort the rows by the message's time; an export does it by itself."),
    Explanation(
      "json-error", "The text is not JSON, or not the kind of JSON that belongs there.", "Mend it; the place is named."),
    Explanation(
      "duplicate-key", "A JSON object has one key twice, and readers differ in which they take.", "Keep one."),
    Explanation(
      "extra-key", "A JSON object has a key that the vendor's format does not know.",
      "Look for a typing error, or take the key out."),
  ]
}
