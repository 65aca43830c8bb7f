/// A declared argument without a dash, as `PATH`.
///
/// As for options, its type says what a command reads: `String`, `String?` or `[String]`.
public struct Operand<Value: Sendable>: OperandDeclaring {
  /// What the help page prints.
  public let declaration: OperandDeclaration
  let value: @Sendable ([String]) -> Value

  private init(
    _ name: String, _ count: ClosedRange<Int>, _ help: String, value: @escaping @Sendable ([String]) -> Value
  ) {
    declaration = OperandDeclaration(name: name, count: count, help: help)
    self.value = value
  }
}

extension Operand where Value == String {
  /// An argument that must be there.
  public static func one(_ name: String, help: String) -> Operand {
    Operand(name, 1...1, help) { $0[0] }
  }
}

extension Operand where Value == String? {
  /// An argument that may be left out.
  public static func optional(_ name: String, help: String) -> Operand {
    Operand(name, 0...1, help) { $0.first }
  }
}

extension Operand where Value == [String] {
  /// All further arguments, at least `least` of them.
  public static func many(_ name: String, atLeast least: Int = 1, help: String) -> Operand {
    Operand(name, least...Int.max, help) { $0 }
  }
}

/// An operand of any value type, as a command lists it.
public protocol OperandDeclaring: Sendable {
  /// What the help page prints.
  var declaration: OperandDeclaration { get }
}

/// What is printed of an operand, and how many arguments it takes.
public struct OperandDeclaration: Hashable, Sendable {
  /// The word that stands for it, as in `PATH`.
  public let name: String
  /// How many arguments it takes.
  public let count: ClosedRange<Int>
  /// One or two sentences.
  public let help: String

  /// How a usage line writes it: `PATH`, `[PATH]`, `PATH…`, `[PATH…]`.
  public var usage: String {
    let word = count.upperBound > 1 ? "\(name)..." : name
    return count.lowerBound == 0 ? "[\(word)]" : word
  }
}
