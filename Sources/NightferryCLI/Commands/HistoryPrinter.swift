import Bytes
import CommandLineKit
import JSONText
import Ledger
import Nightly

/// Prints deliveries as they come from the ledger, however many there are.
struct HistoryPrinter {
  private let console: Console
  private let format: HistoryCommand.Format

  init(_ console: Console, _ format: HistoryCommand.Format) {
    self.console = console
    self.format = format
  }

  func print(_ ledger: Ledger, _ query: DeliveryQuery) throws {
    switch format {
    case .table: try printTable(ledger, query)
    case .csv: try printCSV(ledger, query)
    case .json: try printJSON(ledger, query)
    }
  }

  private func printTable(_ ledger: Ledger, _ query: DeliveryQuery) throws {
    var parcels = 0
    var files = 0
    var bytes: Int64 = 0
    console.print("delivered at             run  tries          size  sha256        where")
    try ledger.deliveries(query) { record in
      parcels += 1
      bytes += record.bytes
      for file in record.files {
        files += 1
        let cells = [
          record.publishedAt.utcText, Self.right("\(record.run)", 6), Self.right("\(record.attempts)", 5),
          Self.right(Quantity.count(Int(file.size)), 12), "\(file.sha256.hexadecimal.prefix(12))",
          Console.inLine("\(record.key.destination): \(record.remotePath(file))"),
        ]
        console.print(cells.joined(separator: "  "))
      }
      if record.files.isEmpty {
        console.print(
          "\(record.publishedAt.utcText)  \(Self.right("\(record.run)", 6))  \(record.key.destination): "
            + "\(record.key.kind)/\(record.key.idText), its files are not known")
      }
      return console.isOpen
    }
    console.print(
      "\(Quantity.count(parcels)) \(parcels == 1 ? "parcel" : "parcels"), "
        + "\(Quantity.count(files)) \(files == 1 ? "file" : "files"), \(Quantity.bytes(bytes))")
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  private func printCSV(_ ledger: Ledger, _ query: DeliveryQuery) throws {
    var buffer = ByteBuffer(capacity: 1 << 16)
    HistoryFormat.appendHeader(to: &buffer)
    try ledger.deliveries(query) { record in
      HistoryFormat.appendRows(record, to: &buffer)
      if buffer.count >= 1 << 15 {
        console.write(buffer.span)
        buffer.removeAll()
      }
      return console.isOpen
    }
    console.write(buffer.span)
  }

  private func printJSON(_ ledger: Ledger, _ query: DeliveryQuery) throws {
    var writer = JSONWriter(capacity: 4096)
    var isFirst = true
    console.write("[")
    try ledger.deliveries(query) { record in
      writer.removeAll()
      HistoryFormat.append(record, to: &writer)
      console.write(isFirst ? "\n" : ",\n")
      console.write(writer.span)
      isFirst = false
      return console.isOpen
    }
    console.write(isFirst ? "]\n" : "\n]\n")
  }
}
