extension StarterConfiguration {
  /// A starter for the service that the package installs: what a run leaves behind goes where the service may write,
  /// secrets come from systemd, and the server's key stands beside the configuration.
  static func forService(_ text: String) -> String {
    replacements.reduce(text) { $0.replacing($1.line, with: $1.other) }
  }

  private static let replacements: [(line: String, other: String)] =
    ["outbox": "outbox", "ledger": "nightferry.sqlite", "reports": "reports", "rejects": "rejects"].map { key, name in
      ("\n  \(key): \"\(name)\"", "\n  \(key): \"/var/lib/nightferry/\(name)\"")
    } + [
      (
        """
              // A key, the agent, or a password: from the environment or from a file of mode 0600, never in here.
              identity: "~/.ssh/id_ed25519",
              // password: { env: "NF_PASSWORD" },

        """,
        """
              // systemd hands the service what root has put into /etc/credstore; by hand, root finds it there.
              password: { file: "${CREDENTIALS_DIRECTORY:-/etc/credstore}/nightferry.password" },
              // With a key: identity: "${CREDENTIALS_DIRECTORY:-/etc/credstore}/nightferry.identity",

        """
      ),
      (#"knownHosts: "~/.ssh/known_hosts""#, #"knownHosts: "known_hosts""#),
    ]
}
