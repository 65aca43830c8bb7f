import CommandLineKit

/// What a name in rejects, reports and messages means, and what to do about it.
struct Explanation: Sendable {
  /// The name, as in `foreign-key`.
  let name: String
  /// What it means, a sentence or two.
  let meaning: String
  /// What to do.
  let remedy: String

  init(_ name: String, _ meaning: String, _ remedy: String) {
    self.name = name
    self.meaning = meaning
    self.remedy = remedy
  }

  /// All of them, in the order in which a reader looks for them.
  static let groups: [(title: String, explanations: [Explanation])] = [
    ("Records and values", values), ("Files as CSV and JSON", files), ("Files among each other", sets),
    ("Recordings", recordings), ("Servers", servers), ("Failures", errors), ("Exit codes", exitCodes),
  ]

  static let all = groups.flatMap(\.explanations)

  private static let exitCodes = ExitCode.allCases.map { code in
    Explanation(
      "exit-\(code.rawValue)", "\(code.meaning.prefix(1).uppercased())\(code.meaning.dropFirst()).", remedy(code))
  }

  private static func remedy(_ code: ExitCode) -> String {
    switch code {
    case .done: "Nothing."
    case .internalError: "A bug: keep the report and what was printed, and report it. The next run is safe."
    case .usage: "Do what the message says. Nothing was sent."
    case .refused: "Read the files in the rejects folder, mend the rows, and run with --retry-rejects."
    case .incomplete: "Run again, or wait for the next night: it goes on where it stopped."
    case .authentication:
      "Check user, key and password; for a host key, ask the server's operator before anything else."
    case .network:
      "Check name, network, firewall and the vendor's list of allowed addresses; `nightferry doctor` helps."
    case .locked: "Wait until the other run has ended; the message names its process."
    }
  }
}
