import Bytes

/// An element that says by its class, id or name who wrote what.
struct Mark: Sendable {
  var kind: MarkKind
  /// The lines that it holds: from `firstLine` up to, without, `endLine`.
  var firstLine: Int
  var endLine: Int
  /// Where its start tag begins in the source.
  var sourceStart: Int
  /// Where the last of its content ends in the source.
  var endPlace: Int32 = 0
}

/// What mail clients mark, by the names that the split gives as its rule.
enum MarkKind: String, Sendable {
  case gmailQuote = "gmail-quote"
  case gmailAttribution = "gmail-attribution"
  case gmailSignature = "gmail-signature"
  case outlookReply = "outlook-reply"
  case outlookContainer = "outlook-container"
  case outlookSignature = "outlook-signature"
  case thunderbirdAttribution = "thunderbird-attribution"
  case thunderbirdForward = "thunderbird-forward"
  case thunderbirdSignature = "thunderbird-signature"
  case citeBlockquote = "cite-blockquote"
  case appleSignature = "apple-signature"
  case yahooQuote = "yahoo-quote"
  case yahooSignature = "yahoo-signature"
  case protonQuote = "proton-quote"
  case protonSignature = "proton-signature"
  case zendeskComment = "zendesk-comment"
  case frontQuote = "front-quote"
  case frontSignature = "front-signature"
  case otherQuote = "marked-quote"
  case otherSignature = "marked-signature"

  /// What a mark tells.
  enum Role {
    /// It holds a quotation.
    case quote
    /// From its start on, all is quoted.
    case reply
    /// It introduces a quotation.
    case attribution
    /// It holds a forwarded mail.
    case forward
    case signature
    /// It is one mail of a conversation, the newest first.
    case comment
  }

  var role: Role {
    switch self {
    case .gmailQuote, .citeBlockquote, .yahooQuote, .protonQuote, .frontQuote, .otherQuote, .outlookContainer: .quote
    case .outlookReply: .reply
    case .gmailAttribution, .thunderbirdAttribution: .attribution
    case .thunderbirdForward: .forward
    case .zendeskComment: .comment
    case .gmailSignature, .outlookSignature, .thunderbirdSignature, .appleSignature, .yahooSignature, .protonSignature,
      .frontSignature, .otherSignature:
      .signature
    }
  }

  /// The mark of a class, an id, a name or a `data-` value; Outlook puts `x_` before those of mails that it quotes.
  init?(_ token: Span<UInt8>) {
    var name = token
    while name.hasPrefix("x_") { name = name.extracting(2..<name.count) }
    guard name.count >= 3, name.count <= 64 else { return nil }
    guard let kind = MarkKind.table[TagTable.Name(name)] ?? MarkKind(prefixed: name) else { return nil }
    self = kind
  }

  private init?(prefixed name: Span<UInt8>) {
    if name.hasPrefix("yahoo_quoted") {
      self = .yahooQuote
    } else if name.hasPrefix("applemailsignature") {
      self = .appleSignature
    } else if name.hasPrefix("mail-editor-reference-message") || name.hasPrefix("ms-outlook-mobile-reference-message") {
      self = .outlookContainer
    } else if name.hasPrefix("ms-outlook-mobile-signature") || name.hasPrefix("ms-outlook-mobile-body-separator-line") {
      self = .outlookSignature
    } else if name.hasPrefix("olk_src_body_section") {
      self = .outlookContainer
    } else if name.hasPrefix("protonmail_signature_block") {
      guard !name.hasPrefix("protonmail_signature_block-empty") else { return nil }
      self = .protonSignature
    } else if name.hasPrefix("gmail_signature") {
      self = .gmailSignature
    } else if name.hasPrefix("gmail_quote") {
      self = .gmailQuote
    } else if name.hasPrefix("messagesignaturesection") {
      self = .otherSignature
    } else if name.hasPrefix("messagereplysection") {
      self = .otherQuote
    } else if name.hasPrefix("moz-forward-container") {
      self = .thunderbirdForward
    } else {
      return nil
    }
  }

  private static let table: [TagTable.Name: MarkKind] = {
    let names: [(String, MarkKind)] = [
      ("gmail_quote", .gmailQuote), ("gmail_extra", .gmailQuote), ("gmail_attr", .gmailAttribution),
      ("gmail_signature", .gmailSignature), ("divRplyFwdMsg", .outlookReply), ("Signature", .outlookSignature),
      ("moz-cite-prefix", .thunderbirdAttribution), ("moz-signature", .thunderbirdSignature),
      ("moz-txt-sig", .thunderbirdSignature), ("protonmail_quote", .protonQuote), ("proton-quote", .protonQuote),
      ("zd-comment", .zendeskComment), ("front-blockquote", .frontQuote), ("front-quote", .frontQuote),
      ("front-signature", .frontSignature), ("yahoo-signature", .yahooSignature), ("zmail_extra", .otherQuote),
      ("zmail_signature", .otherSignature), ("__QUOTED_TEXT__", .otherQuote), ("__SIG_PRE__", .otherSignature),
      ("__SIG_POST__", .otherSignature), ("missive_quote", .otherQuote), ("missive_signature", .otherSignature),
      ("mailru-blockquote", .otherQuote), ("freshdesk_quote", .otherQuote), ("hs_reply", .otherQuote),
      ("qmbox", .otherQuote), ("isReplyContent", .otherQuote), ("aolReplacedBody", .otherQuote),
      ("tutanota_quote", .otherQuote), ("tutanota_signature", .otherSignature), ("email-signature", .otherSignature),
      ("mail-signature", .otherSignature), ("email_signature", .otherSignature), ("signature", .otherSignature),
      ("apple-signature", .appleSignature), ("wps_signature", .otherSignature), ("fm-signature", .otherSignature),
    ]
    return [TagTable.Name: MarkKind](
      names.map { (TagTable.Name($0.0.utf8.span), $0.1) }, uniquingKeysWith: { first, _ in first })
  }()
}
