import Foundation
import TestSupport
import Testing

/// `nightferry init` on dumps with the column names of well-known CRMs: what is proposed runs, and nothing of a person is
/// proposed as metadata.
@Suite struct InitForeignDumpTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  struct ForeignDump: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let tables: [(name: String, text: String)]
    /// The kinds with the records that are exported.
    let exported: [String: Int]
    /// Parts of the configuration.
    let wanted: [String]
    /// Columns that the configuration may name in comments alone.
    let personal: [String]
  }

  static let dumps = [
    ForeignDump(
      testDescription: "Salesforce",
      tables: [
        (
          "User.csv",
          """
          Id,Username,Name,Email,Department
          005A,ada@org.com.prod,Ada Lovelace,ada@org.com,Sales
          005B,bo@org.com.prod,Bo Diddley,bo@org.com,Service
          """
        ),
        (
          "Task.csv",
          "Id,WhoId,Subject,OwnerId,CreatedDate,Recording_File__c,CallType,CallDurationInSeconds,Caller_Full__c,Reach_Me__c,"
            + "BirthD__c,What_Was_Said__c,Home__c,Konto__c,Page__c\n"
            + (0..<6).map { number in
              let name = [
                "Cyd Charisse", "Dorothy Parker", "Emil Nolde", "Frida Kahlo", "Grace Hopper", "Ida Noddack",
              ][number]
              return
                "00T\(number),003\(number),Call,005\(number % 2 == 0 ? "A" : "B"),2026-11-0\(number + 1)T09:15:00.000+0000,"
                + "a.mp3,Outbound,\(120 + number),\(name),+49 30 123456\(number),196\(number)-02-03,"
                + "was sad about it today,\(number) High Street,DE0212030000000020205\(number),https://x.org/\(number)\n"
            }.joined()
        ),
      ],
      exported: ["voice": 6],
      wanted: ["client_id: \"WhoId\"", "value: \"Email\"", "metadata: [\"CallType\", \"CallDurationInSeconds\"]"],
      personal: ["Caller_Full__c", "Reach_Me__c", "BirthD__c", "What_Was_Said__c", "Home__c", "Konto__c", "Page__c"]),
    ForeignDump(
      testDescription: "HubSpot",
      tables: [
        (
          "owners.csv",
          "id,email,firstName,lastName,team\n70,ada@org.com,Ada,Lovelace,EMEA\n71,bo@org.com,Bo,Diddley,US\n"
        ),
        (
          "calls.csv",
          "hs_object_id,hs_call_title,hs_timestamp,hs_call_direction,hubspot_owner_id,hs_call_to_number,associated_contact_id,"
            + "recording_filename\n"
            + (0..<4).map {
              "900\($0),Call,2026-11-0\($0 + 1)T09:15:00Z,OUTBOUND,7\($0 % 2),+49301234567\($0),55\($0),a.mp3\n"
            }.joined()
        ),
        (
          "conversations.jsonl",
          (0..<6).map {
            #"{"threadId":"t\#($0 / 3)","id":"m\#($0)","createdAt":"2026-11-01T10:0\#($0):00Z","text":"Hello","#
              + #""direction":"\#($0 % 2 == 0 ? "INCOMING" : "OUTGOING")","senders":[{"name":"x"}],"assignedTo":"70","#
              + #""contactId":"55\#($0 / 3)","channel":"whatsapp"}"# + "\n"
          }.joined()
        ),
      ],
      exported: ["voice": 4, "chat": 6],
      wanted: ["metadata: [\"hs_call_direction\"]", "metadata: [\"channel\"]", "value: \"team\""],
      personal: ["hs_call_to_number", "senders"]),
    ForeignDump(
      testDescription: "Zendesk",
      tables: [
        (
          "users.csv",
          "id,name,email,role,phone\n900,Ada Lovelace,ada@org.com,agent,\n500,Cyd Charisse,c@x.org,end-user,+1 555 0101\n"
        ),
        (
          "chats.csv",
          "chat_id,agent_email,visitor_id,visitor_name,started,msg_ts,sender_type,msg,language,department,rating\n"
            + (0..<6).map {
              "z\($0 / 3),ada@org.com,v\($0 / 3),Cyd Charisse,2026-11-01T10:00:00Z,2026-11-01T10:0\($0):00Z,"
                + "\($0 % 2 == 0 ? "Visitor" : "Agent"),hi \($0),en,Support,good\n"
            }.joined()
        ),
      ],
      exported: ["chat": 6], wanted: ["metadata: [\"rating\"]", "client_id: \"visitor_id\""], personal: ["visitor_name"]
    ),
    ForeignDump(
      testDescription: "Zendesk's tickets and comments",
      tables: zendeskTickets(
        users: "id,name,email,role,phone\n", role: { ",\($0 == 7 ? "admin" : $0 > 4 ? "agent" : "end-user")" }),
      // Of each ticket's five comments one is an internal note.
      exported: ["chat": 24],
      wanted: [
        "JOIN \\\"tickets\\\" c ON c.\\\"id\\\" = m.\\\"ticket_id\\\"", "client_id: \"requester_id\"",
        "agent_id: { column: \"assignee_id\", lookup: { table: \"users\", key: \"id\", value: \"email\" }",
        "values: { \"admin\": false, \"agent\": false, \"end-user\": true }", "metadata: [\"status\"]",
        "// CHECK: only comments whose public is true", "subject: \"subject\"",
      ],
      personal: ["recipient"]),
    ForeignDump(
      testDescription: "Tickets without roles",
      tables: zendeskTickets(users: "id,name,email,phone\n", role: { _ in "" }), exported: ["chat": 24],
      wanted: ["// CHECK: inbound is what tickets.requester_id wrote", "\"message.is_inbound\": \"is_inbound\""],
      personal: ["recipient"]),
  ]

  /// Six tickets of five comments each, one of which is internal: who wrote them stands in the users alone, and whose ticket
  /// it is in the tickets.
  static func zendeskTickets(users header: String, role: (Int) -> String) -> [(name: String, text: String)] {
    let users = (1...7).map { "90\($0),Person \($0),p\($0)@example.com\(role($0)),+1 555 010\($0)\n" }.joined()
    let tickets = (0..<6).map {
      "7\($0),Order \($0) is late,open,90\($0 % 4 + 1),90\(5 + $0 % 2),help-\($0)@example.com,2026-11-01T09:0\($0):00Z,"
        + "2026-11-02T09:0\($0):00Z\n"
    }
    let comments = (0..<30).map { number in
      let ticket = number / 5
      let author = number % 2 == 0 ? ticket % 4 + 1 : 5 + number % 3
      return "8\(number),7\(ticket),90\(author),Hello \(number),<p>Hello \(number)</p>,\(number % 5 != 3),"
        + "2026-11-01T1\(ticket):\(10 + number):00Z\n"
    }
    return [
      ("users.csv", header + users),
      (
        "tickets.csv", "id,subject,status,requester_id,assignee_id,recipient,created_at,updated_at\n" + tickets.joined()
      ),
      ("comments.csv", "id,ticket_id,author_id,body,html_body,public,created_at\n" + comments.joined()),
    ]
  }

  @Test(arguments: dumps)
  func proposal_runs_andKeepsPersonalDataBack(_ dump: ForeignDump) throws {
    let frame: [UInt8] = [0xFF, 0xFB, 0x90, 0x00] + Array(repeating: 0x55, count: 413)
    try folder.write(Array(repeatElement(frame, count: 8).joined()), to: "dump/recordings/a.mp3")
    for (name, text) in dump.tables { try folder.write(text, to: "dump/\(name)") }
    let nightferry = builtProgram("nightferry")
    let made = try runCommand(nightferry, ["init", "dump"], environment: ["TZ": "UTC"], folder: folder.path)
    #expect(made.status == 0, "\(made.errorText)")
    let text = String(decoding: try folder.read("nightferry.json5"), as: UTF8.self)
    for part in dump.wanted { #expect(text.contains(part), "\(part) is missing in \(text)") }
    let values = text.split(separator: "\n").filter { !$0.contains("//") || $0.contains(", //") }
    for column in dump.personal {
      #expect(text.contains(column))
      #expect(!values.contains { $0.contains("\"\(column)\"") }, "\(column) is used in \(text)")
    }
    let result = try runCommand(nightferry, ["export", "--format", "json"], folder: folder.path)
    #expect(result.status == 0, "\(result.errorText)")
    let report = try JSONSerialization.jsonObject(with: result.output) as? [String: Any] ?? [:]
    var exported: [String: Int] = [:]
    for kind in report["kinds"] as? [[String: Any]] ?? [] {
      exported[kind["kind"] as? String ?? ""] = (kind["records"] as? [String: Int])?["exported"]
    }
    #expect(exported == dump.exported)
  }
}
