import Schema
import Sedric

/// Some rows of one file on their way from the thread that reads to the one that writes. Only one of the two has it at a
/// time.
final class RowBatch: @unchecked Sendable {
  /// A row in a place of its own, as an array cannot hold what is not copied.
  private final class Place {
    var row: MappedRow

    init(_ fieldCount: Int) {
      row = MappedRow(fieldCount: fieldCount)
    }
  }

  /// The file's number among those that are read.
  private(set) var file = 0
  /// What a row's cells are.
  private(set) var fields: [Field] = []
  /// How many rows there are.
  private(set) var count = 0
  /// Whether the file's rows begin with this batch, and whether they end with it.
  private(set) var isFirst = false
  private(set) var isLast = false
  /// What the reading ended with, where it could not go on.
  private(set) var failure: ParcelReader.Failure?
  private var places: [Place] = []

  /// Rows and bytes of a batch: enough to make handing it over cheap, few enough to stay in the processor's cache.
  private static let mostRows = 128
  private static let mostBytes = 128 << 10

  /// Fills the batch with the next rows of a file.
  func fill(_ reader: inout ParcelReader, file: Int, isFirst: Bool) {
    if places.isEmpty || places[0].row.count != reader.fields.count { places = [] }
    self.file = file
    self.isFirst = isFirst
    fields = reader.fields
    (count, isLast, failure) = (0, false, nil)
    var bytes = 0
    do throws(ParcelReader.Failure) {
      while count < Self.mostRows, bytes < Self.mostBytes {
        if count == places.count { places.append(Place(fields.count)) }
        guard try reader.next(into: &places[count].row) else {
          isLast = true
          return
        }
        bytes += places[count].row.byteCount
        count += 1
      }
    } catch {
      failure = error
      isLast = true
    }
  }

  /// A batch of a file that could not be opened.
  func fail(file: Int, _ error: ParcelReader.Failure) {
    self.file = file
    (count, isFirst, isLast, failure) = (0, false, true, error)
  }

  /// Hands a row to `body`.
  func withRow<Result, Failure: Error>(
    _ number: Int, _ body: (borrowing MappedRow) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(places[number].row)
  }
}
