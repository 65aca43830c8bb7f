import Foundation
import TestSupport

/// A dump of 10 000 made-up records: 100 calls, 6 000 messages of 60 chats, 3 000 mails of 40 threads, 400 affiliates and
/// 500 properties, with the texts that people write.
enum GeneratedDump {
  private static let texts = [
    "Hello, \"you\"", "line one\r\nline two", "أهلا وسهلا", "こんにちは 👩‍👩‍👧", "a,b;c\td", "100% <b>bold</b> & more",
    "=SUM(A1)",
    "back\\slash \\n", "  spaces  ", String(repeating: "long ", count: 300),
  ]

  static func write(to folder: TemporaryFolder) throws {
    let recording = (0..<10).flatMap { _ in [0xFF, 0xFB, 0x90, 0x00] + Array(repeating: 0x55 as UInt8, count: 413) }
    try folder.write(recording, to: "dump/recordings/one.mp3")
    for (name, rows) in tables { try folder.write(rows.map(line).joined(), to: "dump/\(name).csv") }
    try folder.write(configuration, to: "nightferry.json5")
  }

  private static func line(_ cells: [String]) -> String {
    cells.map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n"
  }

  private static func text(_ number: Int) -> String { texts[number % texts.count] }

  private static func time(_ number: Int) -> String {
    String(format: "2026-03-%02dT%02d:%02d:%02dZ", number / 3600 % 28 + 1, number / 60 % 24, number % 60, number % 60)
  }

  private static var tables: [(String, [[String]])] {
    [
      (
        "calls",
        [["id", "agent", "contact", "topic", "at", "audio", "note"]]
          + (0..<100).map { ["call-\($0)", "ada@example.com", "k\($0)", "Topic \($0)", time($0), "one.mp3", text($0)] }
      ),
      (
        "messages",
        [["chat", "author", "body", "at", "inbound", "subject"]]
          + (0..<6000).map { number in
            [
              "chat-\(number / 100)", "ada@example.com", text(number), time(number % 100),
              number % 2 == 0 ? "true" : "false", text(number / 100),
            ]
          }
      ),
      (
        "mails",
        [["thread", "mail", "subject", "at", "body", "to"]]
          + (0..<3000).map { number in
            [
              "thread-\(number / 75)", "m-\(number)", "Offer \(number / 75)", time(number % 75), text(number),
              "bo@example.com;cy@example.com",
            ]
          }
      ),
      ("affiliates", [["id", "name"]] + (0..<400).map { ["a\($0)", "Name \($0)"] }),
      (
        "properties",
        [["id", "url", "affiliate"]]
          + (0..<500).map { ["p\($0)", "https://www.example.com/\($0)", "a\($0 % 400)"] }
      ),
    ]
  }

  private static let configuration = """
    {
      dump: "dump", recordings: "dump/recordings",
      exports: {
        voice: { from: "calls", columns: { id: "id", user_id: "agent", client_id: "contact", topic: "topic", timestamp: "at" },
          audio: "audio", metadata: ["note"] },
        chat: { from: "messages", columns: { id: "chat", unit_id: { constant: "unit" }, agent_id: { constant: "ada" },
          client_id: { constant: "k" }, organization_id: { constant: "org" }, language: { constant: "en" }, subject: "subject",
          "message.author": "author", "message.text": "body", "message.timestamp": "at", "message.is_inbound": "inbound" } },
        email: { from: "mails", columns: { organization_id: { constant: "org" }, unit_id: { constant: "unit" },
          user_id: { constant: "ada" }, user_name: { constant: "Ada Example" }, prospect_id: { constant: "bo" },
          prospect_name: { constant: "Bo Example" }, conversation_id: "thread", conversation_subject: "subject",
          "message.id": "mail", "message.created_timestamp": "at", "message.text": "body",
          "message.is_inbound": { constant: false }, "message.author_email": { constant: "ada@example.com" },
          "message.author_name": { constant: "Ada Example" }, "message.recipients": { column: "to", split: ";" } } },
        affiliates: { from: "affiliates", columns: { external_affiliate_id: "id", affiliate_name: "name",
          affiliate_manager: { constant: "Kara Example" }, regulations: { constant: "FCA", split: ";" },
          scanning_frequency: { constant: "@weekly" } } },
        properties: { from: "properties", columns: { url: "url", channel: { constant: "Website" },
          scanning_frequency: { constant: "@daily" }, external_affiliate_id_reference: "affiliate",
          external_property_id: "id" } },
      },
    }
    """
}
