import Bytes
import Schema
import Sedric
import Testing

@testable import Nightly

/// Files on their way to the outbox.
@Suite struct ParcelBatchTests {
  private func begin(_ batch: ParcelBatch, _ id: String) throws {
    var emitter = ParcelEmitter(kind: .voice)
    var row = MappedRow(fieldCount: emitter.fields.count)
    let cells = ["user_id": "u", "client_id": "c", "id": id, "topic": "t", "timestamp": "2026-01-01T00:00:00Z"]
    for (place, field) in emitter.fields.enumerated() {
      if let text = cells[field.name] { row.set(place, text) }
    }
    try emitter.add(row)
    try batch.begin(&emitter)
  }

  @Test func files_areTheirBytes_withTheirHashes_andDroppedOnesLeaveNothing() throws {
    let batch = ParcelBatch()
    var expected: [SHA256Digest] = []
    for id in ["one", "two", "three"] {
      try begin(batch, "dropped-\(id)")
      try begin(batch, id)
      batch.addLink(folder: "voice", name: "\(id).mp3", source: "recordings/\(id).mp3", sha256: nil)
      expected.append(batch.begunHash())
      batch.addBegun(folder: "voice", name: "\(id).csv", sha256: nil)
      #expect(batch.begunCount == 0)
      try begin(batch, "also dropped")
      batch.dropBegun()
    }
    batch.hash()
    let files = batch.items.filter { $0.source == nil }
    #expect(files.compactMap(\.sha256) == expected && files.map(\.name) == ["one.csv", "two.csv", "three.csv"])
    #expect(batch.items.filter { $0.source != nil }.allSatisfy { $0.sha256 == nil && $0.bytes.isEmpty })
    let contents = files.map { item in batch.withContents(of: item) { String(decoding: $0.array(), as: UTF8.self) } }
    #expect(contents.allSatisfy { $0.split(separator: "\r\n").count == 2 && !$0.contains("dropped") })
    #expect(contents[1].contains(",two,"))
    batch.removeAll()
    #expect(batch.items.isEmpty && batch.begunCount == 0)
  }
}
