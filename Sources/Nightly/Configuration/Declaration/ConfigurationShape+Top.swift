import Dump
import Sedric

extension ConfigurationShape {
  static let configuration = ConfigurationShape(
    summary: "What becomes of a CRM's dump every night, and where it goes.",
    keys: [
      ConfigurationKey(
        "$schema", .text(example: "nightferry.config.schema.json"), "Where an editor finds this schema; not read."),
      ConfigurationKey(
        "dump", .either([.path("crm-dump"), .object(.dump)]), required: true,
        "The dump: a folder of CSV and JSON files, or a SQLite file."),
      ConfigurationKey(
        "timeZone", .zone, "The IANA zone of times that name none. Without it, such times are rejects."),
      ConfigurationKey(
        "onAmbiguous", .choice(AmbiguousTime.self), default: "\"reject\"",
        "What a local time means that a clock change makes twice or never."),
      ConfigurationKey("recordings", .path("crm-dump/recordings"), "The folder where recordings' paths start."),
      ConfigurationKey(
        "outbox", .path("outbox"), default: "\"outbox\"", "The folder of the vendor's files, with their sums."),
      ConfigurationKey(
        "ledger", .path("nightferry.sqlite"), default: "\"nightferry.sqlite\"",
        "What was exported, delivered and refused. Keep it and back it up."),
      ConfigurationKey("reports", .path("reports"), default: "\"reports\"", "The folder of the reports, one a run."),
      ConfigurationKey(
        "rejects", .path("rejects"), default: "\"rejects\"", "The folder of the records that could not become files."),
      ConfigurationKey(
        "maxRejects", .rejectLimit, "More rejects than this stop the run before anything is sent: a number or a share."),
      ConfigurationKey(
        "sortMemory", .byteCount, default: "\"64MB\"", "Memory for bringing the rows of one interaction together."),
      ConfigurationKey("exports", .object(.exports), required: true, "What is exported: the file kinds."),
      ConfigurationKey(
        "lists", .object(.lists), "How the vendor's lists of affiliates and properties are kept equal to ours."),
      ConfigurationKey(
        "destinations", .map(.object(.destination)),
        "Where it goes: servers, each under a name that the ledger remembers."),
    ])

  static let dump = ConfigurationShape(
    summary: "The dump, with what is not left to sniffing.",
    keys: [
      ConfigurationKey(
        "path", .path("crm-dump"), "A folder of CSV and JSON files, or a SQLite file."),
      ConfigurationKey(
        "postgres", .any(example: "service=crm"),
        "A PostgreSQL database: a connection string or URI as psql takes it, or an empty text."),
      ConfigurationKey("password", .object(.secret), "Where the database's password is found."),
      ConfigurationKey("tables", .map(.object(.table)), "How particular tables are read."),
    ], oneOf: ["path", "postgres"], needs: [("password", "postgres"), ("tables", "path")])

  static let table = ConfigurationShape(
    summary: "How one table of the dump is read.",
    keys: [
      ConfigurationKey("file", .path("calls-*.csv"), "The file's name below the dump's folder, with * for several."),
      ConfigurationKey("format", .choice(TableFormat.self), "The format; otherwise by the file's ending."),
      ConfigurationKey("delimiter", .character, "What stands between fields."),
      ConfigurationKey("quote", .character, "What stands around fields."),
      ConfigurationKey("escape", .character, "What stands before a quote within a field."),
      ConfigurationKey("comment", .character, "What lines start with that are passed over."),
      ConfigurationKey("encoding", .text(example: "windows-1252"), "The character set."),
      ConfigurationKey("header", .boolean, "Whether the first row names the columns."),
      ConfigurationKey("columns", .list(.text(example: "call_id"), isSet: true), "The columns' names."),
      ConfigurationKey("skipLines", .integer(0...100_000), "Lines above the table."),
      ConfigurationKey(
        "nested", .choice(NestedCells.self), default: "\"columns\"",
        "What objects within JSON records are: columns of their members, or one of JSON."),
    ])

  static let lists = ConfigurationShape(
    summary: "How affiliates and properties are kept equal to ours, for nightferry sync.",
    keys: [
      ConfigurationKey("layout", .choice(ListLayout.self), default: "\"array\"", "How objects stand in a file."),
      ConfigurationKey("splitBy", .choice(ListsConfiguration.Split.self), "What the files are cut by."),
      ConfigurationKey(
        "maxRemoved", .rejectLimit, default: "\"20%\"", "How much of a list may vanish at once: a number or a share."),
      ConfigurationKey(
        "channels", .list(.text(example: "podcast"), isSet: true), "Channels that are known besides the usual ones."),
    ])

  static let destination = ConfigurationShape(
    summary: "A server that parcels are delivered to, and how to log in there.",
    keys: [
      ConfigurationKey(
        "url", .pattern("^sftp://[^:@/]*(@|[:/]|$)", examples: ["sftp://user@sftp.example.com:22/inbox"]),
        required: true, "The server's address, never with a password: sftp://user@host:port/path."),
      ConfigurationKey("identity", .path("~/.ssh/id_ed25519"), "A private key file."),
      ConfigurationKey("passphrase", .object(.secret), "Where the key file's passphrase is found."),
      ConfigurationKey("password", .object(.secret), "Where the password is found."),
      ConfigurationKey(
        "knownHosts", .path("known_hosts"), default: "\"~/.ssh/known_hosts\"",
        "Where the server's host key is looked up."),
      ConfigurationKey(
        "acceptNew", .boolean, default: "false", "Whether an unknown host key is noted down instead of refused."),
      ConfigurationKey(
        "hostKeys", .list(.pattern(HostKeyPin.pattern, examples: ["SHA256:\(HostKeyPin.example)"])),
        "Fingerprints of the only host keys that are trusted, whatever known_hosts says; several for a rotation."),
      ConfigurationKey(
        "folders", .object(.folders), "The folder of each kind below the address's path; else the kind's name."),
      ConfigurationKey("transport", .choice(TransportName.self), default: "\"auto\"", "How SSH is spoken."),
      ConfigurationKey("connections", .integer(1...64), default: "4", "The most connections at once."),
      ConfigurationKey("transfers", .integer(1...1024), "The most files that are sent at once, over all connections."),
      ConfigurationKey(
        "checkers", .integer(1...1024), "The most other requests at once, as to look at a file or to rename it."),
      ConfigurationKey("bwlimit", .byteCount, "The most bytes a second."),
      ConfigurationKey("verify", .choice(VerifyName.self), default: "\"size\"", "How files that arrived are checked."),
      ConfigurationKey(
        "stallTimeout", .integer(1...3600), default: "60", "Seconds without a byte that count as a dead connection."),
      ConfigurationKey(
        "serverProfile", .choice(ServerProfileName.self), "How the server behaves, where its own words do not tell."),
    ])

  static let folders = ConfigurationShape(
    summary: "The folder of each kind below the address's path.",
    keys: FileKind.allCases.map { kind in
      ConfigurationKey(kind.rawValue, .path(kind.rawValue), "The folder of \(kind.rawValue) files.")
    })

  static let secret = ConfigurationShape(
    summary: "Where a secret is found; never the secret itself.",
    keys: [
      ConfigurationKey("env", .text(example: "NF_PASSWORD"), "The environment variable that holds it."),
      ConfigurationKey("file", .path("password.txt"), "The file that holds it, of mode 0600."),
    ], oneOf: ["env", "file"])
}
