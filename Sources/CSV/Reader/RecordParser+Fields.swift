extension RecordParser {
  /// A field that does not start with a quote.
  mutating func plainField() -> Stop {
    var run = at
    while at < limit {
      switch unsafe classes[base[at]] {
      case ByteClasses.delimiter:
        take(from: run)
        cells.endField(quoted: false)
        at += 1
        return .delimiter
      case ByteClasses.feed, ByteClasses.carriageReturn:
        take(from: run)
        cells.endField(quoted: false)
        return endOfLine()
      case ByteClasses.quote:
        guard isLenient else { return .bad(.quoteInUnquotedField, at) }
        mend(.quoteInUnquotedField, .keptQuote, at: at)
        at += 1
      case ByteClasses.escape:
        if let stop = passEscape(&run) { return stop }
      default:
        at += 1
      }
    }
    guard isAtEnd else { return .needsMore }
    take(from: run)
    cells.endField(quoted: false)
    return .lineEnd(end: limit, next: limit)
  }

  /// A field that starts with a quote.
  mutating func quotedField() -> Stop {
    let open = at
    at += 1
    var run = at
    while at < limit {
      switch unsafe classes[base[at]] {
      case ByteClasses.quote:
        if at + 1 == limit && !isAtEnd { return .needsMore }
        if unsafe dialect.escape == nil && at + 1 < limit && base[at + 1] == base[at] {
          at += 1
          take(from: run)
          at += 1
          run = at
        } else if let stop = closeQuote(run) {
          return stop
        }
      case ByteClasses.escape:
        if let stop = passEscape(&run) { return stop }
      default:
        at += 1
      }
    }
    return isAtEnd ? .bad(.unterminatedQuote, open) : .needsMore
  }

  /// What follows a quote that is not doubled; nil where it was taken as text and the field goes on.
  private mutating func closeQuote(_ run: Int) -> Stop? {
    let behind = at + 1
    if behind == limit { return closeField(run, next: behind) }
    switch unsafe classes[base[behind]] {
    case ByteClasses.delimiter, ByteClasses.feed, ByteClasses.carriageReturn: return closeField(run, next: behind)
    default: break
    }
    guard isLenient else { return .bad(.textAfterQuote, behind) }
    var end = behind
    while unsafe end < limit && (base[end] == 0x20 || base[end] == 0x09) { end += 1 }
    if end == limit && !isAtEnd { return .needsMore }
    let meaning = unsafe end == limit ? ByteClasses.feed : classes[base[end]]
    if end > behind
      && (meaning == ByteClasses.delimiter || meaning == ByteClasses.feed || meaning == ByteClasses.carriageReturn)
    {
      mend(.textAfterQuote, .droppedBlanks, at: behind)
      return closeField(run, next: end)
    }
    return passQuote(run)
  }

  /// A quote before text, in lenient mode: text itself where a quote that closes follows on the same line, else the
  /// end of the quotes with the text behind it joined on. Looking no further than the line keeps one stray quote from
  /// swallowing the file.
  private mutating func passQuote(_ run: Int) -> Stop? {
    if closer <= at {
      guard let found = nextCloser(from: at + 1) else { return .needsMore }
      closer = found
    }
    if closer < Int.max {
      mend(.textAfterQuote, .keptQuote, at: at)
      at += 1
      return nil
    }
    take(from: run)
    at += 1
    mend(.textAfterQuote, .joinedText, at: at)
    return plainField()
  }

  /// The first quote behind `start` on its line that a delimiter or line end follows, `Int.max` where there is none,
  /// nil where that cannot be told yet.
  private func nextCloser(from start: Int) -> Int? {
    var wasQuote = false
    for position in start..<limit {
      let meaning = unsafe classes[base[position]]
      let isEnd = meaning == ByteClasses.feed || meaning == ByteClasses.carriageReturn
      if wasQuote && (isEnd || meaning == ByteClasses.delimiter) { return position - 1 }
      if isEnd { return Int.max }
      wasQuote = meaning == ByteClasses.quote
    }
    return isAtEnd ? (wasQuote ? limit - 1 : Int.max) : nil
  }

  private mutating func closeField(_ run: Int, next: Int) -> Stop {
    take(from: run)
    cells.endField(quoted: true)
    at = next
    if at == limit { return .lineEnd(end: limit, next: limit) }
    if unsafe classes[base[at]] != ByteClasses.delimiter { return endOfLine() }
    at += 1
    return .delimiter
  }

  /// The LF or CR at the current place, behind a closed field.
  private mutating func endOfLine() -> Stop {
    let policy = dialect.lineEnding
    if unsafe base[at] == 0x0A {
      if policy == .crlf || policy == .cr {
        guard isLenient else { return .bad(.bareLineFeed, at) }
        mend(.bareLineFeed, .tookFeedAsLineEnd, at: at, field: cells.count)
      }
      return .lineEnd(end: at, next: at + 1)
    }
    if policy != .cr {
      if at + 1 == limit && !isAtEnd { return .needsMore }
      if unsafe at + 1 < limit && base[at + 1] == 0x0A { return .lineEnd(end: at, next: at + 2) }
    }
    if policy == .crlf || policy == .crlfOrLF {
      guard isLenient else { return .bad(.bareCarriageReturn, at) }
      mend(.bareCarriageReturn, .tookReturnAsLineEnd, at: at, field: cells.count)
    }
    endedWithReturn = true
    return .lineEnd(end: at, next: at + 1)
  }

  /// An escape byte: a byte behind it that means something is text. Before any other it is text itself, as nothing
  /// was to be escaped: a path `C:\temp`, the `\n` of JSON, MySQL's `\N`.
  private mutating func passEscape(_ run: inout Int) -> Stop? {
    if at + 1 == limit {
      guard isAtEnd else { return .needsMore }
      guard isLenient else { return .bad(.danglingEscape, at) }
      mend(.danglingEscape, .keptEscape, at: at)
      at += 1
      return nil
    }
    guard unsafe isSpecial(base[at + 1]) else {
      at += 1
      return nil
    }
    var end = at + 2
    if unsafe base[at + 1] == 0x0D && dialect.lineEnding != .cr {
      // A line end of two bytes is escaped as one.
      if end == limit && !isAtEnd { return .needsMore }
      if unsafe end < limit && base[end] == 0x0A { end += 1 }
    }
    take(from: run)
    run = at + 1
    at = end
    return nil
  }

  private func isSpecial(_ byte: UInt8) -> Bool {
    classes[byte] != ByteClasses.plain || byte == dialect.comment
  }
}
