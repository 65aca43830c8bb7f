/// Values from the text of an argument.
enum ValueText {
  static func integer(_ text: String, in range: ClosedRange<Int>) throws(ValueError) -> Int {
    guard let number = Int(text) else {
      throw ValueError("is not a whole number", advice: "Give \(words(range)).")
    }
    guard range.contains(number) else { throw ValueError("is out of range", advice: "Give \(words(range)).") }
    return number
  }

  static func size(_ text: String) throws(ValueError) -> Int {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    var digits = text.uppercased()
    if digits.hasSuffix("IB") { digits.removeLast(2) } else if digits.hasSuffix("B") { digits.removeLast() }
    let unit = digits.last.flatMap { units[$0] }
    if unit != nil { digits.removeLast() }
    let bytes = Double(digits).map { $0 * Double(unit ?? 1) }
    guard let bytes, bytes >= 1, bytes < Double(1 << 60), digits.allSatisfy({ $0.isNumber || $0 == "." }) else {
      throw ValueError("is not a size", advice: "Give bytes or a number with K, M, G or T, as in 10M.")
    }
    return Int(bytes)
  }

  static func seconds(_ text: String) throws(ValueError) -> Double {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    let unit = text.last.flatMap { units[$0] }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard let number = Double(digits), number >= 0, number.isFinite,
      digits.allSatisfy({ $0.isNumber || $0 == "." })
    else {
      throw ValueError("is not a time span", advice: "Give seconds, or a number with s, m, h or d, as in 5m.")
    }
    return number * (unit ?? 1)
  }

  static func choice<Word: CaseIterable & RawRepresentable<String>>(
    _ text: String, of type: Word.Type
  ) throws(ValueError) -> Word {
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    let nearest = Nearest.to(text, among: words).map { "Did you mean \($0)? " } ?? ""
    throw ValueError("is not one of the choices", advice: "\(nearest)Choose from \(words.joined(separator: ", ")).")
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    range.upperBound == Int.max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
