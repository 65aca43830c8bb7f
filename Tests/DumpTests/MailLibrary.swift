import Mail
import Testing

/// The library that messages are read by.
enum MailLibrary {
  static let isInstalled: Bool = {
    do throws(MailError) {
      _ = try MailContents(Array("From: a@example.com\n\nx".utf8))
      return true
    } catch {
      return error != .noLibrary
    }
  }()

  static let absence: Comment = "libgmime-3.0-0 is not installed"
}
