import Bytes
import Files
import Schema

/// What a file's first bytes say before anything is read as text.
struct FileHead {
  /// The rule that they break, with words.
  var fault: (rule: Rule, note: String)?
  /// Whether it is of no use to read on.
  var isHopeless = false
  /// The bytes of a byte order mark.
  var markLength = 0

  init(_ file: OpenedFile) {
    let kind = file.status.kind
    if kind == .file {
      judge(file.bytes(atMost: 64))
    } else {
      fail(.sourceError, "this is \(kind == .folder ? "a folder" : "a device or pipe") and no file")
    }
  }

  private mutating func judge(_ bytes: Span<UInt8>) {
    if bytes.isEmpty {
      return fail(.sourceError, "the file is empty")
    }
    for (mark, rule, note) in FileHead.marks where bytes.starts(with: mark.span) {
      return fail(rule, note)
    }
    // UTF-16 without a mark: every other byte of an ASCII header is zero.
    if bytes.count >= 4, bytes[0] == 0 && bytes[2] == 0 || bytes[1] == 0 && bytes[3] == 0 {
      return fail(.encodingError, "the file is UTF-16 and not UTF-8")
    }
    let mark = UTF8Check.byteOrderMark
    guard bytes.starts(with: mark.span) else { return }
    markLength = mark.count
    fault = (.encodingError, "the file starts with a byte order mark, which the vendor's format has not")
  }

  private mutating func fail(_ rule: Rule, _ note: String) {
    isHopeless = true
    fault = (rule, note)
  }

  private static let marks: [([UInt8], Rule, String)] = [
    ([0x1F, 0x8B], .sourceError, "the file is compressed with gzip"),
    ([0x28, 0xB5, 0x2F, 0xFD], .sourceError, "the file is compressed with zstd"),
    (Array("PK\u{3}\u{4}".utf8), .sourceError, "the file is a ZIP archive or an Excel workbook"),
    ([0xFF, 0xFE], .encodingError, "the file is UTF-16 and not UTF-8"),
    ([0xFE, 0xFF], .encodingError, "the file is UTF-16 and not UTF-8"),
  ]
}
