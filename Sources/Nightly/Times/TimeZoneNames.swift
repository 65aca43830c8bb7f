import Foundation

/// The time zones of this system, by their IANA names.
enum TimeZoneNames {
  /// Whether the system has a zone of this name; abbreviations like `CET` count only where the system lists them.
  static func isKnown(_ name: String) -> Bool {
    all.contains(name) || (name.contains("/") || name == "UTC" || name == "GMT") && TimeZone(identifier: name) != nil
  }

  /// All names.
  static let all: Set<String> = Set(TimeZone.knownTimeZoneIdentifiers)
}
