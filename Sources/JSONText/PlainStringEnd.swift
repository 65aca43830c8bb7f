import CByteScan

/// Where a JSON string that starts behind `start`, its opening quote, ends: the place of its closing quote, or nil where
/// it holds an escape, a byte that is not ASCII (unless `allowsNonASCII`) or a control character, or never ends.
///
/// For readers that know where a string must be, and leave all that is unusual to a `JSONScanner`.
public func plainStringEnd(_ bytes: Span<UInt8>, after start: Int, allowsNonASCII: Bool) -> Int? {
  var sawNonASCII = false
  let end = unsafe bytes.withUnsafeBufferPointer { text -> Int in
    guard let base = text.baseAddress else { return text.count }
    return unsafe nf_json_plain_end(base, start + 1, text.count, &sawNonASCII)
  }
  guard end < bytes.count, bytes[end] == UInt8(ascii: "\""), allowsNonASCII || !sawNonASCII else { return nil }
  return end
}
