import Files
import Foundation
import TestSupport
import Testing

/// README.md and docs/*.md: links lead somewhere, and commands are spelled as the program has them.
@Suite struct DocumentationTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  static let pages: [String] =
    ["README.md"] + ((try? Folder.names(in: "\(root)/docs")) ?? []).filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }

  private func text(_ page: String) throws -> String {
    String(decoding: try FileDescriptor.contents(of: "\(Self.root)/\(page)"), as: UTF8.self)
  }

  /// The lines of a page within fences, or outside them.
  private func lines(_ page: String, inFences wanted: Bool) throws -> [String] {
    var isFence = false
    return try text(page).components(separatedBy: "\n").filter { line in
      if line.hasPrefix("```") {
        isFence.toggle()
        return false
      }
      return isFence == wanted
    }
  }

  /// Headings as GitHub makes anchors of them: small letters, spaces as hyphens, other signs dropped.
  private func anchors(_ page: String) throws -> [String] {
    try lines(page, inFences: false).filter { $0.hasPrefix("#") }.map { line in
      let title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
      return String(title.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" })
        .replacingOccurrences(of: " ", with: "-")
    }
  }

  @Test(arguments: pages)
  func links_leadSomewhere(_ page: String) throws {
    let folder = page.contains("/") ? "docs/" : ""
    for match in try lines(page, inFences: false).joined(separator: "\n").matches(of: /\]\(([^)\s]+)\)/) {
      let link = String(match.1)
      if link.contains("://") { continue }
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let target = parts[0].isEmpty ? page : (folder + parts[0]).replacingOccurrences(of: "docs/../", with: "")
      #expect((try? FileStatus.of("\(Self.root)/\(target)")) != nil, "\(page): \(link)")
      if parts.count > 1, target.hasSuffix(".md") {
        #expect(try anchors(target).contains(parts[1]), "\(page): \(link)")
      }
    }
  }

  /// Each command in a fence is read with `--help` behind it: every word before that must be one that there is.
  @Test(arguments: pages)
  func commands_areSpelledRight(_ page: String) throws {
    let joined = try lines(page, inFences: true).joined(separator: "\n").replacingOccurrences(of: "\\\n", with: " ")
    for line in joined.components(separatedBy: "\n") {
      let command = line.trimmingCharacters(in: .whitespaces).drop { $0 == "$" || $0 == " " }
      guard command.hasPrefix("nightferry ") else { continue }
      let call = command.split(maxSplits: 1, whereSeparator: { "|>&;#".contains($0) })[0]
      let script = "nightferry() { \"$PROGRAM\" \"$@\" --help; }; \(call)"
      let result = try runCommand(
        "/bin/sh", ["-c", script], environment: ["PROGRAM": builtProgram("nightferry")], folder: Self.root)
      #expect(result.status == 0, "\(page): \(command)\n\(result.errorText)")
    }
  }
}
