import Bytes

/// The HTML standard's named character references (section 13.5), found by name.
struct EntityTable: Sendable {
  static let shared = EntityTable()

  /// What a name stands for.
  struct Entity {
    var first: UInt32
    /// A second code point, or 0.
    var second: UInt32
    /// Whether the name also counts without its semicolon.
    var isLegacy: Bool
  }

  private struct Slot {
    var name: UInt16 = 0
    var length: UInt8 = 0
    var entity = Entity(first: 0, second: 0, isLegacy: false)
  }

  /// The longest name that counts without a semicolon.
  static let longestLegacyName = 6
  /// The longest name of all.
  static let longestName = 31

  private var slots = [Slot](repeating: Slot(), count: 8192)
  private let names: [UInt8]

  private init() {
    names = unsafe Array(UnsafeBufferPointer(start: entityData.utf8Start, count: entityData.utf8CodeUnitCount))
    var at = 0
    while at < names.count { at = addEntry(at: at) }
  }

  private mutating func addEntry(at start: Int) -> Int {
    var at = start
    while at < names.count, names[at] != UInt8(ascii: ";"), names[at] != UInt8(ascii: "!") { at += 1 }
    guard at < names.count else { return at }
    let length = at - start
    let isLegacy = names[at] == UInt8(ascii: "!")
    var codes: (UInt32, UInt32) = (0, 0)
    at += 1
    while at < names.count, !names[at].isBlank {
      if names[at] == UInt8(ascii: "+") {
        codes = (0, codes.0)
      } else {
        codes.0 = codes.0 << 4 | UInt32(hexadecimalDigit(names[at]) ?? 0)
      }
      at += 1
    }
    let entity =
      codes.1 == 0
      ? Entity(first: codes.0, second: 0, isLegacy: isLegacy)
      : Entity(first: codes.1, second: codes.0, isLegacy: isLegacy)
    var slot = Self.hash(names.span.extracting(start..<(start + length))) & 8191
    while slots[slot].length > 0 { slot = (slot + 1) & 8191 }
    slots[slot] = Slot(name: UInt16(start), length: UInt8(length), entity: entity)
    return at + 1
  }

  /// The entity of a name without `&` and `;`, or nil.
  func entity(_ name: Span<UInt8>) -> Entity? {
    var slot = Self.hash(name) & 8191
    while slots[slot].length > 0 {
      let start = Int(slots[slot].name)
      let length = Int(slots[slot].length)
      if length == name.count, names.span.extracting(start..<(start + length)).isEqual(to: name) {
        return slots[slot].entity
      }
      slot = (slot + 1) & 8191
    }
    return nil
  }

  private static func hash(_ name: Span<UInt8>) -> Int {
    var value: UInt32 = 2_166_136_261
    for index in name.indices { value = (value ^ UInt32(name[index])) &* 16_777_619 }
    return Int(value ^ value >> 15)
  }
}

/// The value of a hexadecimal digit in either case.
func hexadecimalDigit(_ byte: UInt8) -> Int? {
  switch byte {
  case 48...57: Int(byte) - 48
  case 65...70: Int(byte) - 55
  case 97...102: Int(byte) - 87
  default: nil
  }
}
