import CSV
import CommandLineKit
import Dump
import Files
import Nightly

/// `nightferry preview PATH`.
enum PreviewCommand {
  /// How records are printed.
  enum Format: String, CaseIterable {
    case table, jsonl, csv
  }

  static let path = Operand.one(
    "PATH",
    help:
      "A CSV, JSON Lines or JSON file, plain, gzip or zstd; a SQLite file; a dump's folder; - is a CSV file on standard input."
  )
  static let limit = Option.integer("-n", "--limit", default: 10, help: "Records to show; 0 shows all.")
  static let format = Option.choice("--format", of: Format.self, default: .table, help: "How records are printed.")
  static let noHeader = Option.flag("--no-header", help: "The first record is data and names no columns.")
  static let delimiter = Option.text(
    "--delimiter", value: "CHAR", help: "The character between fields, or `tab`; without, it is told from the file.")
  static let encoding = Option.text(
    "--encoding", value: "NAME",
    help: "utf-8, utf-16le, utf-16be, windows-1252, iso-8859-1 or iso-8859-15; without, it is told from the file.")
  static let lenient = Option.flag(
    "--lenient", help: "Mend what breaks RFC 4180 as spreadsheets mean it, and say so on standard error.")

  static let command = Command(
    name: "preview",
    summary: "Show how a file or dump is read",
    about: """
      Says which dialect and encoding a CSV file is taken to have and why, which columns JSON files and SQLite tables \
      have, and prints the first records of each table. \
      As JSON Lines or CSV it prints records alone, for other programs; what is wrong with a file goes to standard \
      error. A record in error is left out and the reading goes on behind it.
      """,
    operands: [path],
    options: [
      OptionGroup("Output", limit, format),
      OptionGroup("How the file is read", noHeader, delimiter, encoding, lenient),
    ],
    examples: [
      Example("nightferry preview crm-dump/calls.csv", "dialect, encoding, columns and ten records"),
      Example("nightferry preview crm-dump", "each table of a dump: a folder, or a SQLite file"),
      Example("nightferry preview --limit 0 --format jsonl calls.csv.gz | jq .id", "all records for another program"),
      Example("nightferry preview --format csv --limit 0 excel.csv > clean.csv", "any dialect as RFC 4180 and UTF-8"),
    ],
    exitCodes: [.usage: "the file is not there or not readable", .refused: "the file has records in error"],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    let path = call[path]
    if path == "-" { return try showCSV(path, call) }
    if try isFolder(path) { return try showFolder(path, call) }
    return try show(path, call)
  }

  /// One table behind the other; one that cannot be read holds up no other.
  private static func showFolder(_ path: String, _ call: Invocation) throws -> ExitCode {
    let names = try Folder.names(in: path).filter {
      Dump.format(ofFile: $0) != nil || isDatabase("\(path)/\($0)") || !Dump.mails(in: "\(path)/\($0)").isEmpty
    }
    if names.isEmpty {
      let mails = Dump.mails(in: path)
      if !mails.isEmpty { return try showMails(mails, .eml, path, call) }
      throw Failure(.usage, "\(path): no table's file is in this folder", advice: "Name a file, or another folder.")
    }
    var code = ExitCode.done
    for (index, name) in names.enumerated() {
      if index > 0 && call[format] == .table { call.console.print() }
      if try passingFaults(call, { try show("\(path)/\(name)", call) }) != .done { code = .refused }
    }
    return code
  }

  /// What comes of one table among several; one that cannot be read is reported.
  private static func passingFaults(_ call: Invocation, _ show: () throws -> ExitCode) throws -> ExitCode {
    do {
      return try show()
    } catch  where error is CSVError || error is DumpError {
      call.console.report(ErrorWords.failure(error), program: "nightferry")
      return .refused
    }
  }

  private static func isFolder(_ path: String) throws -> Bool {
    do throws(SystemError) {
      return try FileStatus.of(path).kind == .folder
    } catch {
      if error.isNotFound { throw error }
      return false
    }
  }

  /// Whether a file begins as SQLite's do (https://www.sqlite.org/fileformat.html, section 1.3).
  private static func isDatabase(_ path: String) -> Bool {
    guard let source = try? ByteSources.open(path: path) else { return false }
    return isDatabase(source)
  }

  private static func isDatabase(_ source: PrefixedSource) -> Bool {
    (try? source.peek(16)) == Array("SQLite format 3\0".utf8)
  }

  private static func show(_ path: String, _ call: Invocation) throws -> ExitCode {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let mails = Dump.isMail(name) ? [path] : Dump.mails(in: path)
    if !mails.isEmpty { return try showMails(mails, .eml, path, call) }
    if isDatabase(path) { return try showDatabase(path, call) }
    guard let format = Dump.format(ofFile: name), format != .csv else { return try showCSV(path, call) }
    if format == .mbox { return try showMails([path], format, path, call) }
    let source = try Dump.source(files: [path], format: format)
    var printer = SourcePrinter(console: call.console, format: call[self.format], limit: call[limit])
    return try printer.print(source, title: path, kind: format == .json ? "JSON array" : "JSON Lines")
  }

  private static func showMails(
    _ files: [String], _ format: TableFormat, _ title: String, _ call: Invocation
  ) throws -> ExitCode {
    var printer = SourcePrinter(console: call.console, format: call[self.format], limit: call[limit])
    let source = try Dump.source(files: files, format: format)
    return try printer.print(source, title: title, kind: format == .mbox ? "mailbox" : "messages")
  }

  private static func showDatabase(_ path: String, _ call: Invocation) throws -> ExitCode {
    guard isDatabase(PrefixedSource(try FileSource(path: path))) else {
      throw Failure(
        .usage, "\(path): a compressed SQLite file cannot be read in place",
        advice: "Decompress it first, as with gunzip or zstd -d.")
    }
    let dump = try Dump(path: path)
    var code = ExitCode.done
    for (index, table) in try dump.tables().enumerated() {
      if index > 0 && call[format] == .table { call.console.print() }
      let outcome = try passingFaults(call) {
        var printer = SourcePrinter(console: call.console, format: call[format], limit: call[limit])
        let source = try dump.source(table: table)
        return try printer.print(source, title: "\(path) \(table)", kind: "SQLite table")
      }
      if outcome != .done { code = .refused }
    }
    return code
  }

  private static func showCSV(_ path: String, _ call: Invocation) throws -> ExitCode {
    var table = try TablePreview(path: path, choices: choices(call))
    var printer = CSVPrinter(console: call.console, format: call[format], limit: call[limit])
    return printer.print(&table)
  }

  private static func choices(_ call: Invocation) throws -> TablePreview.Choices {
    var choices = TablePreview.Choices()
    choices.hasHeader = !call[noHeader]
    choices.mode = call[lenient] ? .lenient : .strict
    if let text = call[delimiter] {
      choices.delimiter = try byte(text)
    }
    if let name = call[encoding] {
      guard let encoding = TextEncoding(name: name) else {
        let known = TextEncoding.allCases.map(\.rawValue)
        let nearest = Nearest.to(name, among: known).map { "Did you mean \($0)? " } ?? ""
        throw UsageError(
          "unknown encoding \(name)", advice: "\(nearest)Choose from \(known.joined(separator: ", ")).")
      }
      choices.encoding = encoding
    }
    return choices
  }

  private static func byte(_ text: String) throws -> UInt8 {
    if ["tab", "\\t"].contains(text) { return 0x09 }
    guard text.utf8.count == 1, let byte = text.utf8.first else {
      throw UsageError(
        "--delimiter \(text) is not one ASCII character", advice: "Give one, as in --delimiter ';', or tab.")
    }
    return byte
  }
}
