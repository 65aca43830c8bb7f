/// The arguments and environment that `ssh` is started with for a configuration. The user's ssh_config stays in force
/// for all that is not said here.
struct OpenSSHOptions {
  private let configuration: SFTPConfiguration
  private let program: RemoteProgram

  init(_ configuration: SFTPConfiguration, _ program: RemoteProgram) {
    self.configuration = configuration
    self.program = program
  }

  /// The arguments behind the program's name: first those that say how to connect, then the host and what to start there.
  /// `ciphers` says in which order these are to be offered for a connection with given arguments; nil leaves it to `ssh`.
  func arguments(seconds: Double, ciphers: (_ options: [String]) -> String?) throws(SFTPError) -> [String] {
    var words = try connecting(seconds: seconds)
    if let order = ciphers(words + ["--", configuration.host]) { words += ["-o", "Ciphers=\(order)"] }
    if program == .sftp { words.append("-s") }
    return words + ["--", configuration.host, program.name]
  }

  private func connecting(seconds: Double) throws(SFTPError) -> [String] {
    var words = ["-v", "-T", "-x", "-a"]
    for option in try options(seconds: seconds) { words += ["-o", option] }
    for case .keyFile(let path, _) in configuration.login { words += ["-i", path] }
    if configuration.port != 22 { words += ["-p", String(configuration.port)] }
    if !configuration.user.isEmpty { words += ["-l", configuration.user] }
    return words
  }

  /// Connections are never shared (ssh_config(5), ControlMaster): a master was made by somebody else, with a check of the host
  /// key that is not ours, has a limited number of sessions, and stays behind with our standard error.
  private func options(seconds: Double) throws(SFTPError) -> [String] {
    let hasSecret = !Askpass.items(configuration.login).isEmpty
    let asks = configuration.hostKeys.mode == .ask && configuration.hostKeys.pins.isEmpty
    let alive = Int(configuration.keepAliveInterval.rounded(.up))
    var options = [
      "UpdateHostKeys=no", "RemoteCommand=none", "ClearAllForwardings=yes", "ForwardAgent=no", "PermitLocalCommand=no",
      "EscapeChar=none", "ControlMaster=no", "ControlPath=none",
      "ConnectTimeout=\(max(1, Int(seconds.rounded(.up))))", "NumberOfPasswordPrompts=1",
      "BatchMode=\(hasSecret || asks ? "no" : "yes")", "ServerAliveCountMax=4", "ServerAliveInterval=\(alive)",
    ]
    if configuration.algorithms.hostKeys != AlgorithmPreferences().hostKeys {
      options.append("HostKeyAlgorithms=\(configuration.algorithms.hostKeys.joined(separator: ","))")
    }
    return try options + hostKeyOptions() + loginOptions()
  }

  /// Pinned keys come from a command that prints the server's own key where its fingerprint is one of them (ssh_config(5),
  /// KnownHostsCommand); nothing else is trusted then.
  private func hostKeyOptions() throws(SFTPError) -> [String] {
    let policy = configuration.hostKeys
    guard policy.pins.isEmpty else {
      let check = try HostKeyCheck(host: configuration.host, port: configuration.port, policy: policy)
      let pins = check.trustedPins.isEmpty ? "none" : check.trustedPins.joined(separator: "|")
      let script = "case $1 in \(pins)) echo $2 $3 $4;; esac"
      return [
        "StrictHostKeyChecking=yes", "UserKnownHostsFile=/dev/null", "GlobalKnownHostsFile=/dev/null",
        "KnownHostsCommand=/bin/sh -c \"\(script)\" sh %f %H %t %K",
      ]
    }
    let strictness =
      switch policy.mode {
      case .strict: "yes"
      case .acceptNew: "accept-new"
      case .ask: "ask"
      }
    guard !policy.files.isEmpty else { return ["StrictHostKeyChecking=\(strictness)"] }
    let files = policy.files.map(Self.quoted).joined(separator: " ")
    return [
      "StrictHostKeyChecking=\(strictness)", "UserKnownHostsFile=\(files)", "GlobalKnownHostsFile=/dev/null",
    ]
  }

  /// Nothing where no login is configured: then ssh_config decides alone.
  private func loginOptions() -> [String] {
    guard !configuration.login.isEmpty else { return [] }
    var names: [String] = []
    for method in configuration.login where !names.contains(method.name) { names.append(method.name) }
    var options = ["PreferredAuthentications=\(names.joined(separator: ","))"]
    let usesAgent = configuration.login.contains { if case .agent = $0 { true } else { false } }
    if !usesAgent { options += ["IdentitiesOnly=yes", "IdentityAgent=none"] }
    return options
  }

  /// A path for ssh_config: in quotes, its percent signs doubled so that they stand for themselves.
  private static func quoted(_ path: String) -> String {
    var text = "\""
    for scalar in path.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text += "\\" }
      if scalar == "%" { text += "%" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
