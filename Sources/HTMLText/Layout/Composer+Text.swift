import Bytes

extension Composer {
  /// Takes text: UTF-8, whole characters.
  mutating func text(_ bytes: Span<UInt8>) {
    if !isSeen { return }
    switch sight.space {
    case .collapsed: flow(bytes)
    case .kept: preformatted(bytes, keepsSpaces: true)
    case .linesKept: preformatted(bytes, keepsSpaces: false)
    }
  }

  /// Text whose white space collapses (CSS Text 3, section 4.1).
  mutating func flow(_ bytes: Span<UInt8>) {
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      switch TextClass.of(byte) {
      case .plain:
        let end = TextClass.endOfPlain(bytes, from: at)
        write(bytes.extracting(at..<end))
        at = end
      case .space:
        softSpace()
        at += 1
      case .lead: at += special(bytes, at: at)
      case .control: at += 1
      }
    }
  }

  private mutating func softSpace() {
    if endsInSpace { return }
    pendingSpaces += 1
    endsInSpace = true
  }

  /// A space that does not collapse.
  private mutating func hardSpace() {
    if pendingSpaces < 200 { pendingSpaces += 1 }
    endsInSpace = false
    hasHardSpace = true
  }

  /// Writes visible text.
  mutating func write(_ run: Span<UInt8>) {
    if !isOpen { openLine() }
    if followsAddress {
      followsAddress = false
      if pendingSpaces == 0, run[0].isAlphanumeric || run[0] >= 0x80 { pendingSpaces = 1 }
    }
    if pendingSpaces > 0 {
      for _ in 0..<pendingSpaces { page.bytes.append(UInt8(ascii: " ")) }
      pendingSpaces = 0
      pendingJoiner = 0
    }
    if !openers.isEmpty {
      page.bytes.append(array: openers)
      openers.removeAll(keepingCapacity: true)
    }
    if pendingJoiner > 0 { writeJoiner(before: run[0]) }
    page.bytes.append(run)
    endsInSpace = false
  }

  /// A joiner shapes letters and emoji; between anything else it is padding.
  private mutating func writeJoiner(before next: UInt8) {
    let length = page.bytes.count
    if next >= 0x80, length > 0, page.bytes.span[length - 1] >= 0x80 {
      page.bytes.append(0xE2)
      page.bytes.append(0x80)
      page.bytes.append(pendingJoiner)
    }
    pendingJoiner = 0
  }

  /// Takes a character whose first byte may begin one that is not plain; returns its length.
  private mutating func special(_ bytes: Span<UInt8>, at: Int) -> Int {
    let length = TextClass.length(bytes[at])
    guard at + length <= bytes.count else { return bytes.count - at }
    let character = bytes.extracting(at..<(at + length))
    switch TextClass.special(character) {
    case .letter: write(character)
    case .hardSpace: hardSpace()
    case .softSpace: softSpace()
    case .nothing: break
    case .joiner: pendingJoiner = character[2]
    case .direction:
      if isOpen {
        flushSpaces()
        page.bytes.append(character)
      } else if pendingMarks.count < 32 {
        for index in character.indices { pendingMarks.append(character[index]) }
      }
    }
    return length
  }

  private mutating func flushSpaces() {
    for _ in 0..<pendingSpaces { page.bytes.append(UInt8(ascii: " ")) }
    pendingSpaces = 0
  }

  /// Text whose lines, and perhaps spaces, stand as written.
  private mutating func preformatted(_ bytes: Span<UInt8>, keepsSpaces: Bool) {
    var at = 0
    while at < bytes.count {
      let start = at
      while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
      if at > start {
        let run = bytes.extracting(start..<at)
        if keepsSpaces { verbatim(run) } else { flow(run) }
        followsReturn = false
      }
      if at < bytes.count {
        if !(bytes[at] == 0x0A && followsReturn) { breakLine() }
        followsReturn = bytes[at] == 0x0D
        at += 1
      }
    }
  }

  private mutating func verbatim(_ run: Span<UInt8>) {
    var at = 0
    while at < run.count {
      switch TextClass.of(run[at]) {
      case .plain:
        let end = TextClass.endOfPlain(run, from: at)
        write(run.extracting(at..<end))
        at = end
      case .space:
        let column = pendingSpaces + (isOpen ? page.bytes.count - Int(lineStart) : 0)
        pendingSpaces += run[at] == 0x09 ? 8 - column % 8 : 1
        at += 1
      case .lead: at += special(run, at: at)
      case .control: at += 1
      }
    }
  }
}
