import Bytes

// The grammar of RFC 8259, one function a part. `base[offset]` is read only below `count`.

extension JSONScanner {
  /// Goes one token further.
  public mutating func next() throws(JSONError) -> JSONToken {
    skipBlanks()
    if expectation == .commaOrEnd {
      if let end = try passCommaOrEnd() { return end }
      skipBlanks()
    }
    tokenStart = offset
    guard offset < count else {
      if expectation == .end { return .end }
      throw JSONError(.unexpectedEnd, at: offset)
    }
    let byte = unsafe base[offset]
    switch expectation {
    case .end: throw JSONError(.trailingText, at: offset)
    case .key, .keyOrObjectEnd:
      if byte == UInt8(ascii: "\"") { return try key() }
      if byte == UInt8(ascii: "}"), expectation == .keyOrObjectEnd { return close(.objectEnd) }
      throw JSONError(.unexpectedByte, at: offset)
    case .valueOrArrayEnd where byte == UInt8(ascii: "]"): return close(.arrayEnd)
    default: return try value(byte)
    }
  }

  @inline(__always)
  private mutating func skipBlanks() {
    while offset < count, unsafe base[offset] <= 0x20, unsafe base[offset].isBlank { offset += 1 }
  }

  private mutating func passCommaOrEnd() throws(JSONError) -> JSONToken? {
    guard offset < count else { throw JSONError(.unexpectedEnd, at: offset) }
    tokenStart = offset
    switch unsafe base[offset] {
    case UInt8(ascii: ","):
      offset += 1
      expectation = isInObject ? .key : .value
      return nil
    case UInt8(ascii: "}") where isInObject: return close(.objectEnd)
    case UInt8(ascii: "]") where !isInObject: return close(.arrayEnd)
    default: throw JSONError(.unexpectedByte, at: offset)
    }
  }

  private mutating func value(_ byte: UInt8) throws(JSONError) -> JSONToken {
    switch byte {
    case UInt8(ascii: "\""):
      try string()
      expectValueEnd()
      return .string
    case UInt8(ascii: "{"):
      try open(isObject: true)
      return .objectStart
    case UInt8(ascii: "["):
      try open(isObject: false)
      return .arrayStart
    case UInt8(ascii: "t"): return try literal("true", .true)
    case UInt8(ascii: "f"): return try literal("false", .false)
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw JSONError(.unexpectedByte, at: offset)
    }
  }

  private mutating func literal(_ text: StaticString, _ token: JSONToken) throws(JSONError) -> JSONToken {
    for index in 0..<text.utf8CodeUnitCount {
      guard offset + index < count else { throw JSONError(.unexpectedEnd, at: count) }
      guard unsafe base[offset + index] == text.utf8Start[index] else {
        throw JSONError(.unexpectedByte, at: offset + index)
      }
    }
    offset += text.utf8CodeUnitCount
    expectValueEnd()
    return token
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  private mutating func number() throws(JSONError) -> JSONToken {
    var at = offset
    if unsafe base[at] == UInt8(ascii: "-") { at += 1 }
    let whole = at
    digits(&at)
    guard at > whole else { throw at < count ? JSONError(.invalidNumber, at: at) : JSONError(.unexpectedEnd, at: at) }
    if unsafe base[whole] == UInt8(ascii: "0"), at > whole + 1 { throw JSONError(.invalidNumber, at: whole) }
    if at < count, unsafe base[at] == UInt8(ascii: ".") {
      at += 1
      let fraction = at
      digits(&at)
      if at == fraction { throw JSONError(.invalidNumber, at: at) }
    }
    if at < count, unsafe base[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < count, unsafe base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
      let exponent = at
      digits(&at)
      if at == exponent { throw JSONError(.invalidNumber, at: at) }
    }
    offset = at
    expectValueEnd()
    return .number
  }

  private func digits(_ at: inout Int) {
    while at < count, unsafe base[at] &- UInt8(ascii: "0") < 10 { at += 1 }
  }

  private mutating func key() throws(JSONError) -> JSONToken {
    let start = offset
    try string()
    let (end, escaped) = (offset, hasEscapes)
    let contents = stringContents
    if keys?.add(contents, hasEscapes: escaped) == false { throw failed(.duplicateKey, at: start) }
    skipBlanks()
    guard offset < count else { throw JSONError(.unexpectedEnd, at: offset) }
    guard unsafe base[offset] == UInt8(ascii: ":") else { throw JSONError(.unexpectedByte, at: offset) }
    offset += 1
    tokenEnd = end
    expectation = .value
    return .key
  }

  private mutating func failed(_ kind: JSONError.Kind, at place: Int) -> JSONError {
    // Back to the key, so that the next call fails in the same way: the tracker still knows it.
    offset = place
    return JSONError(kind, at: place)
  }

  @inline(__always)
  private mutating func expectValueEnd() {
    tokenEnd = offset
    expectation = depth == 0 ? .end : .commaOrEnd
  }

  private var isInObject: Bool {
    levels[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1
  }

  private mutating func open(isObject: Bool) throws(JSONError) {
    guard depth < depthLimit else { throw JSONError(.tooDeep, at: offset) }
    let bit = UInt64(1) << UInt64(depth & 63)
    if isObject { levels[depth >> 6] |= bit } else { levels[depth >> 6] &= ~bit }
    depth += 1
    offset += 1
    tokenEnd = offset
    expectation = isObject ? .keyOrObjectEnd : .valueOrArrayEnd
    if isObject { keys?.enterObject() }
  }

  private mutating func close(_ token: JSONToken) -> JSONToken {
    offset += 1
    depth -= 1
    if token == .objectEnd { keys?.leaveObject() }
    expectValueEnd()
    return token
  }
}
