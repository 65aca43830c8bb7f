public import SFTP

/// Looks at a server step by step, as a connection would go: name, network, banner, algorithms, host key, login, SFTP,
/// folders. The first step that fails ends it, because the rest depends on it.
public struct ServerDoctor {
  private let configuration: SFTPConfiguration
  private let folders: [RemotePath]
  private let report: (DoctorLine) -> Void

  /// A doctor for a server, and the folders that files would go to; `report` is told of every step as it ends.
  public init(_ configuration: SFTPConfiguration, folders: [RemotePath], report: @escaping (DoctorLine) -> Void) {
    self.configuration = configuration
    self.folders = folders
    self.report = report
  }

  /// Looks, and throws what keeps a delivery from working. With `probing` it also writes into that folder, and cleans up.
  public func examine(probing probeFolder: RemotePath? = nil) throws(SFTPError) {
    try look()
    let client: SFTPClient
    do { client = try SFTPClient.connect(configuration) } catch { throw told(error, subject(of: error)) }
    defer { client.close() }
    tell(client)
    var first: SFTPError?
    for folder in folders {
      do { try look(at: folder, client) } catch { first = first ?? error }
    }
    if let first { throw first }
    if let probeFolder { try WriteProbe(client, folder: probeFolder, report: report).run() }
  }

  /// Name, network, banner and algorithms.
  private func look() throws(SFTPError) {
    let probe: ServerProbe
    do {
      probe = try ServerProbe.look(
        host: configuration.host, port: configuration.port, algorithms: configuration.algorithms)
    } catch { throw told(error, "network") }
    report(DoctorLine(.ok, "name", "\(configuration.host) is \(probe.addresses.joined(separator: ", "))"))
    report(DoctorLine(.ok, "network", "port \(configuration.port) answers in \(milliseconds(probe.connectSeconds))"))
    report(DoctorLine(.ok, "banner", probe.banner))
    for offer in probe.offers {
      report(line(offer, probe.library))
    }
  }

  /// What is agreed on; where that is nothing, whether it is the library that is too old or the server's policy that is odd.
  private func line(_ offer: ServerProbe.Offer, _ library: String) -> DoctorLine {
    let details = [(name: "offered by the server", values: offer.names), ("offered here", offer.ours)]
    if let agreed = offer.agreed { return DoctorLine(.ok, offer.kind, agreed, details: details) }
    let isOurs = offer.names.contains { AlgorithmPreferences().all.contains($0) }
    let fix =
      isOurs
      ? "A newer libssh has it. OpenSSH's client has it, too: --transport openssh, which auto takes by itself."
      : "The server's policy is unusual; ask its operator. OpenSSH's client may know it: --transport openssh."
    return DoctorLine(
      .warning, offer.kind,
      "nothing in common with \(library); the server offers \(offer.names.joined(separator: ", "))", fix: fix,
      details: details)
  }

  /// What the login brought to light.
  private func tell(_ client: SFTPClient) {
    guard let server = client.server else { return }
    let files = configuration.hostKeys.files.joined(separator: " or ")
    report(DoctorLine(.ok, "host key", configuration.hostKeys.pins.isEmpty ? "known, in \(files)" : "a pinned one"))
    let login = server.transport.login.isEmpty ? "" : " by \(server.transport.login)"
    report(DoctorLine(.ok, "login", "\(configuration.user)\(login)"))
    let transport = "\(server.transport.name) \(server.transport.algorithms)"
    report(DoctorLine(.ok, "transport", transport, fix: server.transport.note.isEmpty ? nil : server.transport.note))
    report(DoctorLine(.ok, "profile", "\(server.profile.name): \(ways(server.profile, server.extensions))"))
    let names = server.extensions.names.joined(separator: " ")
    report(DoctorLine(.ok, "SFTP", "version 3\(names.isEmpty ? ", no extensions" : " with \(names)")"))
    let handles = server.limits.openHandles.map { ", \($0) open files" } ?? ""
    report(DoctorLine(.ok, "limits", "\(server.limits.writeSize) bytes a write\(handles)"))
    let slow = server.roundTrip > 0.3
    report(
      DoctorLine(
        slow ? .warning : .ok, "round trip", milliseconds(server.roundTrip),
        fix: slow ? "A far server: more connections help." : nil))
    if let home = try? client.realPath(".") { report(DoctorLine(.ok, "home", "\(home)")) }
  }

  private func ways(_ profile: ServerProfile, _ extensions: ServerExtensions) -> String {
    let rename =
      !profile.renames
      ? "files go to their names directly"
      : extensions.posixRename
        ? "temporary names, then renamed into place" : "temporary names, renamed where nothing is"
    return rename + (profile.writesAnywhere ? ", resumed at the byte" : ", begun anew after a break")
  }

  private func look(at folder: RemotePath, _ client: SFTPClient) throws(SFTPError) {
    do {
      let entries = try client.list(folder)
      report(DoctorLine(.ok, "folder", "\(folder): \(entries.count) entries"))
    } catch {
      guard error.code == .notFound else { throw told(error, "folder") }
      report(DoctorLine(.warning, "folder", "\(folder) is not there; a delivery would make it"))
    }
  }

  private func subject(of error: SFTPError) -> String {
    switch error.code {
    case .hostKey: "host key"
    case .authentication: "login"
    case .noCommonAlgorithm: "algorithms"
    default: "connection"
    }
  }

  /// Reports an error, which stays one.
  private func told(_ error: SFTPError, _ subject: String) -> SFTPError {
    report(DoctorLine(.failure, subject, error.message))
    return error
  }

  private func milliseconds(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10_000).rounded())
    return "\(tenths / 10).\(tenths % 10) ms"
  }
}
