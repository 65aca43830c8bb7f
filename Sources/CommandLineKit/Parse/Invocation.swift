/// A command as it was called: its options and arguments, and where to print.
public struct Invocation: Sendable {
  /// Where the command prints.
  public let console: Console
  let values: [String: any Sendable]
  let operands: [String: [String]]

  /// The value of an option: as given, or its default.
  public subscript<Value>(option: Option<Value>) -> Value {
    (values[option.declaration.name] as? Value) ?? option.defaultValue
  }

  /// The value of an operand, which the parser has counted.
  public subscript<Value>(operand: Operand<Value>) -> Value {
    operand.value(operands[operand.declaration.name] ?? [])
  }

  /// Whether the option was given on the command line.
  public func isGiven<Value>(_ option: Option<Value>) -> Bool {
    values[option.declaration.name] != nil
  }
}
