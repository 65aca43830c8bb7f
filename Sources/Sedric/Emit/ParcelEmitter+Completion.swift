import Bytes
import Schema

extension ParcelEmitter {
  /// Works out what the rows share and no row says: when the first of them was, and that there is no metadata.
  mutating func completeShared(first: Int?) {
    if let start = plan.start, let first, shared[start]?.isEmpty ?? true {
      shared.set(start, Timestamp(seconds: rows[first].time).utcText)
    }
    if let metadata = plan.index(of: "metadata"), shared[metadata]?.isEmpty ?? true { shared.set(metadata, "{}") }
  }
}
