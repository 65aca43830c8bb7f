/// What each byte means in a dialect, for the byte-by-byte parser.
@safe
final class ByteClasses: Sendable {
  static let plain: UInt8 = 0
  static let delimiter: UInt8 = 1
  static let quote: UInt8 = 2
  static let feed: UInt8 = 3
  static let carriageReturn: UInt8 = 4
  static let escape: UInt8 = 5

  private nonisolated(unsafe) let table: UnsafeMutablePointer<UInt8> = .allocate(capacity: 256)

  init(_ dialect: Dialect) {
    unsafe table.initialize(repeating: ByteClasses.plain, count: 256)
    unsafe table[0x0A] = ByteClasses.feed
    unsafe table[0x0D] = ByteClasses.carriageReturn
    unsafe table[Int(dialect.delimiter)] = ByteClasses.delimiter
    if let quote = dialect.quote { unsafe table[Int(quote)] = ByteClasses.quote }
    if let escape = dialect.escape { unsafe table[Int(escape)] = ByteClasses.escape }
  }

  deinit {
    unsafe table.deallocate()
  }

  /// The meaning of a byte.
  subscript(_ byte: UInt8) -> UInt8 {
    unsafe table[Int(byte)]
  }
}
