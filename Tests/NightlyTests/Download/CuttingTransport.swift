import Bytes
import SFTP
import TestSupport
import Threads

/// A transport that loses the connection once so many bytes have come over all connections.
final class CuttingTransport: WrappingTransport {
  /// The bytes that may still come.
  final class Budget: Sendable {
    let left: Monitor<Int>
    /// Whether every later connection is cut as well.
    let isForGood: Bool

    init(_ bytes: Int, isForGood: Bool) {
      left = Monitor(bytes)
      self.isForGood = isForGood
    }
  }

  let inner: any ByteTransport
  private let budget: Budget

  init(_ inner: any ByteTransport, _ budget: Budget) {
    self.inner = inner
    self.budget = budget
  }

  func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int {
    let count = try inner.receive(into: &buffer)
    let isOver = budget.left.with { left in
      guard left > 0 else { return budget.isForGood }
      left -= count
      return left <= 0
    }
    if isOver { throw SFTPError(.connectionLost, "the test has cut the connection") }
    return count
  }
}
