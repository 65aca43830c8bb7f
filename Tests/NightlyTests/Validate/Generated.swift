import Bytes
import Sedric

/// Made-up records in the vendor's texts: many writing systems, quotes, line breaks, edges of what is allowed.
enum Generated {
  typealias Rows = [[String: String]]

  /// The parcels of a kind by file name: 40 calls, 30 chats of 160 messages, 30 threads of 144 mails, 340 affiliates and
  /// 500 properties; 10 000 records with all.
  static func parcels(_ kind: FileKind) -> [(name: String, rows: Rows)] {
    switch kind {
    case .voice: (0..<40).map { ("call \($0):é.csv", [call($0)]) }
    case .chat: (0..<30).map { chat in ("chat-\(chat).csv", (0..<160).map { message(chat, $0) }) }
    case .email: (0..<30).map { thread in ("thread-\(thread).csv", (0..<144).map { mail(thread, $0) }) }
    case .affiliates: [("affiliates.json", (0..<340).map(affiliate))]
    case .properties: [("properties.json", (0..<500).map(property))]
    }
  }

  private static let texts = [
    "Hello, \"you\"", "line one\r\nline two\n", "أهلا وسهلا", "こんにちは", "👩‍👩‍👧 family", "", "  spaces  ", "a,b;c\td",
    "it's 100% <b>bold</b> & more", "back\\slash \\n", "\u{1}control", "=SUM(A1)", "é e\u{301}",
    String(repeating: "long ", count: 800),
  ]
  private static let languages = ["en", "fr-CA", "zh-Hant-TW", "de-CH-1996", "x-own", "es-419", "sr-Latn"]
  private static let frequencies = ["@hourly", "@daily", "@weekly", "@monthly", "@yearly", "*/5 0-6 1,15 JAN-MAR mon"]
  private static let addresses = ["ada@example.com", "o'neil+tag@mail.example.co.uk", "jürgen@bücher.example"]

  private static func pick<T>(_ list: [T], _ number: Int) -> T { list[number % list.count] }

  private static func time(_ seconds: Int) -> String {
    Timestamp(seconds: 1_600_000_000 + Int64(seconds)).utcText
  }

  private static func call(_ number: Int) -> [String: String] {
    [
      "user_id": pick(addresses, number), "client_id": "client \(number)", "id": "call \(number):é",
      "topic": pick(texts.filter { !$0.isEmpty }, number), "timestamp": time(number),
      "metadata": "{\"n\":\(number),\"deep\":{\"list\":[1,2.5e3,null,true]}}",
    ]
  }

  private static func message(_ chat: Int, _ number: Int) -> [String: String] {
    [
      "id": "chat-\(chat)", "unit_id": "unit", "agent_id": pick(addresses, chat), "client_id": "client",
      "organization_id": "org", "language": pick(languages, chat), "subject": pick(texts, chat),
      "message.author": pick(addresses, number), "message.text": pick(texts, number + chat),
      "message.timestamp": time(number / 2), "message.is_inbound": number % 2 == 0 ? "true" : "false",
    ]
  }

  private static func mail(_ thread: Int, _ number: Int) -> [String: String] {
    [
      "organization_id": "org", "unit_id": "unit", "user_id": "ada", "user_name": "Ada Example",
      "prospect_id": "bo", "prospect_name": "Bo Example", "conversation_id": "thread-\(thread)",
      "conversation_subject": "Subject \(thread)", "inbox": pick(addresses, thread),
      "message.id": "<\(number)@example.com>", "message.created_timestamp": time(number),
      "message.text": pick(texts, number + thread), "message.is_inbound": "true",
      "message.recipients": number % 3 == 0 ? "[]" : "[\"bo@example.com\",\"cy@example.com\"]",
      "message.author_email": pick(addresses, number),
    ]
  }

  private static func affiliate(_ number: Int) -> [String: String] {
    [
      "external_affiliate_id": "a\(number)", "affiliate_name": "Name, \"quoted\" \(number)",
      "affiliate_manager": "Kara Example",
      "registration_country": pick(["France", "GB", "usa", "Côte d'Ivoire"], number),
      "regulations": pick(["[]", "[\"FCA\"]"], number), "scanning_frequency": pick(frequencies, number),
      "registration_date": pick(["2024-02-29", "1999-12-31"], number),
    ]
  }

  private static func property(_ number: Int) -> [String: String] {
    [
      "url": pick(["https://www.example.com/\(number)?a=b#c", "http://bücher.example/é"], number),
      "channel": pick(["Website", "Instagram"], number), "scanning_frequency": pick(frequencies, number),
      "external_affiliate_id_reference": "a\(number % 300)", "external_property_id": "p\(number)",
    ]
  }
}
