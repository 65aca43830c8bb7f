public import Bytes
import CSV
public import JSONText

/// One difference between the ledger and a server.
public struct HistoryFinding: Hashable, Sendable {
  /// What differs.
  public enum Kind: String, CaseIterable, Sendable {
    /// It was delivered and is not there.
    case missing
    /// What is there is not what was delivered.
    case different
    /// It is there, and this ledger knows nothing of it.
    case extra
    /// The server does not let it be looked at.
    case unknown
  }

  /// What differs.
  public var kind: Kind
  /// The destination's name.
  public var destination: String
  /// The path on the server.
  public var path: String
  /// What was delivered and what is there, in words.
  public var note: String
}

extension HistoryFinding {
  /// The CSV's first row.
  public static func appendHeader(to buffer: inout ByteBuffer) {
    append(["difference", "destination", "path", "note"], to: &buffer)
  }

  /// The finding as a row of CSV.
  public func appendRow(to buffer: inout ByteBuffer) {
    HistoryFinding.append([kind.rawValue, destination, path, note], to: &buffer)
  }

  private static func append(_ cells: [String], to buffer: inout ByteBuffer) {
    var encoder = CSVEncoder()
    for cell in cells { encoder.field(cell, into: &buffer) }
    encoder.endRecord(into: &buffer)
  }

  /// The finding as a JSON object.
  public func append(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("difference", kind.rawValue)
    writer.member("destination", destination)
    writer.member("path", path)
    writer.member("note", note)
    writer.endObject()
  }
}
