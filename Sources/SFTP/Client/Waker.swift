import Glibc

/// Wakes a thread that waits in `poll`, through a pipe to itself.
final class Waker: Sendable {
  /// What becomes readable.
  private let descriptor: Int32
  private let end: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    unsafe pipe(&ends)
    for number in ends {
      _ = fcntl(number, F_SETFD, FD_CLOEXEC)
      _ = fcntl(number, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    end = ends[1]
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if end >= 0 { close(end) }
  }

  /// Waits until it is woken or the transport can go on, at most `seconds`.
  func wait(_ transport: any ByteTransport, seconds: Double, wantsToSend: Bool) {
    var entries = transport.waits(wantsToSend: wantsToSend).map {
      pollfd(fd: $0.descriptor, events: $0.events, revents: 0)
    }
    entries.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    unsafe poll(&entries, nfds_t(entries.count), Int32((seconds * 1000).rounded(.up)))
  }

  /// Makes the descriptor readable.
  func wake() {
    var byte: UInt8 = 1
    _ = unsafe write(end, &byte, 1)
  }

  /// Makes it unreadable again.
  func reset() {
    var bytes: InlineArray<64, UInt8> = .init(repeating: 0)
    var space = bytes.mutableSpan
    while unsafe space.withUnsafeMutableBytes({ unsafe read(descriptor, $0.baseAddress, $0.count) }) == 64 {}
  }
}
