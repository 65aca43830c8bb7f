import Glibc

/// The process's environment, read only.
public enum Environment {
  /// The value of a variable, or nil where it is not set.
  public static subscript(name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// Whether the locale's character set is UTF-8 (locale(7): the first of these variables that is not empty counts).
  public static var isUTF8: Bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { self[$0] }.first { !$0.isEmpty } ?? ""
    return ["utf-8", "utf8"].contains { name.lowercased().contains($0) }
  }

  /// What stands for text that was cut off, in signs that the locale has.
  public static var ellipsis: String { isUTF8 ? "…" : "..." }

  /// What stands for a character that a terminal must not be sent, in signs that the locale has.
  public static var blot: UnicodeScalar { isUTF8 ? "·" : "?" }
}
