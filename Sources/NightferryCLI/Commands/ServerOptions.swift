import CommandLineKit
import Nightly
import SFTP

/// The options of every command that calls a server, named as in ssh, rclone and restic.
enum ServerOptions {
  static let identity = Option.text(
    "-i", "--identity", value: "FILE",
    help: "The private key. Without it the agent's keys and those in ~/.ssh are tried.")
  static let knownHosts = Option.text(
    "--known-hosts", value: "FILE", help: "The known_hosts file, instead of ~/.ssh/known_hosts.")
  static let acceptNew = Option.flag(
    "--accept-new",
    help: "Take a host that is in no known_hosts file as it is, and note it down. A changed key is refused.")
  static let askHostKey = Option.flag(
    "--ask-host-key",
    help: "Show the key of a host that is in no known_hosts file on the terminal, and ask whether to note it down.")
  static let hostKeys = Option.list(
    "--host-key", value: "SHA256:…",
    help: "The fingerprint of the only host key that is trusted, whatever known_hosts says."
  )
  static let passwordEnvironment = Option.text(
    "--password-env", value: "NAME", default: "NF_PASSWORD", help: "The environment variable that holds the password.")
  static let passwordFile = Option.text(
    "--password-file", value: "FILE", help: "A file of mode 0600 that holds the password.")
  static let passphraseEnvironment = Option.text(
    "--passphrase-env", value: "NAME", default: "NF_PASSPHRASE",
    help: "The environment variable that holds the key's passphrase.")
  static let transport = Option.choice(
    "--transport", of: TransportChoice.self, default: .auto,
    help: "How SSH is spoken: by libssh or libssh2 in this process, or by OpenSSH's client with your ssh_config.")
  static let connections = Option.integer(
    "--connections", value: "N", default: 4, in: 1...64, help: "The most connections at once.")
  static let transfers = Option<Int?>.integer(
    "--transfers", value: "N", in: 1...1024,
    help: "The most files sent or fetched and folders listed at once, over all connections. Without it 128 on each.")
  static let checkers = Option<Int?>.integer(
    "--checkers", value: "N", in: 1...1024,
    help: "The most other requests at once, as to look at a file or to rename it. Without it 128 on each connection.")
  static let bandwidth = Option.size(
    "--bwlimit", value: "RATE", help: "The most bytes a second over all connections, as in 10M.")
  static let stallTimeout = Option.seconds(
    "--stall-timeout", default: 60, help: "Seconds without progress after which a connection is made anew.")
  static let profile = Option.choice(
    "--server-profile", of: ProfileName.self,
    help: "How the server behaves. Without it the server's own words tell.")

  /// The profiles' names.
  enum ProfileName: String, CaseIterable, Sendable {
    case openssh
    case awsTransfer = "aws-transfer"
    case generic
  }

  static let group = OptionGroup(
    "Server", identity, knownHosts, acceptNew, askHostKey, hostKeys, passwordEnvironment, passwordFile,
    passphraseEnvironment, transport, connections, transfers, checkers, bandwidth, stallTimeout, profile)

  /// Says how a server was reached, where that is asked for.
  static func describe(_ server: ServerDescription?, _ call: Invocation) {
    guard call[CommonOptions.verbose], let server else { return }
    for line in server.lines { call.console.note(line) }
  }

  /// What the options say, before any secret is fetched.
  static func login(_ call: Invocation) throws -> ServerLogin {
    var login = ServerLogin()
    login.identity = call[identity]
    login.passphrase = .environment(call[passphraseEnvironment])
    login.knownHosts = call[knownHosts]
    login.acceptsNew = call[acceptNew]
    login.asksForNew = call[askHostKey]
    login.pins = try call[hostKeys].map { text in
      guard let pin = HostKeyPin(text) else {
        throw Failure(
          .usage, "--host-key \(text): this is not a fingerprint", advice: "Write SHA256:… as ssh-keygen -l prints it.")
      }
      return pin.text
    }
    login.transport = call[transport]
    login.connections = call[connections]
    login.transfers = call[transfers]
    login.checkers = call[checkers]
    login.bandwidthLimit = call[bandwidth]
    login.stallTimeout = call[stallTimeout]
    login.profile = call[profile].flatMap { ServerProfile.named($0.rawValue) }
    if let file = call[passwordFile] {
      login.password = .file(file)
    } else {
      login.password = .environment(call[passwordEnvironment])
    }
    return login
  }
}
