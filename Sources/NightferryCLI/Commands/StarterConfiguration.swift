import Nightly

/// What `nightferry init` writes.
enum StarterConfiguration {
  /// The configuration's text; `dump` and `url` are put in as JSON5 strings, `notes` as comments of the exports.
  static func text(dump: String, url: String, notes: String = "") -> String {
    template.split(separator: "@DUMP@").joined(separator: json5Quoted(dump)).split(separator: "@URL@")
      .joined(separator: json5Quoted(url)).split(separator: "@NOTES@").joined(separator: notes)
  }

  /// The text with the exports that a dump's tables suggest in the place of the starter's.
  static func text(dump: String, isPostgres: Bool, proposal: DumpProposal, zone: String, url: String) -> String {
    let address = isPostgres ? "{ postgres: \(json5Quoted(dump)) }" : json5Quoted(dump)
    return """
      // Nightferry's configuration, proposed by `nightferry init` from the names and the first records of the dump's tables.
      // Look at every line with a comment, above all those that say CHECK; then `nightferry export --explain KIND` shows
      // what becomes of one record and `nightferry run --dry-run` what would be made of all.
      {
        dump: \(address),

        outbox: "outbox", // the vendor's files of the last run, with manifest-sha256.txt
        ledger: "nightferry.sqlite", // what was delivered, so that nothing is sent twice: keep it, back it up
        reports: "reports",
        rejects: "rejects", // rows that could not become files, with the reason

      \(proposal.text(zone: zone))
      \(destinations(url))
      """
  }

  /// Everything behind the exports.
  private static func destinations(_ url: String) -> String {
    let start = template.firstRange(of: "  destinations:")?.lowerBound ?? template.startIndex
    return template[start...].split(separator: "@URL@").joined(separator: json5Quoted(url))
  }

  private static let template = #"""
    // Nightferry's configuration: where the CRM dump is, what becomes of it and where it goes.
    // JSON5: comments, keys without quotes, commas at the end. Relative paths start at this file's folder;
    // ${NAME} is an environment variable, ${NAME:-else} one with a default.
    // Check it with `nightferry config check`, and try it with `nightferry run --dry-run`.
    {
      // A folder of CSV or JSON Lines files, one per table, or a SQLite file. Delimiter, encoding and line ends are found
      // out table by table; `nightferry preview FILE` shows how. Say here what should not be guessed:
      dump: {
        path: @DUMP@,
        // tables: { agents: { encoding: "windows-1252", delimiter: ";" } },
      },

      // The zone of times that name none. Without it such times are refused, never guessed.
      // timeZone: "Europe/Paris",

      // What a run leaves behind.
      outbox: "outbox", // the vendor's files of the last run, with manifest-sha256.txt
      ledger: "nightferry.sqlite", // what was delivered, so that nothing is sent twice: keep it, back it up
      reports: "reports",
      rejects: "rejects", // rows that could not become files, with the reason

      // Which column fills which field. Take away the kinds that you do not have. A field's value is
      //   "column"                                                   a column as it is
      //   { constant: "text" }                                       the same for all rows
      //   { template: "Call with {contact_name}" }                   text around columns
      //   { column: "agent_id", lookup: { table: "agents", key: "id", value: "email" } }      a join
      //   { column: "direction", values: { in: true, out: false } }  other words for known ones
      //   { column: "subject", default: "(none)" }                   something for empty cells
      exports: {
    @NOTES@    voice: {
          from: "calls",
          columns: {
            id: "id",
            user_id: "agent_email",
            client_id: "customer_id",
            topic: { template: "Call with {customer_id}" },
            timestamp: "started_at",
          },
          audio: "recording", // the column with the recording's file name, relative to `recordings`
          recordings: "recordings",
          metadata: [], // columns that go along as they are
          // timestampFormat: "dd/MM/yyyy HH:mm", when times are not ISO 8601
        },
        chat: {
          from: "messages", // a row per message
          columns: {
            id: "chat_id",
            unit_id: { constant: "unit" },
            agent_id: "agent_email",
            client_id: "customer_id",
            organization_id: { constant: "organization" },
            language: { constant: "en" },
            timestamp: "chat_started_at",
            subject: { constant: "Chat" },
            "message.author": "author",
            "message.text": "text",
            "message.timestamp": "sent_at",
            "message.is_inbound": { column: "direction", values: { inbound: true, outbound: false } },
          },
        },
        email: {
          from: "emails", // a row per mail
          columns: {
            organization_id: { constant: "organization" },
            unit_id: { constant: "unit" },
            user_id: "agent_email",
            user_name: "agent_name",
            prospect_id: "customer_id",
            prospect_name: "customer_name",
            conversation_id: "thread_id",
            conversation_subject: "subject",
            created_timestamp: "thread_started_at",
            "message.id": "id",
            "message.created_timestamp": "sent_at",
            "message.html": "body_html", // the text is made from it; with a column of plain text use "message.text"
            "message.recipients": { column: "recipients", split: ";" },
            "message.is_inbound": { column: "direction", values: { inbound: true, outbound: false } },
            "message.author_email": "from_email",
            "message.author_name": "from_name",
          },
        },
        affiliates: {
          from: "affiliates",
          columns: {
            external_affiliate_id: "id",
            affiliate_name: "name",
            affiliate_manager: "manager",
            registration_date: "registered_on",
            registration_country: "country",
            regulations: { column: "regulations", split: ";" },
            scanning_frequency: { constant: "@weekly" },
          },
        },
        properties: {
          from: "properties",
          columns: {
            url: "url",
            channel: "channel",
            scanning_frequency: { constant: "@weekly" },
            external_affiliate_id_reference: "affiliate_id",
            external_property_id: "id",
          },
        },
      },

      destinations: {
        vendor: {
          url: @URL@,
          // A key, the agent, or a password: from the environment or from a file of mode 0600, never in here.
          identity: "~/.ssh/id_ed25519",
          // password: { env: "NF_PASSWORD" },
          // The server's host key is checked against this file; the first time, compare it and use --accept-new.
          knownHosts: "~/.ssh/known_hosts",
          // folders: { voice: "voice", chat: "chat", email: "email", affiliates: "affiliates", properties: "properties" },
        },
      },
    }

    """#
}
