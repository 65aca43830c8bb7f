import Bytes
import CZstd

/// The contents of Zstandard data (RFC 8878), of all its frames, by `ZSTD_decompressStream`.
@safe
final class ZstdSource: ByteSource {
  private let compressed: any ByteSource
  private let state: OpaquePointer
  private let input: UnsafeMutableRawBufferPointer
  private var unread = 0..<0
  private var offset: Int64 = 0
  private var insideFrame = true
  private var holdsOutput = false
  private var atEnd = false

  /// Wraps a source of compressed bytes.
  init(_ compressed: any ByteSource) {
    self.compressed = compressed
    guard let state = unsafe ZSTD_createDStream() else { preconditionFailure("libzstd has no memory") }
    unsafe self.state = state
    unsafe input = .allocate(byteCount: 131_072, alignment: 16)
    // A frame that asks for more than 128 MiB of window is refused, so that no file decides about our memory.
    unsafe ZSTD_DCtx_setParameter(state, ZSTD_d_windowLogMax, 27)
  }

  deinit {
    unsafe ZSTD_freeDStream(state)
    unsafe input.deallocate()
  }

  /// What the compressed source is called.
  var name: String { compressed.name }

  /// Gives decompressed bytes.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    var output = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
    while unsafe output.pos == 0, !atEnd {
      if unread.isEmpty, !holdsOutput { try refill() }
      unsafe try step(&output)
    }
    // With the target full the decoder may hold finished bytes, which come before any further input.
    holdsOutput = unsafe output.pos == output.size
    return unsafe output.pos
  }

  private func refill() throws(StreamError) {
    let count = unsafe try compressed.read(into: input)
    offset += Int64(count)
    unread = 0..<count
    if count == 0 {
      if insideFrame { throw damaged("they end too early") }
      atEnd = true
    }
  }

  private func step(_ output: inout ZSTD_outBuffer) throws(StreamError) {
    guard !unread.isEmpty || holdsOutput else { return }
    holdsOutput = false
    let start = unread.lowerBound
    var piece = unsafe ZSTD_inBuffer(src: UnsafeRawPointer(input.baseAddress), size: unread.upperBound, pos: start)
    let hint = unsafe ZSTD_decompressStream(state, &output, &piece)
    unread = unsafe piece.pos..<unread.upperBound
    if ZSTD_isError(hint) != 0 { throw damaged(unsafe String(cString: ZSTD_getErrorName(hint))) }
    // Without input and output the decoder only asks for its next header; that is no frame begun.
    if unsafe piece.pos > start || output.pos > 0 { insideFrame = hint != 0 }
  }

  private func damaged(_ reason: String) -> StreamError {
    .damaged(name: name, format: .zstd, offset: offset - Int64(unread.count), reason: reason)
  }
}
