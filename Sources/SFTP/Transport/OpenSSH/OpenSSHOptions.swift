/// The arguments and environment that `ssh` is started with for a configuration. The user's ssh_config stays in force
/// for all that is not said here.
struct OpenSSHOptions {
  private let configuration: SFTPConfiguration

  init(_ configuration: SFTPConfiguration) {
    self.configuration = configuration
  }

  /// The arguments behind the program's name.
  func arguments(seconds: Double) -> [String] {
    var words = ["-v", "-T", "-x", "-a"]
    for option in options(seconds: seconds) { words += ["-o", option] }
    for case .keyFile(let path, _) in configuration.login { words += ["-i", path] }
    if configuration.port != 22 { words += ["-p", String(configuration.port)] }
    if !configuration.user.isEmpty { words += ["-l", configuration.user] }
    return words + ["-s", "--", configuration.host, "sftp"]
  }

  private func options(seconds: Double) -> [String] {
    let hasSecret = !Askpass.items(configuration.login).isEmpty
    let alive = Int(configuration.keepAliveInterval.rounded(.up))
    var options = [
      "StrictHostKeyChecking=\(configuration.hostKeys.mode == .strict ? "yes" : "accept-new")",
      "UpdateHostKeys=no", "ClearAllForwardings=yes", "ForwardAgent=no", "PermitLocalCommand=no", "EscapeChar=none",
      "ConnectTimeout=\(max(1, Int(seconds.rounded(.up))))", "NumberOfPasswordPrompts=1",
      "BatchMode=\(hasSecret ? "no" : "yes")", "ServerAliveCountMax=4", "ServerAliveInterval=\(alive)",
    ]
    if !configuration.hostKeys.files.isEmpty {
      let files = configuration.hostKeys.files.map(Self.quoted).joined(separator: " ")
      options += ["UserKnownHostsFile=\(files)", "GlobalKnownHostsFile=/dev/null"]
    }
    return options + loginOptions()
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
