import Bytes

/// The seconds since 1970 of a text `2021-12-19T10:47:55Z` that names a real time; nil for any other text.
public func utcSeconds(_ text: Span<UInt8>) -> Int64? {
  guard text.count == 20, text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
    text[19] == UInt8(ascii: "Z"), let hour = twoDigits(text, 11), let minute = twoDigits(text, 14),
    let second = twoDigits(text, 17), second <= 59, let (year, month, day) = dateParts(text.extracting(0..<10))
  else { return nil }
  return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)?.timestamp().seconds
}

/// Whether a text is `2023-11-03` and names a real day.
func isDate(_ text: Span<UInt8>) -> Bool {
  guard let (year, month, day) = dateParts(text) else { return false }
  return CivilTime(year: year, month: month, day: day) != nil
}

private func dateParts(_ text: Span<UInt8>) -> (Int, Int, Int)? {
  guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
    let century = twoDigits(text, 0), let year = twoDigits(text, 2), let month = twoDigits(text, 5),
    let day = twoDigits(text, 8)
  else { return nil }
  return (century * 100 + year, month, day)
}

private func twoDigits(_ text: Span<UInt8>, _ place: Int) -> Int? {
  guard let tens = text[place].decimalValue, let ones = text[place + 1].decimalValue else { return nil }
  return tens * 10 + ones
}

/// The number of Unicode scalar values in valid UTF-8.
func scalarCount(_ text: Span<UInt8>) -> Int {
  var count = 0
  for place in text.indices where text[place] & 0xC0 != 0x80 { count += 1 }
  return count
}
