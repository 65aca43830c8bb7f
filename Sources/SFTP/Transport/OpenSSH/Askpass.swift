import Bytes
import CSSH2
import Files
import Glibc

/// How OpenSSH's `ssh` gets passwords and passphrases from this program: it calls the program again as its askpass
/// (ssh(1), SSH_ASKPASS), which reads them from a file in memory that only this user's processes can reach, and only while
/// the connection is made. They are never in an argument, in the environment or on a disk.
public enum Askpass {
  /// The variable that tells the program that it is called as askpass; its value is the file's path.
  static let variable = "NIGHTFERRY_ASKPASS"

  /// The variable that is set where questions may be put to the terminal.
  static let terminalVariable = "NIGHTFERRY_ASKPASS_TERMINAL"

  /// Answers `ssh` and ends the process where it was called for that; returns at once otherwise. To be called first in
  /// `main`.
  public static func answerIfAsked(_ arguments: [String]) {
    guard let value = unsafe getenv(variable) else { return }
    let path = unsafe String(cString: value)
    let prompt = arguments.count > 1 ? arguments[1] : ""
    if prompt.contains("(yes/no"), unsafe getenv(terminalVariable) != nil {
      // ssh takes a fingerprint for an answer too, and compares it itself.
      unsafe puts(HostKeyQuestion.ask(prompt, fingerprint: fingerprint(in: prompt)) ? "yes" : "no")
      exit(0)
    }
    guard let contents = try? FileDescriptor.contents(of: path, limit: 1 << 16),
      let secret = answer(to: prompt, from: contents)
    else { exit(1) }
    var line = ByteBuffer()
    line.append(secret.span)
    line.append("\n")
    try? FileDescriptor(owning: 1, path: "stdout").write(line.span)
    exit(0)
  }

  /// The fingerprint in ssh's question; empty where there is none.
  private static func fingerprint(in prompt: String) -> String {
    let words = prompt.split { $0 == " " || $0 == "\n" }
    return words.first { $0.hasPrefix("SHA256:") }.map { String($0.prefix(50)) } ?? ""
  }

  /// A secret and the key file that it opens; an empty path for a password.
  struct Item {
    let keyFile: String
    let secret: Secret
  }

  /// The secrets of all login methods.
  static func items(_ login: [LoginMethod]) -> [Item] {
    login.compactMap { method in
      switch method {
      case .password(let secret), .keyboardInteractive(let secret): Item(keyFile: "", secret: secret)
      case .keyFile(let path, let passphrase?): Item(keyFile: path, secret: passphrase)
      case .keyFile, .agent: nil
      }
    }
  }

  /// Puts the secrets in a file in memory. It goes with the descriptor.
  static func file(_ items: [Item]) throws(SFTPError) -> FileDescriptor {
    let number = unsafe nightferry_memory_file("askpass")
    guard number >= 0 else {
      throw SFTPError(.failure, "no file in memory for the password: \(Socket.words(errno))")
    }
    let file = FileDescriptor(owning: number, path: "askpass")
    var bytes = ByteBuffer()
    for item in items {
      bytes.append(item.keyFile)
      bytes.append(0)
      bytes.append(item.secret.bytes.span)
      bytes.append(0)
    }
    do {
      try file.write(bytes.span)
    } catch {
      throw SFTPError(.failure, "no file in memory for the password: \(error.reason)")
    }
    return file
  }

  /// The secret that a prompt asks for: a key's where the prompt names the key file, otherwise the password. Questions to
  /// be answered with yes or no get no answer.
  static func answer(to prompt: String, from contents: [UInt8]) -> [UInt8]? {
    if prompt.contains("(yes/no") { return nil }
    let parts = contents.split(separator: 0, omittingEmptySubsequences: false)
    let pairs = stride(from: 0, to: parts.count - 1, by: 2).map {
      (String(decoding: parts[$0], as: UTF8.self), parts[$0 + 1])
    }
    if let key = pairs.first(where: { !$0.0.isEmpty && prompt.contains("'\($0.0)'") }) { return Array(key.1) }
    if prompt.lowercased().hasPrefix("enter passphrase") { return nil }
    return pairs.first { $0.0.isEmpty }.map { Array($0.1) }
  }
}
