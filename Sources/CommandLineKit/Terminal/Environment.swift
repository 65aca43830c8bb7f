import Glibc

/// The process's environment, read only.
public enum Environment {
  /// The value of a variable, or nil where it is not set.
  public static subscript(name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
