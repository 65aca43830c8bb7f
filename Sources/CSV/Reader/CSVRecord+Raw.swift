import CByteScan

extension CSVRecord {
  /// Neighbouring fields as they stand in the text, with quotes and the delimiters between them; nil where the record had
  /// to be read byte by byte and its fields are kept elsewhere.
  ///
  /// Runs of one reader with the same bytes are the same fields, so that rows are compared without unescaping. O(1).
  @_lifetime(borrow self)
  public func rawFields(_ fields: Range<Int>) -> Span<UInt8>? {
    precondition(fields.lowerBound >= 0 && fields.upperBound <= count, "fields outside the record")
    if quote == CSVRecord.noQuote || fields.isEmpty { return nil }
    let start = unsafe fields.lowerBound == 0 ? first : Int(ends[fields.lowerBound - 1] & NF_POSITION) + 1
    let end = unsafe Int(ends[fields.upperBound - 1] & NF_POSITION)
    let text = unsafe Span(_unsafeStart: base + start, count: end - start)
    return unsafe _overrideLifetime(text, borrowing: self)
  }
}
