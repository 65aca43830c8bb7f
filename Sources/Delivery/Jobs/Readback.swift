import Bytes

/// Reads a remote file in pieces, several under way, and hashes them in their order.
final class Readback {
  /// The size of a piece in bytes.
  static let pieceSize = 262_144
  /// How many pieces are under way.
  static let window = 4

  /// Why the file is read.
  enum Reason {
    /// It was just sent.
    case checking
    /// It was found under the final name, and may be what an earlier attempt sent.
    case recognising
    /// It has the name that ours is to get.
    case comparingTaken
  }

  let path: String
  let reason: Reason
  private let size: Int64
  private let expected: SHA256Digest
  private var hash = SHA256()
  private var asked: Int64 = 0
  private var hashed: Int64 = 0
  private var early: [Int64: [UInt8]] = [:]
  private var underWay = 0

  /// Whether the contents are the expected ones, once that is known.
  private(set) var verdict: Bool?

  init(path: String, size: Int64, expected: SHA256Digest, reason: Reason) {
    self.path = path
    self.reason = reason
    self.size = size
    self.expected = expected
    if size == 0 { verdict = hash.digest() == expected }
  }

  /// The reads to submit now, as offset and count.
  func nextReads() -> [(offset: Int64, count: Int)] {
    var reads: [(offset: Int64, count: Int)] = []
    while verdict == nil, underWay < Readback.window, asked < size {
      let count = Int(min(Int64(Readback.pieceSize), size - asked))
      reads.append((asked, count))
      asked += Int64(count)
      underWay += 1
    }
    return reads
  }

  /// Takes a piece in. A short one means that the file is not as long as it should be.
  func take(offset: Int64, _ bytes: [UInt8]) {
    underWay -= 1
    guard verdict == nil else { return }
    guard bytes.count == Int(min(Int64(Readback.pieceSize), size - offset)) else {
      verdict = false
      return
    }
    early[offset] = bytes
    while let next = early.removeValue(forKey: hashed) {
      hash.update(next.span)
      hashed += Int64(next.count)
    }
    if hashed == size { verdict = hash.digest() == expected }
  }
}
