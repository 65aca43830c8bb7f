import Bytes
import CommandLineKit
import Files
import HTMLText

/// `nightferry text`.
enum TextCommand {
  /// How the text is printed.
  enum Format: String, CaseIterable {
    case text, json
  }

  /// What the input is.
  enum Input: String, CaseIterable {
    case auto, html, plain, eml
  }

  static let file = Operand.optional(
    "FILE", help: "An HTML mail, a plain one, or a whole message (.eml); - or nothing is standard input.")
  static let split = Option.flag(
    "--split", help: "Tell the newest mail, the signature, notices and quoted mails apart.")
  static let explain = Option.flag("--explain", help: "With --split: which rule found each part, and how sure it is.")
  static let format = Option.choice("--format", of: Format.self, default: .text, help: "How the text is printed.")
  static let width = Option.integer("--width", default: 0, help: "Fold lines at this many columns; 0 does not fold.")
  static let links = Option.choice(
    "--links", of: TextOptions.Links.self, default: .inline, help: "Where the addresses of links go.")
  static let headings = Option.choice(
    "--headings", of: TextOptions.Headings.self, default: .plain, help: "How headings look.")
  static let emphasis = Option.flag("--emphasis", help: "Mark *bold* and _italic_.")
  static let keepHidden = Option.flag("--keep-hidden", help: "Keep text that the mail's reader does not see.")
  static let charset = Option.text(
    "--charset", value: "NAME",
    help: "The character set that the mail's header states; without, it is told from the mail.")
  static let input = Option.choice("--input", of: Input.self, default: .auto, help: "What the file is.")

  static let command = Command(
    name: "text",
    summary: "Turn an HTML mail into the text that its reader sees",
    about: """
      Prints the text of a mail as UTF-8: blocks, lists, tables and quotations laid out, links with their addresses, and \
      nothing that the mail hides by styles, conditionals or comments. With --split it says what the sender wrote now, \
      the signature and what was quoted. What had to be mended is said on standard error.
      """,
    operands: [file],
    options: [
      OptionGroup("Output", split, explain, format),
      OptionGroup("How the text looks", width, links, headings, emphasis, keepHidden),
      OptionGroup("How the mail is read", charset, input),
    ],
    examples: [
      Example("nightferry text mail.html", "the text of a mail"),
      Example("nightferry text --split --format json message.eml | jq -r .newest", "what the sender wrote now"),
      Example("nightferry text --split --explain mail.html", "the parts, with the rules that found them"),
      Example("nightferry text --links none --width 72 - < mail.html", "folded, without addresses, from a pipe"),
    ],
    exitCodes: [.usage: "the file is not there or not readable", .refused: "the mail is too large"],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    let path = call[file] ?? "-"
    let bytes = try contents(of: path)
    var options = TextOptions()
    options.width = call[width] > 0 ? call[width] : nil
    options.links = call[links]
    options.headings = call[headings]
    options.marksEmphasis = call[emphasis]
    options.keepsHidden = call[keepHidden]
    options.charset = call[charset]
    let mail = try MailInput(bytes, as: call[input], named: path, options: options)
    let printer = TextPrinter(console: call.console, path: path, isJSON: call[format] == .json)
    if call[split] || call[explain] {
      printer.print(try mail.split(), explains: call[explain])
    } else {
      var output = ByteBuffer(capacity: bytes.count / 2 + 64)
      let warnings = try mail.convert(into: &output)
      printer.print(output.span, warnings)
    }
    return .done
  }

  /// The largest file that is read: a mail with its attachments.
  private static let limit = 256 << 20

  private static func contents(of path: String) throws -> [UInt8] {
    if path != "-" { return try FileDescriptor.contents(of: path, limit: limit) }
    return try FileDescriptor.contents(of: "/dev/stdin", limit: limit)
  }
}
