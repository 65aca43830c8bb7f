import CommandLineKit
import Schema
import Sedric

extension HelpTopic {
  /// All pages of `nightferry help TOPIC`.
  static let all = [mapping, sftp, exitCodes, schemas]

  private static let mapping = HelpTopic(
    name: "mapping", summary: "How a dump's columns become the fields of the vendor's files",
    text: """
      Each file kind under exports names a table with from: and, under columns:, what fills each field. A text is a \
      column's name; an object says more:

        user_id:  { column: "agent_id", lookup: { table: "agents", key: "agent_id", value: "email" } }
        topic:    { template: "Call with {name}", with: { name: "contact_name" } }
        subject:  { column: "subject", default: "Chat" }
        "message.is_inbound": { column: "direction", values: { In: true, Out: false } }
        regulations: { column: "regulations", split: ";" }
        organization_id: { constant: "org-example" }

      What columns cannot say SQL does: query: or queryFile: runs over the tables, and its result columns are the fields.

      Local times need timeZone, and other forms than ISO 8601 a timestampFormat; a time that cannot be read makes a \
      reject and never a guess. Rows of one chat or thread are one file; they need not be together.

      `nightferry init DUMP` proposes all of it from the tables' names and columns. Look at a dump with `nightferry \
      preview DUMP`, at a kind's fields with `nightferry schema KIND --format markdown`, at what becomes of one record with \
      `nightferry export --explain KIND`, and try a mapping with `nightferry export --dry-run`.
      """)

  private static let sftp = HelpTopic(
    name: "sftp", summary: "How servers are reached, logged in to and written to",
    text: """
      A destination is sftp://user@host:port/path. Without a key or password the agent's keys and those in ~/.ssh are \
      tried; a password comes from the environment variable NF_PASSWORD or from a file of mode 0600, never from the \
      command line.

      The server's host key must stand in known_hosts. For the first contact compare its fingerprint with the one that \
      the operator names, and take it with --accept-new; a changed key is always refused.

      SSH is spoken by libssh in this process, or by OpenSSH's client (--transport openssh), which brings your \
      ssh_config, jump hosts and certificates. Without --transport the second is taken where the first is too old.

      On servers that can rename, files are sent to hidden names, checked, and then given their own; what was cut off is \
      gone on with. On AWS Transfer Family, which can do neither, files are written in place and a torn one is sent \
      anew before anything else. Everywhere a recording goes before its CSV.

      `nightferry doctor` goes through a connection step by step and says how to mend what fails.
      """)

  private static let exitCodes = HelpTopic(
    name: "exit-codes", summary: "What a command ends with, the same for all of them",
    text: ExitCode.allCases.map { "  \($0.rawValue)  \($0.meaning)" }.joined(separator: "\n") + """


      A scheduler may try again at 4, 6 and 7. At 3 somebody should look at the rejects; at 2 and 5 nothing gets better \
      by itself. Ctrl-C or SIGTERM lets the files in flight finish, and ends with 4, or with 0 if those were all; a second \
      one ends at once, with 130 or 143. `nightferry explain exit-4` says more of one, and `nightferry explain NF2004` of the code that a failure's \
      message ends with.
      """)

  private static let schemas = HelpTopic(
    name: "schemas", summary: "What the vendor's files hold, and how they are checked",
    text: FileKind.allCases.map { kind in
      let name = kind.rawValue + String(repeating: " ", count: 12 - kind.rawValue.utf8.count)
      return "  \(name)\(kind.schema.summary)"
    }.joined(separator: "\n") + """


      `nightferry schema KIND` prints a kind's fields as Frictionless Table Schema for CSV files and as JSON Schema \
      2020-12 for lists, for other validators; --format markdown is for people.

      `nightferry validate PATH` checks files by the same declarations that `export` writes them by: bytes, columns, \
      values, the JSON within cells, recordings, pairs, references. `nightferry explain RULE` says what a rule means.
      """)
}
