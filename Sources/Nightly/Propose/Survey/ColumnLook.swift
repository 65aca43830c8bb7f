import Bytes
import Schema

/// What a column's values look like, where a field wants something particular.
enum ColumnLook {
  /// Anything.
  case any
  /// Every value another one, but for a few broken rows.
  case unique
  /// Points in time.
  case time
  /// Days.
  case day
  /// E-mail addresses, or several of them in a value.
  case email
  /// Web addresses.
  case url
  /// HTML.
  case html
  /// Text that is not HTML.
  case plain
  /// File names of MP3 recordings.
  case recording
  /// Who spoke: true and false, or words for it.
  case direction
  /// Language tags.
  case language
  /// How often the vendor scans.
  case frequency

  /// Whether the column's values look so.
  func fits(_ column: ColumnSurvey) -> Bool {
    switch self {
    case .any: !column.present.isEmpty
    case .unique:
      column.present.count * 10 >= column.values.count * 9 && !column.present.isEmpty
        && column.distinct.count * 10 >= column.present.count * 9
    case .time, .day: TimeGuess(column) != nil
    case .email: column.mostly(ColumnLook.isEmail)
    case .url: column.mostly { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
    case .html: column.present.contains(where: ColumnLook.isHTML)
    case .plain: !column.present.isEmpty && !column.mostly(ColumnLook.isHTML)
    case .recording: column.mostly { $0.lowercased().hasSuffix(".mp3") }
    case .direction: DirectionGuess(column) != nil
    case .language: column.mostly { (2...12).contains($0.utf8.count) && $0.utf8.allSatisfy(ColumnLook.isTag) }
    case .frequency: column.mostly { $0.hasPrefix("@") || $0.split(separator: " ").count == 5 }
    }
  }

  /// `ada@example.com`, or several of them between commas or semicolons.
  private static func isEmail(_ value: String) -> Bool {
    let first = value.prefix { $0 != ";" && $0 != "," }
    guard let at = first.firstIndex(of: "@"), at != first.startIndex else { return false }
    let domain = first[first.index(after: at)...]
    return domain.contains(".") && !first.trimmed.contains(" ")
  }

  private static func isHTML(_ value: String) -> Bool {
    let start = value.prefix(2000).lowercased()
    return ["<html", "<body", "<p>", "<p ", "<div", "<br", "<table"].contains { start.contains($0) }
  }

  private static func isTag(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || (byte | 0x20) &- 97 < 26 }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
