import Dump
import Testing

@testable import Nightly

@Suite struct ConfigurationTests {
  static let full = """
    // A configuration with everything in it.
    {
      dump: { path: "crm-dump", tables: { messages: { delimiter: ";", encoding: 'windows-1252' } } },
      timeZone: "Europe/Paris",
      recordings: "crm-dump/recordings",
      maxRejects: "1.5%",
      exports: {
        chat: {
          from: "messages",
          columns: {
            id: "chat_id",
            "message.is_inbound": { column: "direction", values: { Inbound: true, Outbound: false } },
            agent_id: { column: "agent", lookup: { table: "agents", key: "agent_id", value: "email" } },
            subject: { template: "Chat with {name}", with: { name: { column: "contact_id", lookup: { table: "contacts", key: "id", value: "name", missing: "empty" } } } },
          },
          metadata: ["campaign", "queue"],
          where: { status: ["closed", "archived"], spam: false, region: ["${REGION:-north}", ""] },
          since: { column: "sent_at", overlap: "2h" },
        },
        voice: { from: "calls", columns: { id: "call_id" }, audio: "recording", timestampFormat: "dd/MM/yyyy HH:mm" },
      },
      destinations: { vendor: {
        url: "sftp://nf@sftp.example.com:${PORT:-22}/in", folders: { voice: "calls" }, password: { env: "NF_PASSWORD" },
        identity: "~/.ssh/id_ed25519", stallTimeout: 30,
      } },
    }
    """

  @Test func everyPart_isRead() throws {
    let read = try Configuration(text: Self.full, path: "conf/nightferry.json5", environment: ["HOME": "/home/nf"])
    #expect(read.dump.path == "conf/crm-dump")
    #expect(read.dump.tables["messages"]?.delimiter == UInt8(ascii: ";"))
    #expect(read.outbox == "conf/outbox")
    #expect(read.ledger == "conf/nightferry.sqlite")
    #expect(read.maxRejects == .share(1500))
    #expect(read.exports.map(\.kind) == ["voice", "chat"])
    let chat = read.exports[1]
    #expect(chat.columns.map(\.field) == ["id", "message.is_inbound", "agent_id", "subject"])
    #expect(chat.columns[1].source.values == ["Inbound": .boolean(true), "Outbound": .boolean(false)])
    #expect(chat.columns[2].source.lookup?.missing == .reject)
    #expect(chat.metadata.map(\.name) == ["campaign", "queue"])
    #expect(chat.filters.map(\.values) == [["closed", "archived"], ["false"], ["north", ""]])
    #expect(chat.since == WatermarkConfiguration(column: "sent_at", overlap: 7200))
    let vendor = try #require(read.destinations.first)
    #expect(vendor.url == "sftp://nf@sftp.example.com:22/in")
    #expect(vendor.identity == "/home/nf/.ssh/id_ed25519")
    #expect(vendor.password == .environment("NF_PASSWORD"))
  }

  @Test(arguments: [
    ("{ dmup: {}, exports: {} }", "c.json5 line 1: dmup: \"dmup\" is not a key. Did you mean \"dump\"?"),
    (
      "{\n dump: 'd',\n exports: { voise: {} } }",
      "line 3: exports.voise: \"voise\" is not a key. Did you mean \"voice\"?"
    ),
    (
      "{ dump: 'd', exports: { chat: { from: 'm', columns: { id: { colum: 'x' } } } } }",
      "exports.chat.columns.id.colum: \"colum\" is not a key. Did you mean \"column\"?"
    ),
    ("{ dump: 'd', exports: { chat: { from: 'm' } } }", "exports.chat: the key \"columns\" is missing"),
    ("{ dump: 'd', exports: { voice: { from: 'm', columns: { id: 'i' } } } }", "a call needs its recording"),
    ("{ dump: 'd', exports: {} }", "exports: nothing is exported"),
    ("{ exports: {} }", "the key \"dump\" is missing"),
    ("{ dump: 3, exports: {} }", "dump: an object is expected here, this is a number"),
    ("{ dump: 'd', timeZone: 'Europe/Pariss', exports: {} }", "Did you mean \"Europe/Paris\"?"),
    ("{ dump: '${NOPE}/d', exports: {} }", "the environment variable NOPE is not set"),
    ("{ dump: 'd', maxRejects: 'many', exports: {} }", "maxRejects: this is neither a number nor a share"),
    (
      "{ dump: 'd', exports: { chat: { from: 'm', timestampFormat: 'QQ', columns: { id: 'i' } } } }",
      "\"QQ\" is not a pattern of times"
    ),
    (
      "{ dump: 'd', exports: { chat: { from: 'm', columns: { id: 'i' } } }, destinations: { v: { url: 'sftp://a:secret@h/' } } }",
      "a password does not belong into the configuration"
    ),
    (
      "{ dump: 'd', exports: { chat: { from: 'm', columns: { id: 'i' } } }, destinations: { v: { url: 'sftp://a@h/', password: 'hunter2' } } }",
      "secrets do not belong into the configuration"
    ),
    ("{ dump: 'd', dump: 'e', exports: {} }", "dump: this key stands twice"),
    ("{\n dump: 'd'\n exports: {} }", "c.json5 line 3: a comma or the end of the \"{\" of line 1 is missing"),
    ("{ dump: 'd", "this text has no closing quote"),
    ("{ dump: [", "the file ends where a value should stand"),
    ("{ dump: d }", "a text without quotes stands where a value should"),
    ("{ dump: 'd' } x", "behind the end of the configuration"),
    ("", "the file ends where a value should stand"),
    ("{ dump: '\\xZZ', exports: {} }", "not JSON5"),
  ])
  func mistake_saysPlaceAndFix(text: String, wanted: String) {
    let error = #expect(throws: ConfigurationError.self) { try Configuration(text: text, path: "c.json5") }
    let message = error?.description ?? ""
    #expect(message.contains(wanted), "\(message)")
    #expect(message.hasPrefix("c.json5"))
    #expect(!message.contains("hunter2") && !message.contains("secret@"))
  }

  @Test func missingFile_isOneSentenceWithTheFix() {
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration(path: "/nonexistent/nightferry.json5", environment: [:])
    }
    #expect(
      error?.description
        == "/nonexistent/nightferry.json5: the configuration cannot be read: No such file or directory. "
        + "Name it with --config FILE, or write one with \"nightferry init\".")
  }

  @Test func anyCutOfTheFile_isAnError_neverACrash() {
    let bytes = Array(Self.full.utf8)
    for end in 0..<(bytes.count - 1) {
      let text = String(decoding: bytes[..<end], as: UTF8.self)
      #expect(throws: ConfigurationError.self) { try Configuration(text: text, path: "c.json5") }
    }
  }

  @Test(arguments: [
    ("a${X}b", "a1b"), ("${Y:-two}", "two"), ("$X $${X}", "$X ${X}"), ("${E:-}", ""), ("${E:-a:-b}", "a:-b"),
  ])
  func environmentReference_isReplaced(text: String, wanted: String) throws {
    var names: [String] = []
    #expect(try expandEnvironment(text, with: ["X": "1", "E": ""], noting: &names) == wanted)
  }

  @Test func everyText_mayReferToTheEnvironment_alsoForNumbersAndChoices() throws {
    let text = """
      {
        dump: "${D}", timeZone: "${Z:-UTC}", sortMemory: "${M}", maxRejects: "${R:-1%}",
        exports: { chat: {
          from: "${T}", columns: { id: "${C}", subject: { constant: "${S}" }, language: { template: "$${x} {l}" } },
          metadata: ["${C}", "queue"], where: { unit: "${U}", status: ["${S}", "open"] },
          since: { column: "at", overlap: "${O:-2h}" },
        } },
        destinations: { v: { url: "sftp://a@${H}/", connections: "${N}", acceptNew: "${A:-true}", verify: "${V:-readback}" } },
      }
      """
    let environment = [
      "D": "/d", "M": "2GB", "T": "messages", "C": "chat_id", "S": "done", "U": "retail", "H": "h", "N": "3",
    ]
    let read = try Configuration(text: text, path: "c.json5", environment: environment)
    #expect(read.dump.path == "/d" && read.timeZone == "UTC" && read.sortMemory == 2 << 30)
    let chat = read.exports[0]
    #expect(chat.from == "messages" && chat.since?.overlap == 7200)
    #expect(
      chat.columns.map(\.source.origin) == [
        .column("chat_id"), .constant(.text("done")), .template("${x} {l}", with: [:]),
      ])
    #expect(chat.metadata.map(\.name) == ["chat_id", "queue"])
    #expect(chat.filters.map(\.values) == [["retail"], ["done", "open"]])
    let vendor = read.destinations[0]
    #expect(vendor.connections == 3 && vendor.acceptNew && vendor.verify == "readback")
    let sources = Dictionary(uniqueKeysWithValues: read.listing().entries.map { ($0.keyPath, $0.source) })
    #expect(sources["exports.chat.where.status"] == .environment(["S"]))
    #expect(sources["destinations.v.connections"] == .environment(["N"]))
    #expect(sources["destinations.v.verify"] == .file(line: 8))
  }

  @Test func numberThatIsOnlyAText_staysAMistake() {
    let text = """
      { dump: 'd', exports: { chat: { from: 'm', columns: { id: 'i' } } },
        destinations: { v: { url: 'sftp://a@h/', connections: '3' } } }
      """
    #expect(throws: ConfigurationError.self) { try Configuration(text: text, path: "c.json5") }
  }
}
