import Bytes
import Files

/// Where a writer's bytes go: a file that appears whole or not at all, or an open descriptor.
struct Output: ~Copyable {
  private var file: AtomicFile?
  private var descriptor: FileDescriptor?

  init(file: consuming AtomicFile) {
    self.file = consume file
  }

  init(descriptor: consuming FileDescriptor) {
    self.descriptor = consume descriptor
  }

  /// The error that closed the output for good.
  private var failure: SystemError?

  mutating func write(_ bytes: Span<UInt8>) throws(SystemError) {
    do throws(SystemError) {
      // Put back only when all went well: after a failed write the file must never be put in place.
      if var open = file.take() {
        try open.write(bytes)
        file = consume open
      } else if let open = descriptor.take() {
        try open.write(bytes)
        descriptor = consume open
      } else if let failure {
        throw failure
      }
    } catch {
      failure = error
      throw error
    }
  }

  consuming func finish(durable: Bool) throws(SystemError) {
    if let failure { throw failure }
    if let open = file.take() { try open.commit(durable: durable) }
    if let open = descriptor.take() {
      if durable { try open.synchronize() }
      try open.close()
    }
  }
}
