import CommandLineKit

/// `nightferry version`.
enum VersionCommand {
  static let command = Command(
    name: "version",
    summary: "Print the version",
    examples: [Example("nightferry version", "the same as nightferry --version")]
  ) { call in
    call.console.print("nightferry \(version)")
    return .done
  }
}
