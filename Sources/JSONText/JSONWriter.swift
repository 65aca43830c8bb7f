public import Bytes

/// Writes JSON (RFC 8259) straight into a buffer, in the order of the calls.
///
/// Commas and, where asked for, indentation are put by the writer. Strings are UTF-8; only `"`, `\` and control characters
/// are escaped, `/` is not. Calls that make no JSON (a value without key in an object) are the caller's bug and stop a
/// debug build.
public struct JSONWriter: ~Copyable {
  private struct Level {
    var isObject: Bool
    var isEmpty = true
  }

  private var buffer: ByteBuffer
  private let indentation: Int
  private var levels: [Level] = []
  private var isBehindKey = false

  /// Starts an empty text; `indentation` spaces a level put every member on a line of its own, 0 writes none.
  public init(indentation: Int = 0, capacity: Int = 256) {
    buffer = ByteBuffer(capacity: capacity)
    self.indentation = indentation
  }

  /// What is written so far.
  public var span: Span<UInt8> {
    @_lifetime(borrow self)
    get { buffer.span }
  }

  /// What is written so far, as text.
  public var text: String { String(repairing: buffer.span) }

  /// Forgets what is written and keeps the memory, for the next text.
  public mutating func removeAll() {
    buffer.removeAll()
    levels.removeAll(keepingCapacity: true)
    isBehindKey = false
  }

  /// Ends the writer and hands its buffer over.
  public consuming func finish() -> ByteBuffer {
    assert(levels.isEmpty && !isBehindKey)
    return buffer
  }

  /// Opens an object.
  public mutating func beginObject() {
    open(UInt8(ascii: "{"), isObject: true)
  }

  /// Closes the innermost object.
  public mutating func endObject() {
    close(UInt8(ascii: "}"), isObject: true)
  }

  /// Opens an array.
  public mutating func beginArray() {
    open(UInt8(ascii: "["), isObject: false)
  }

  /// Closes the innermost array.
  public mutating func endArray() {
    close(UInt8(ascii: "]"), isObject: false)
  }

  /// Writes a member's name; its value comes next.
  public mutating func key(_ name: Span<UInt8>) {
    assert(levels.last?.isObject == true && !isBehindKey)
    separate()
    buffer.append(jsonString: name)
    buffer.append(UInt8(ascii: ":"))
    if indentation > 0 { buffer.append(UInt8(ascii: " ")) }
    isBehindKey = true
  }

  /// Writes a member's name; its value comes next.
  public mutating func key(_ name: String) {
    key(name.utf8.span)
  }

  /// Writes a string.
  public mutating func string(_ value: Span<UInt8>) {
    startValue()
    buffer.append(jsonString: value)
  }

  /// Writes a string.
  public mutating func string(_ value: String) {
    string(value.utf8.span)
  }

  /// Writes an integer.
  public mutating func number(_ value: some BinaryInteger) {
    startValue()
    buffer.append(decimal: Int64(value))
  }

  /// Writes a number in the shortest form that reads back the same; infinities and NaN, which JSON has not, become `null`.
  public mutating func number(_ value: Double) {
    startValue()
    buffer.append(value.isFinite ? "\(value)" : "null")
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) {
    startValue()
    if value { buffer.append("true" as StaticString) } else { buffer.append("false" as StaticString) }
  }

  /// Writes `null`.
  public mutating func null() {
    startValue()
    buffer.append("null" as StaticString)
  }

  /// Writes a value that is JSON already, unchecked.
  public mutating func raw(_ json: Span<UInt8>) {
    startValue()
    buffer.append(json)
  }

  /// Ends a line, for JSON Lines and files that end with one.
  public mutating func endLine() {
    buffer.append(0x0A)
  }

  private mutating func startValue() {
    assert(isBehindKey || levels.last?.isObject != true)
    if isBehindKey { isBehindKey = false } else { separate() }
  }

  private mutating func separate() {
    guard let level = levels.indices.last else { return }
    if !levels[level].isEmpty { buffer.append(UInt8(ascii: ",")) }
    levels[level].isEmpty = false
    startLine()
  }

  private mutating func startLine() {
    guard indentation > 0 else { return }
    buffer.append(0x0A)
    for _ in 0..<(indentation * levels.count) { buffer.append(0x20) }
  }

  private mutating func open(_ bracket: UInt8, isObject: Bool) {
    startValue()
    buffer.append(bracket)
    levels.append(Level(isObject: isObject))
  }

  private mutating func close(_ bracket: UInt8, isObject: Bool) {
    assert(levels.last?.isObject == isObject && !isBehindKey)
    let closed = levels.popLast()
    if closed?.isEmpty == false { startLine() }
    buffer.append(bracket)
  }
}
