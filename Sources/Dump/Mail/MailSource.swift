import Bytes
import Files
import HTMLText
import Mail

/// Mail as it is: a folder of `.eml` files or an mbox as a table with a record for each message.
///
/// The messages are read twice, once for the threads and once for the records; one is held at a time.
final class MailSource: RecordSource {
  let columns = [
    "message_id", "thread_id", "in_reply_to", "subject", "date", "from", "from_name", "from_domain", "to", "cc", "text",
    "html",
  ]
  let files: [String]
  private var box: MailBox
  private var threads: MailThreads
  private let statuses: [FileStatus]

  init(_ table: TableFiles) throws(DumpError) {
    files = table.paths
    statuses = try MailSource.statuses(table.paths)
    do { threads = try MailThreads() } catch { throw DumpError(error) }
    var box = MailBox(table)
    while try box.next() {
      if let contents = try MailSource.read(box) {
        do { try threads.add(contents.header) } catch { throw DumpError(error) }
      }
    }
    self.box = MailBox(table)
  }

  /// The message, or nil for one that cannot be read; only a missing libgmime is an error.
  private static func read(_ box: borrowing MailBox) throws(DumpError) -> MailContents? {
    if box.isTooLarge { return nil }
    do throws(MailError) {
      return try MailContents(box.message.span.array())
    } catch {
      if error == .notAMessage || error == .noText { return nil }
      throw DumpError(
        .malformed, path: "mail", problem: "mail cannot be read without libgmime", fix: "Install libgmime-3.0-0")
    }
  }

  func next(into record: inout Record) throws(DumpError) -> RecordOutcome {
    let file = box.file
    guard try box.next() else {
      try checkUnchanged()
      return .end
    }
    if box.file != file { try checkUnchanged(file) }
    record.begin(file: box.file, line: box.line)
    guard let contents = try MailSource.read(box) else {
      let reason = box.isTooLarge ? "the message has more than 128 MB" : "this is no mail message"
      return .broken(RecordFault(rule: "source-error", reason: "\(reason)."))
    }
    try fill(&record, contents)
    return .record
  }

  private func fill(_ record: inout Record, _ mail: MailContents) throws(DumpError) {
    let header = mail.header
    let id = header.messageID ?? box.madeUpID
    let thread = try root(of: header.messageID ?? header.ancestors.first ?? id)
    record.append(text: id)
    record.append(text: MailSource.fileName(thread))
    record.append(text: header.ancestors.last)
    record.append(text: header.subject)
    record.append(text: header.date.map { Timestamp(seconds: $0).utcText })
    let sender = header.from.first
    record.append(text: sender?.address)
    record.append(text: sender?.name)
    record.append(text: sender.flatMap { $0.address.split(separator: "@").last }.map { $0.lowercased() })
    record.append(text: header.to.map(\.address).joined(separator: ";"))
    record.append(text: header.cc.map(\.address).joined(separator: ";"))
    let texts =
      mail.mixture.isEmpty
      ? mail.plain.compactMap(MailSource.text)
      : mail.mixture.compactMap { $0.isHTML ? MailSource.shown($0.part) : MailSource.text($0.part) }
    record.append(text: MailSource.joined(texts, by: MailPart.plainSeparator))
    let html = mail.prefersPlain ? [] : mail.html
    record.append(text: MailSource.joined(html.compactMap(MailSource.html), by: MailPart.htmlSeparator))
  }

  private func root(of id: String) throws(DumpError) -> String {
    do { return try threads.root(of: id) } catch { throw DumpError(error) }
  }

  // MARK: Texts

  private static func joined(_ texts: [String], by separator: String) -> String? {
    texts.isEmpty ? nil : texts.joined(separator: separator)
  }

  private static func text(_ part: MailPart) -> String? {
    var options = TextOptions()
    options.charset = part.charset
    let format: PlainText.Format = part.isFlowed ? .flowed(deletesSpace: part.deletesSpace) : .fixed
    var output = ByteBuffer(capacity: part.bytes.count + 64)
    _ = try? PlainText.convert(part.bytes.span, format: format, options: options, into: &output)
    return output.isEmpty ? nil : String(repairing: output.span)
  }

  /// What HTML shows, as plain text.
  private static func shown(_ part: MailPart) -> String? {
    var options = TextOptions()
    options.charset = part.charset
    guard let text = try? HTMLText.text(part.bytes.span, options: options), !text.isEmpty else { return nil }
    return String(repairing: text.span)
  }

  private static func html(_ part: MailPart) -> String? {
    (try? HTMLText.source(part.bytes.span, charset: part.charset)).map { String(repairing: $0.span) }
  }

  // MARK: Ids

  /// A thread's id as it can stand in a file's name: `/` and what is not printable as `%2F`, a very long one by its hash.
  static func fileName(_ id: String) -> String {
    if id.utf8.count > 180 { return MailBox.madeUpID(id.utf8.span) }
    let digits = Array("0123456789ABCDEF".utf8)
    var name: [UInt8] = []
    for byte in id.utf8 {
      if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "%") {
        name += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        name.append(byte)
      }
    }
    return name == [0x2E] || name == [0x2E, 0x2E] ? "%2E" : String(decoding: name, as: UTF8.self)
  }

  // MARK: Changes

  private static func statuses(_ paths: [String]) throws(DumpError) -> [FileStatus] {
    var statuses: [FileStatus] = []
    for path in paths {
      do { statuses.append(try FileStatus.of(path)) } catch { throw DumpError(error, path: path) }
    }
    return statuses
  }

  private func checkUnchanged() throws(DumpError) {
    if let last = files.indices.last { try checkUnchanged(last) }
  }

  /// A mailbox that somebody writes while it is read would be exported half.
  private func checkUnchanged(_ file: Int) throws(DumpError) {
    let now: FileStatus
    do { now = try FileStatus.of(files[file]) } catch { throw DumpError(error, path: files[file]) }
    let before = statuses[file]
    guard before.kind == .file else { return }
    if before.size != now.size || before.modified != now.modified || before.inode != now.inode {
      throw DumpError(
        .changed, path: files[file], problem: "the file changed while it was read",
        fix: "Start the run when nobody writes to it")
    }
  }
}

extension Record {
  /// Adds text, or nothing.
  fileprivate mutating func append(text: String?) {
    if let text { append(text.utf8.span, .text) } else { appendMissing() }
  }
}
