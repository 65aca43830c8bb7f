import Bytes
import CZlib

/// The contents of gzip data (RFC 1952), of all its members, by zlib's `inflate`.
@safe
final class GzipSource: ByteSource {
  private let compressed: any ByteSource
  private let state: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var offset: Int64 = 0
  private var insideMember = true
  private var holdsOutput = false
  private var atEnd = false

  /// Wraps a source of compressed bytes.
  init(_ compressed: any ByteSource) {
    self.compressed = compressed
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: z_stream())
    unsafe input = .allocate(byteCount: 65_536, alignment: 16)
    let result = unsafe nf_inflate_init_gzip(state)
    precondition(result == Z_OK, "zlib has no memory")
  }

  deinit {
    unsafe inflateEnd(state)
    unsafe state.deallocate()
    unsafe input.deallocate()
  }

  /// What the compressed source is called.
  var name: String { compressed.name }

  /// Gives decompressed bytes.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    unsafe state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe state.pointee.avail_out = uInt(min(buffer.count, 1 << 30))
    let wanted = unsafe state.pointee.avail_out
    while unsafe state.pointee.avail_out == wanted, !atEnd {
      if unsafe state.pointee.avail_in == 0, !holdsOutput { try refill() }
      holdsOutput = false
      if !atEnd { try step() }
    }
    // With the target full zlib may hold finished bytes, which come before any further input.
    holdsOutput = unsafe insideMember && state.pointee.avail_out == 0
    return unsafe Int(wanted - state.pointee.avail_out)
  }

  private func refill() throws(StreamError) {
    let count = unsafe try compressed.read(into: input)
    offset += Int64(count)
    unsafe state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe state.pointee.avail_in = uInt(count)
    guard count == 0 else { return }
    if insideMember { throw damaged("they end too early") }
    atEnd = true
  }

  private func step() throws(StreamError) {
    if !insideMember {
      // Members may follow one another (RFC 1952 section 2.2); zero padding behind the last one is ignored, as gzip does.
      while unsafe state.pointee.avail_in > 0, unsafe state.pointee.next_in.pointee == 0 {
        unsafe state.pointee.next_in += 1
        unsafe state.pointee.avail_in -= 1
      }
      if unsafe state.pointee.avail_in == 0 { return }
      unsafe inflateReset(state)
      insideMember = true
    }
    switch unsafe inflate(state, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: insideMember = false
    default: throw damaged(unsafe state.pointee.msg.map { unsafe String(cString: $0) } ?? "not gzip")
    }
  }

  private func damaged(_ reason: String) -> StreamError {
    let unread = unsafe Int64(state.pointee.avail_in)
    return .damaged(name: name, format: .gzip, offset: offset - unread, reason: reason)
  }
}
