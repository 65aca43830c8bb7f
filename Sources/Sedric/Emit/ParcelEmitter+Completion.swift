import Bytes
import HTMLText
import Schema

extension ParcelEmitter {
  /// A copy of a mail's row with what its HTML says and the other cells do not.
  func completed(_ row: borrowing MappedRow, html: Int) throws(Violation) -> MappedRow {
    var copy = row.copy()
    if let cell = plan.text, isBlank(row[cell]) {
      let text = try mailText(row[html])
      copy.set(cell, text.span)
    }
    if let cell = plan.signature, isBlank(row[cell]) {
      let signature = try mailSignature(row[html], author: plan.authorName.map { text(row[$0]) })
      if !signature.isEmpty { copy.set(cell, signature.span) }
    }
    return copy
  }

  private func mailText(_ html: Span<UInt8>?) throws(Violation) -> [UInt8] {
    guard let html else { return [] }
    do throws(HTMLTextError) {
      return try HTMLText.text(html)
    } catch {
      throw Violation(.constraintError, field: "message.html", note: "message.html cannot be read: \(error)")
    }
  }

  private func mailSignature(_ html: Span<UInt8>?, author: String?) throws(Violation) -> [UInt8] {
    guard let html else { return [] }
    do throws(HTMLTextError) {
      return try MailSplitter.split(html, senderName: author).signatureHTML
    } catch {
      throw Violation(.constraintError, field: "message.html", note: "message.html cannot be read: \(error)")
    }
  }

  private func text(_ cell: Span<UInt8>?) -> String {
    guard let cell else { return "" }
    return String(repairing: cell)
  }

  /// Keeps the HTML of the mail just taken if it is the last one so far.
  mutating func keepLatest(_ row: borrowing MappedRow, html: Int) {
    let time = checker.sortedTime ?? 0
    if let latest, latest.time > time { return }
    if let source = row[html] { latest = (source.array(), time) }
  }

  /// Works out what the rows share and no row says: when the first of them was, the thread's HTML (the last mail's, which
  /// quotes the others), and that there is no metadata.
  mutating func completeShared(first: Int?) {
    if let start = plan.start, let first, shared[start]?.isEmpty ?? true {
      shared.set(start, Timestamp(seconds: rows[first].time).utcText)
    }
    if let body = plan.bodyHTML, let latest, shared[body]?.isEmpty ?? true { shared.set(body, latest.html.span) }
    if let metadata = plan.index(of: "metadata"), shared[metadata]?.isEmpty ?? true { shared.set(metadata, "{}") }
  }
}

private func isBlank(_ text: Span<UInt8>?) -> Bool {
  guard let text else { return true }
  return text.trimmed().isEmpty
}
