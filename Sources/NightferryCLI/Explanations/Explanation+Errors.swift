extension Explanation {
  /// The codes of failures. Those of servers say what the server errors' names say.
  static let errors: [Explanation] = ErrorNumber.allCases.map { number in
    if let name = number.serverName, let known = servers.first(where: { $0.name == name }) {
      return Explanation(number.code, known.meaning, known.remedy)
    }
    let words = number.words
    return Explanation(number.code, words.meaning, words.remedy)
  }
}

extension ErrorNumber {
  /// The name of the server error that says the same.
  fileprivate var serverName: String? {
    switch self {
    case .unreachable: "unreachable"
    case .connectionLost: "connection-lost"
    case .stalled: "stalled"
    case .authentication: "authentication"
    case .hostKey: "host-key"
    case .noCommonAlgorithm: "no-common-algorithm"
    case .protocolViolation: "protocol-violation"
    case .remoteNotFound: "not-found"
    case .remotePermission: "permission-denied"
    case .remoteSpace: "no-space"
    case .remoteQuota: "quota-exceeded"
    case .remoteAlreadyThere: "already-there"
    case .remoteUnsupported: "unsupported"
    case .remoteFailure: "failure"
    case .sizeMismatch: "size-mismatch"
    case .remoteChanged: "changed"
    case .localFile: "local-file"
    default: nil
    }
  }

  /// What it means and what to do.
  fileprivate var words: (meaning: String, remedy: String) {
    switch rawValue {
    case 1000..<1200: programWords
    case 1200..<1500: inputWords
    default: stateWords
    }
  }

  private var programWords: (meaning: String, remedy: String) {
    switch self {
    case .internalError:
      ("A bug in nightferry.", "Keep what was printed and report it. The next run is safe.")
    case .commandLine:
      ("The command line has an option, a value or a command that there is not.", "The message names it; see --help.")
    case .commandRefused:
      ("The command cannot do what was asked with what it was given.", "Do what the message says.")
    case .outputFailed:
      ("Standard output could not be written.", "Make room where it goes, or send it elsewhere.")
    case .configuration:
      (
        "The configuration is wrong at the line and key that are named.",
        "Mend the line; `nightferry config check` reads it without doing anything."
      )
    case .optionsContradict:
      ("Options contradict each other or the configuration.", "Leave one of them out.")
    default:
      (
        "What is needed to call a server is missing or wrong: its address, a key file, a password.",
        "Check the destination in the configuration; `nightferry doctor` tries it."
      )
    }
  }

  private var inputWords: (meaning: String, remedy: String) {
    switch self {
    case .dumpNotFound: ("There is no dump at the path.", "Check dump.path, and that the CRM has made the dump.")
    case .dumpTable:
      ("The dump has no table or file of this name.", "Check from: and lookup.table in the configuration.")
    case .dumpColumn:
      (
        "A table of the dump has no column of this name.",
        "Check the columns in the configuration; `nightferry preview` shows the table's."
      )
    case .dumpUnreadable: ("A file of the dump cannot be read.", "Check its permissions and the disk.")
    case .dumpMalformed:
      (
        "A file of the dump is not in the form that it is said or seems to have.",
        "Look at it with `nightferry preview`; set the table's options under dump.tables."
      )
    case .dumpChanged: ("A file of the dump changed while it was read.", "Run again when the CRM is done with it.")
    case .dumpQuery: ("The SQL of a query is not accepted.", "Mend the query in the configuration.")
    case .dumpSpace:
      (
        "There is no room for the temporary database of a query or a sort.",
        "Free some space, or set TMPDIR to a larger disk."
      )
    case .tooManyRejects:
      (
        "More records were refused than maxRejects allows; nothing was sent.",
        "Look into the folder of the rejects: a dump that is broken as a whole is best made again."
      )
    case .fileNotFound: ("A path that was named is not there.", "Check it for typing errors.")
    case .filePermission: ("The user that runs nightferry may not read or write there.", "Give that user access.")
    case .fileSpace:
      ("The disk or a quota is full.", "Free some space and run again; nothing that was delivered is sent twice.")
    case .fileFailed:
      ("The system refused to read or write a file.", "The message names the call and the reason; check the disk.")
    case .csvRefused: ("A CSV file breaks a rule, or its options are wrong.", "`nightferry validate` names all places.")
    case .mailLibrary:
      (
        "Whole messages (.eml) are read by libgmime, which is not there or too old.",
        "Install libgmime-3.0-0, or hand in the HTML part alone."
      )
    case .mailRefused: ("The message has no text, or is no message.", "Look at it in a mail program.")
    default: ("The HTML is larger than any real mail, or there is no memory for it.", "Look at where it comes from.")
    }
  }

  private var stateWords: (meaning: String, remedy: String) {
    switch self {
    case .manifestBroken:
      (
        "The outbox's manifest has a line that `sha256sum -c` would not take.",
        "Export again, or make it anew with sha256sum."
      )
    case .outboxChanged:
      ("A file of the outbox is not the one that the manifest names.", "Export again; somebody has changed it.")
    case .outboxMissing: ("The manifest names a file that is not in the outbox.", "Export again.")
    case .outboxEmpty: ("The folder has nothing to deliver.", "Check the folder's name.")
    case .outboxName: ("A file's name is not UTF-8.", "Rename it.")
    case .outboxLink:
      (
        "A symbolic link leads out of the folder that is to be delivered, to nothing, or in a circle.",
        "Put a copy of the file in its place, as with cp -L."
      )
    case .outboxLocked: ("Another process is building the outbox.", "Wait until it is done, or use another --outbox.")
    case .interrupted:
      ("Somebody interrupted the run before anything was sent.", "Run again; outbox and rejects are as they were.")
    case .ledgerLocked: ("Another run holds the ledger.", "Wait until it has ended; the message names its process.")
    case .ledgerForeign: ("The file is a database, but no ledger.", "Name another file with --ledger.")
    case .ledgerTooNew: ("The ledger was written by a newer Nightferry.", "Use that one.")
    case .ledgerTooOld:
      (
        "The ledger is of an older version and may only be read.",
        "Make file and folder writable, or copy it to where they are."
      )
    case .ledgerFailed:
      (
        "The ledger cannot be opened, read or written, or is damaged.",
        "Check its folder and disk; `nightferry doctor` checks the ledger."
      )
    case .ledgerSpace: ("The disk that the ledger is on is full.", "Make room and run again; nothing is lost.")
    case .database: ("A SQLite database cannot be read or written.", "The message names file and reason.")
    case .importExists: ("Something stands at the import's output already.", "Name another output, or use --force.")
    case .importEmpty: ("Nothing that was named is a file of the vendor's kinds.", "Name an outbox or its files.")
    case .importChanged: ("A file changed while it was read back.", "Import it again when nobody writes to it.")
    case .downloadLocked:
      ("Another process is fetching into the same place.", "Wait until it has ended, or fetch into another folder.")
    case .loginSettings:
      (
        "A key file, or another setting for the login, cannot be used.",
        "Check the key and its passphrase: `ssh-keygen -y -f FILE` reads it too."
      )
    default: ("The work was stopped.", "Run again: it goes on where it stopped.")
    }
  }
}
