import Files
import Glibc
import Threads

/// The order in which `ssh` is told to offer its ciphers: AES-GCM first on machines that are fast with it. OpenSSH up to 9 has
/// ChaCha20-Poly1305 first, which sends a large file at two thirds of that speed there.
///
/// What ssh_config leaves out stays out, which `ssh -G` tells; only the order is ours.
enum OpenSSHCiphers {
  private static let known = Monitor<[[String]: String]>([:])

  /// The value of `Ciphers` for a host, nil where ssh does not say what it would take.
  ///
  /// - `arguments`: those that the connection is made with, up to the host's name. They are asked about once.
  static func preferred(_ program: String, _ arguments: [String], deadline: Deadline) -> String? {
    if let found = known.with({ $0[arguments] }) { return found }
    guard CipherSpeed.prefersAES, let text = configuration(program, arguments, deadline),
      let allowed = allowed(in: text)
    else { return nil }
    let list = ordered(allowed).joined(separator: ",")
    known.with { $0[arguments] = list }
    return list
  }

  /// The ciphers in what `ssh -G` prints.
  static func allowed(in configuration: String) -> [String]? {
    let lines = configuration.split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("ciphers ") }) else { return nil }
    return line.dropFirst(8).split(separator: ",").map(String.init)
  }

  /// AES-GCM first, all others behind it in their order.
  static func ordered(_ names: [String]) -> [String] {
    let first = ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com"].filter(names.contains)
    return first + names.filter { !first.contains($0) }
  }

  /// What `ssh -G` prints; nil where it fails, or takes longer than there is time.
  private static func configuration(_ program: String, _ arguments: [String], _ deadline: Deadline) -> String? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for number in ends { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let child = try? ChildProcess(program, ["-G"] + arguments, output: .descriptor(ends[1]))
    close(ends[1])
    guard let child else { return nil }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 8_192)
    while true {
      var entry = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
      if unsafe poll(&entry, 1, Int32(deadline.remaining * 1000)) <= 0 { child.signal(SIGKILL) }
      let count = unsafe read(ends[0], &buffer, buffer.count)
      if count <= 0 { break }
      text += buffer.prefix(count)
    }
    return child.wait() == 0 ? String(decoding: text, as: UTF8.self) : nil
  }
}
