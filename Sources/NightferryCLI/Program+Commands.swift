import CommandLineKit

/// The program: every command is one file in `Commands/` and one line here.
let program = Program(
  name: "nightferry",
  version: version,
  date: versionDate,
  summary: "carry conversations from a CRM dump to a compliance vendor over SFTP",
  about: """
    Carries calls, chats, emails and affiliate lists from a CRM dump to a compliance vendor over SFTP, every night, and \
    proves that they arrived.
    """,
  groups: [
    // run, export, validate, upload
    CommandGroup(
      "The nightly job",
      [
        RunCommand.command,
        ExportCommand.command,
        ValidateCommand.command,
        UploadCommand.command,
      ]),

    // sync, import, history
    CommandGroup(
      "Lists and records",
      [
        SyncCommand.command,
        HistoryCommand.command,
        ImportCommand.command,
      ]),

    // preview, text, schema, ls, get, rm
    CommandGroup(
      "Look and check",
      [
        PreviewCommand.command,
        ListCommand.command,
        GetCommand.command,
        RemoveCommand.command,
        SchemaCommand.command,
        TextCommand.command,
      ]),

    // init, config, doctor, explain, version
    CommandGroup(
      "Set up and help",
      [
        InitCommand.command,
        ConfigCommand.command,
        DoctorCommand.command,
        ExplainCommand.command,
        CompletionCommand.command,
        ManualCommand.command,
        VersionCommand.command,
      ]),
  ],
  examples: [
    Example("nightferry run --config nightferry.json5", "last night's dump to the vendor, with a report"),
    Example("nightferry run --dry-run", "what would be sent, without sending it"),
    Example("nightferry validate outbox", "check a folder of files before anything leaves the building"),
  ],
  topics: HelpTopic.all,
  common: CommonOptions.group,
  prepare: CommonOptions.prepare,
  explain: { error in ErrorWords.failure(error) }
)

/// The version that `--version` prints.
let version = "0.1.0"

/// The day of that version, for the manual pages.
let versionDate = "2026-11-20"
