/// A mail cut into what its sender wrote now, the signature, and what was quoted from before.
///
/// `parts` holds every line that shows, in order; the other members gather them by kind.
public struct SplitMail: Sendable {
  /// What a part is.
  public enum Kind: String, Sendable {
    /// What the sender wrote, and what was forwarded with it.
    case newest
    /// The sender's name, telephone and the like.
    case signature
    /// A legal notice, or what a help desk put above the mail.
    case disclaimer
    /// An earlier mail.
    case history
  }

  /// A run of lines of one kind.
  public struct Part: Sendable {
    /// What it is.
    public var kind: Kind
    /// Its text, UTF-8.
    public var text: [UInt8]
    /// The rule that found it, by a stable name such as `gmail-quote`; `rest` for what no rule took.
    public var rule: String
    /// How sure the rule is, from 0 to 1.
    public var confidence: Double
    /// For history, which entry of `history` it belongs to.
    public var entry: Int?
  }

  /// An earlier mail as it was quoted.
  public struct QuotedMail: Sendable {
    /// The lines that introduce it (`On … wrote:`, or `From: …` and what follows), UTF-8; empty where there are none.
    public var header: [UInt8] = []
    /// Who wrote it, where the header says so.
    public var author: [UInt8]?
    /// When, as the header writes it.
    public var date: [UInt8]?
    /// Its text without the marks of its own depth of quotation, UTF-8.
    public var text: [UInt8] = []
    /// The rule that found it.
    public var rule: String
    /// How sure the rule is, from 0 to 1.
    public var confidence: Double
  }

  /// Every line, in order.
  public var parts: [Part] = []
  /// What the sender wrote now.
  public var newest: [UInt8] = []
  /// The signature's text.
  public var signatureText: [UInt8] = []
  /// The signature as HTML, cut from the mail and closed; empty where there is none.
  public var signatureHTML: [UInt8] = []
  /// Legal notices.
  public var disclaimer: [UInt8] = []
  /// Earlier mails, the latest first as mails quote them.
  public var history: [QuotedMail] = []
  /// Whether the mail forwards another, which is then part of `newest`.
  public var isForward = false
  /// What had to be mended on the way.
  public var warnings: HTMLWarnings = []
}
