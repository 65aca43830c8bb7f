import Bytes
import Glibc

/// Bytes that wait for a descriptor to take them, in order.
struct SendQueue: ~Copyable {
  private var bytes = ByteBuffer(capacity: 256 * 1024)
  private var start = 0

  /// How many bytes wait.
  var count: Int { bytes.count - start }

  /// Appends bytes.
  mutating func append(_ more: Span<UInt8>) {
    if start > 1 << 18 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes.append(more)
  }

  /// Hands on what the descriptor takes without blocking (`send`, or `write` where it is no socket). Returns the `errno`
  /// of a failure, or 0.
  mutating func flush(to descriptor: Int32, isSocket: Bool = true) -> Int32 {
    while count > 0 {
      let sent = hand(to: descriptor, isSocket: isSocket)
      if sent < 0 {
        if errno == EINTR { continue }
        return errno == EAGAIN ? 0 : errno
      }
      start += sent
    }
    bytes.removeAll()
    start = 0
    return 0
  }

  private func hand(to descriptor: Int32, isSocket: Bool) -> Int {
    let rest = bytes.span.extracting(start..<bytes.count)
    return unsafe rest.withUnsafeBytes { raw in
      isSocket
        ? unsafe Glibc.send(descriptor, raw.baseAddress, raw.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        : unsafe Glibc.write(descriptor, raw.baseAddress, raw.count)
    }
  }
}
