public import Bytes
import CSV
import Delivery
public import JSONText
public import Ledger

/// Deliveries as rows and objects, for the terminal, for programs and for evidence.
public enum HistoryFormat {
  static let columns = [
    "published_at", "run", "destination", "address", "kind", "id", "remote_path", "size", "sha256", "attempts",
    "parcel_sha256",
  ]

  /// The CSV's first row.
  public static func appendHeader(to buffer: inout ByteBuffer) {
    var encoder = CSVEncoder()
    for column in columns { encoder.field(column, into: &buffer) }
    encoder.endRecord(into: &buffer)
  }

  /// The CSV's rows of a delivery, one for each file; one without path where the ledger does not know the files.
  public static func appendRows(_ record: DeliveryRecord, to buffer: inout ByteBuffer) {
    var encoder = CSVEncoder()
    for file in record.files.isEmpty ? [nil] : record.files.map(Optional.some) {
      let cells = [
        record.publishedAt.utcText, "\(record.run)", record.key.destination, record.address ?? "", record.key.kind,
        record.key.idText, file.map(record.remotePath) ?? "", "\(file?.size ?? record.bytes)",
        file?.sha256.hexadecimal ?? "", "\(record.attempts)", record.hash.hexadecimal,
      ]
      for cell in cells { encoder.field(cell, into: &buffer) }
      encoder.endRecord(into: &buffer)
    }
  }

  /// A delivery as a JSON object.
  public static func append(_ record: DeliveryRecord, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("published_at", record.publishedAt.utcText)
    writer.member("run", record.run)
    writer.member("destination", record.key.destination)
    if let address = record.address { writer.member("address", address) }
    writer.member("kind", record.key.kind)
    writer.member("id", record.key.idText)
    writer.member("size", record.bytes)
    writer.member("attempts", record.attempts)
    writer.member("parcel_sha256", record.hash.hexadecimal)
    writer.objects("files", of: record.files) { writer, file in
      writer.member("remote_path", record.remotePath(file))
      writer.member("size", file.size)
      writer.member("sha256", file.sha256.hexadecimal)
    }
    writer.endObject()
  }
}

extension DeliveryRecord {
  /// Where a file of it went on the server, as far as the ledger knows the root.
  public func remotePath(_ file: DeliveredFile) -> String { SlashPath.join(root ?? "", file.path) }
}

extension ParcelKey {
  /// The id as text.
  public var idText: String { String(decoding: id, as: UTF8.self) }
}
