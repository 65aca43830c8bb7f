import Bytes
import SFTP
import TestSupport
import Threads

/// How many files are open and how many requests wait for their answers, over all connections: by the packets that are sent and
/// received.
final class PacketCounts: Sendable {
  struct Sums {
    var open = 0
    var mostOpen = 0
    var waiting = 0
    var mostWaiting = 0
  }

  private let sums = Monitor(Sums())

  /// The sums now.
  var now: Sums { sums.with { $0 } }

  fileprivate func open(_ change: Int) {
    sums.with {
      $0.open += change
      $0.mostOpen = max($0.mostOpen, $0.open)
    }
  }

  fileprivate func wait(_ change: Int) {
    sums.with {
      $0.waiting += change
      $0.mostWaiting = max($0.mostWaiting, $0.waiting)
    }
  }
}

/// A transport whose packets are counted.
final class CountingTransport: WrappingTransport {
  let inner: any ByteTransport
  private let counts: PacketCounts
  private var sent = Packets()
  private var received = Packets()
  /// Requests by themselves that have no answer yet.
  private var requests: Set<[UInt8]> = []

  init(_ inner: any ByteTransport, _ counts: PacketCounts) {
    self.inner = inner
    self.counts = counts
  }

  /// Cuts bytes into packets; of each the kind and the id are kept.
  private struct Packets {
    private var head: [UInt8] = []
    private var rest = 0

    mutating func take(_ bytes: Span<UInt8>, _ body: (_ kind: UInt8, _ id: [UInt8]) -> Void) {
      var at = 0
      while at < bytes.count {
        if rest > 0 {
          let step = min(rest, bytes.count - at)
          (rest, at) = (rest - step, at + step)
          continue
        }
        head.append(bytes[at])
        at += 1
        guard head.count == 9 else { continue }
        rest = head[..<4].reduce(0) { $0 << 8 | Int($1) } - 5
        body(head[4], Array(head[5...]))
        head = []
      }
    }
  }

  func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int {
    let count = try inner.send(bytes)
    sent.take(bytes.extracting(first: count)) { kind, id in
      switch kind {
      case 3: counts.open(1)
      case 4: counts.open(-1)
      // REALPATH, which no upload sends of itself.
      case 16:
        requests.insert(id)
        counts.wait(1)
      default: break
      }
    }
    return count
  }

  func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int {
    let before = buffer.count
    let count = try inner.receive(into: &buffer)
    received.take(buffer.span.extracting(before..<buffer.count)) { _, id in
      if requests.remove(id) != nil { counts.wait(-1) }
    }
    return count
  }
}
