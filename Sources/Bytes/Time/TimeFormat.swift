/// A pattern by which times are read from bytes, compiled once and used for every row.
///
/// The letters are those of Unicode Technical Standard 35 that dumps need: `yyyy`, `yy` (2000 to 2099), `M MM MMM MMMM`
/// (English month names), `d dd`, `EEE EEEE` (a weekday's name, skipped), `H HH`, `h hh` with `a`, `m mm`, `s ss`,
/// `S…` (any number of fraction digits), `X XX XXX Z` (`Z`, `+01`, `+0100`, `+01:00`), text in `'quotes'`, and all other
/// characters as themselves. The names `iso8601`, `epoch-seconds` and `epoch-milliseconds` stand for whole formats.
public struct TimeFormat: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case year, shortYear, month, monthName, day, weekday, hour, hour12, halfDay, minute, second, fraction, zone
    case literal(UInt8)
  }

  enum Form: Hashable, Sendable {
    case iso8601, epochSeconds, epochMilliseconds
    case parts([Part])
  }

  /// The pattern as it was written.
  public let pattern: String
  let form: Form

  /// RFC 3339 and the ISO 8601 forms near it: `2021-12-19T10:47:55Z`, a space for the `T`, seconds and their fraction
  /// optional, `Z`, `+01:00`, `+0100`, `+01` or no zone, and a date alone (its midnight).
  public static let iso8601 = TimeFormat(pattern: "iso8601", form: .iso8601)

  private init(pattern: String, form: Form) {
    self.pattern = pattern
    self.form = form
  }

  /// Compiles `pattern`, or returns nil where it has a letter that is not in the list above, names no day, has a field twice,
  /// or minutes before hours: `yyyy-mm-dd HH:MM` would take minutes for the month, and read wrong times of many rows.
  public init?(pattern: String) {
    self.pattern = pattern
    switch pattern {
    case "iso8601": form = .iso8601
    case "epoch-seconds": form = .epochSeconds
    case "epoch-milliseconds": form = .epochMilliseconds
    default:
      guard let parts = TimeFormat.compile(pattern) else { return nil }
      let hasYear = parts.contains(.year) || parts.contains(.shortYear)
      let hasMonth = parts.contains(.month) || parts.contains(.monthName)
      guard hasYear, hasMonth, parts.contains(.day), parts.contains(.hour12) == parts.contains(.halfDay),
        TimeFormat.isInOrder(parts)
      else { return nil }
      form = .parts(parts)
    }
  }

  private static func isInOrder(_ parts: [Part]) -> Bool {
    let fields = parts.filter { if case .literal = $0 { false } else { true } }
    let hour = fields.firstIndex { $0 == .hour || $0 == .hour12 } ?? fields.count
    let minute = fields.firstIndex(of: .minute) ?? fields.count
    return Set(fields).count == fields.count && hour <= minute
  }

  private static func compile(_ pattern: String) -> [Part]? {
    let bytes = Array(pattern.utf8)
    var parts: [Part] = []
    var at = 0
    while at < bytes.count {
      let letter = bytes[at]
      if letter == UInt8(ascii: "'") {
        guard let end = bytes[(at + 1)...].firstIndex(of: letter) else { return nil }
        parts += end == at + 1 ? [.literal(letter)] : bytes[(at + 1)..<end].map { .literal($0) }
        at = end + 1
        continue
      }
      let length = bytes[at...].prefix { $0 == letter }.count
      at += length
      guard let part = part(letter, length) else { return nil }
      parts += part
    }
    return parts
  }

  private static func part(_ letter: UInt8, _ length: Int) -> [Part]? {
    switch (Unicode.Scalar(letter), length) {
    case ("y", 4): [.year]
    case ("y", 2): [.shortYear]
    case ("M", 1...2): [.month]
    case ("M", 3...4): [.monthName]
    case ("d", 1...2): [.day]
    case ("E", 1...4): [.weekday]
    case ("H", 1...2): [.hour]
    case ("h", 1...2): [.hour12]
    case ("a", 1): [.halfDay]
    case ("m", 1...2): [.minute]
    case ("s", 1...2): [.second]
    case ("S", 1...9): [.fraction]
    case ("X", 1...3), ("Z", 1...5), ("x", 1...3): [.zone]
    case ("a"..."z", _), ("A"..."Z", _): nil
    default: Array(repeating: .literal(letter), count: length)
    }
  }
}
