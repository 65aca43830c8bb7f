/// Sizes and times as people read them.
public enum Quantity {
  /// `512 B`, `1.5 KiB`, `20 MiB`: powers of 1024, at most three digits before the unit.
  public static func bytes(_ count: Int64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
    var value = Double(count)
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    if unit == 0 { return "\(count) B" }
    return value < 9.95 ? "\(tenths(value)) \(units[unit])" : "\(Int(value.rounded())) \(units[unit])"
  }

  /// `0.4 s`, `12 s`, `3:05`, `1:02:03`, `2 d 3:00:00`.
  public static func seconds(_ seconds: Double) -> String {
    if seconds < 9.95 { return "\(tenths(max(0, seconds))) s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    let (minutes, rest) = (whole / 60 % 60, padded(whole % 60))
    if whole < 3600 { return "\(minutes):\(rest)" }
    let hours = "\(whole / 3600 % 24):\(padded(minutes)):\(rest)"
    return whole < 86_400 ? hours : "\(whole / 86_400) d \(hours)"
  }

  /// `12 345`: digits in groups of three.
  public static func count(_ number: Int) -> String {
    var digits = String(abs(number))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: " ")
  }

  /// `1 parcel`, `12 345 parcels`.
  public static func count(_ number: Int, _ thing: String) -> String {
    "\(count(number)) \(thing)\(number == 1 ? "" : "s")"
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
