import Bytes
import Files
import Foundation
import Schema
import TestSupport

private let voice = "voice/call-1.csv"
private let audio = "voice/call-1.mp3"
private let chat = "chat/chat-1.csv"
private let email = "email/thread-1.csv"
private let affiliates = "affiliates/affiliates.json"
private let properties = "properties/properties.json"

extension Damage {
  static let table = bytes + labels + cells + messages + mails + lists + recordings + sets

  private static let bytes = [
    Damage("empty file", chat, .sourceError, judge: .frictionless) { try $0.write("", to: chat) },
    Damage("invalid UTF-8 in a cell", chat, .encodingError, row: 3, judge: .frictionless) { folder in
      var bytes = try folder.read(chat)
      guard let place = bytes.firstIndex(of: 0xD8) else { throw Missing(text: "Arabic") }
      bytes[place] = 0xFF
      try folder.write(bytes, to: chat)
    },
    Damage("byte order mark", chat, .encodingError) { folder in
      try folder.write([0xEF, 0xBB, 0xBF] + folder.read(chat), to: chat)
    },
    Damage("UTF-16", chat, .encodingError, judge: .frictionless) { folder in
      let text = try folder.text(chat)
      try folder.write([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, to: chat)
    },
    Damage("compressed with gzip", chat, .sourceError) { folder in
      try folder.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], to: chat)
    },
    Damage("NUL byte", voice, replacing: "Renewal", by: "Ren\0wal", .nulByte, row: 2),
    Damage("cut off within quotes", chat, .unterminatedQuote, row: 4, judge: .frictionless) { folder in
      let text = try folder.text(chat)
      guard let end = text.ranges(of: "こん").first else { throw Missing(text: "last row") }
      try folder.write(String(text[..<end.lowerBound]), to: chat)
    },
    Damage("quote in an unquoted cell", voice, replacing: "client-1", by: "cli\"ent-1", .strayQuote, row: 2),
    Damage("text behind a closing quote", voice, replacing: "urgent\"", by: "urgent\"x", .textAfterQuote, row: 2),
    Damage("LF for CRLF", chat, .bareLineFeed, severity: .warning) { folder in
      try folder.edit(chat) { $0.replacingOccurrences(of: "\r\n", with: "\n") }
    },
    Damage(
      "LF behind the header alone", voice, replacing: "metadata\r\n", by: "metadata\n", .bareLineFeed,
      severity: .warning),
    Damage("LF behind the only row", voice, .bareLineFeed, severity: .warning) { folder in
      try folder.edit(voice) { String($0.dropLast()) + "\n" }
    },
    Damage("UTF-16 without mark", chat, .encodingError, judge: .frictionless) { folder in
      let text = try folder.text(chat)
      try folder.write(text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, to: chat)
    },
    Damage("blank row", chat, .blankRow, row: 3, judge: .frictionless) { folder in
      let text = try folder.text(chat)
      let rows = text.components(separatedBy: "\r\n")
      try folder.write((rows[..<2] + [""] + rows[2...]).joined(separator: "\r\n"), to: chat)
    },
    Damage("semicolons for commas", voice, .missingLabel, field: "user_id", judge: .frictionless) { folder in
      try folder.edit(voice) { $0.replacingOccurrences(of: ",", with: ";") }
    },
  ]

  private static let labels = [
    Damage(
      "column missing", chat, replacing: "subject,", by: "subjekt,", .missingLabel, field: "subject",
      judge: .frictionless),
    Damage(
      "column unknown", chat, replacing: "subject,", by: "subjekt,", .extraLabel, field: "subjekt",
      judge: .frictionless),
    Damage(
      "column twice", chat, replacing: "unit_id,agent_id", by: "unit_id,unit_id", .duplicateLabel, field: "unit_id",
      judge: .frictionless),
    Damage("columns in capitals", voice, .extraLabel, field: "USER_ID", judge: .frictionless) { folder in
      let lines = try folder.text(voice).components(separatedBy: "\r\n")
      try folder.write(([lines[0].uppercased()] + lines[1...]).joined(separator: "\r\n"), to: voice)
    },
    Damage("column without name", chat, replacing: "unit_id", by: "", .blankLabel, judge: .frictionless),
    Damage(
      "columns in another order", voice, replacing: "user_id,client_id", by: "client_id,user_id", .incorrectLabel,
      severity: .warning, judge: .frictionless),
    Damage("no header", voice, .incorrectLabel, judge: .frictionless) { folder in
      try folder.edit(voice) { $0.components(separatedBy: "\r\n").dropFirst().joined(separator: "\r\n") }
    },
  ]

  private static let cells = [
    Damage("extra cell", voice, replacing: "client-1,", by: "client-1,x,", .extraCell, row: 2, judge: .frictionless),
    Damage("missing cell", voice, replacing: "client-1,", by: "", .missingCell, row: 2, judge: .frictionless),
    Damage(
      "required cell empty", voice, replacing: "client-1,", by: ",", .constraintError, row: 2, field: "client_id",
      judge: .frictionless),
    Damage(
      "local time", voice, replacing: "T10:47:55Z", by: "T10:47:55", .typeError, row: 2, field: "timestamp",
      judge: .frictionless),
    Damage(
      "impossible day", voice, replacing: "2021-12-19", by: "2021-12-32", .typeError, row: 2, field: "timestamp",
      judge: .frictionless),
    Damage(
      "metadata that is no JSON", voice, replacing: "{\"\"campaign", by: "{campaign", .typeError, row: 2,
      field: "metadata", judge: .frictionless),
    Damage(
      "metadata that is a list", chat, replacing: "{\"\"channel\"\":\"\"web\"\"}", by: "[1]", .typeError, row: 2,
      field: "metadata", judge: .frictionless),
    Damage(
      "key twice in metadata", voice, replacing: "duration_s", by: "campaign", .duplicateKey, row: 2, field: "metadata"),
    Damage(
      "language that is no tag", chat, replacing: ",en,", by: ",english!,", .constraintError, row: 2, field: "language",
      judge: .frictionless),
    Damage(
      "subject differs", chat, replacing: ",Delivery,", by: ",Other,", .inconsistentCell, row: 4, field: "subject",
      last: true),
    Damage(
      "metadata differs", chat, replacing: "\"\"web\"\"", by: "\"\"app\"\"", .inconsistentCell, row: 4,
      field: "metadata", last: true),
    Damage("second row for a call", voice, .tableDimensions) { folder in
      try folder.edit(voice) { $0 + $0.components(separatedBy: "\r\n")[1] + "\r\n" }
    },
    Damage("chat without messages", chat, .tableDimensions) { folder in
      try folder.edit(chat) { $0.components(separatedBy: "\r\n")[0] + "\r\n" }
    },
    Damage(
      "inbox that is no address", email, replacing: "sales@example.com", by: "sales", .constraintError, row: 2,
      field: "inbox", judge: .frictionless),
  ]

  private static let messages = [
    Damage(
      "is_inbound as text", chat, replacing: "\"\"is_inbound\"\":true", by: "\"\"is_inbound\"\":\"\"true\"\"",
      .typeError, row: 3, field: "message.is_inbound"),
    Damage(
      "message without author", chat, replacing: "\"\"author\"\":\"\"ada@example.com\"\",", by: "", .constraintError,
      row: 2, field: "message.author"),
    Damage(
      "message with null text", chat, replacing: "\"\"こんにちは 😀\"\"", by: "null", .constraintError, row: 4,
      field: "message.text"),
    Damage(
      "message with an unknown key", chat, replacing: "\"\"author\"\":", by: "\"\"writer\"\":1,\"\"author\"\":",
      .extraKey, row: 2, field: "message"),
    Damage(
      "key twice in a message", chat, replacing: "\"\"author\"\":", by: "\"\"text\"\":\"\"\"\",\"\"author\"\":",
      .duplicateKey, row: 2, field: "message.text"),
    Damage(
      "message cut off", chat, replacing: "false}\"", by: "false\"", .typeError, row: 2, field: "message",
      judge: .frictionless),
    Damage(
      "message time without zone", chat, replacing: "2020-08-12T19:13:05Z", by: "2020-08-12T19:13:05", .typeError,
      row: 4, field: "message.timestamp"),
    Damage(
      "messages out of order", chat, replacing: "2020-08-12T19:13:00Z", by: "2020-08-12T19:13:30Z", .rowOrder, row: 4,
      field: "message.timestamp"),
  ]

  private static let mails = [
    Damage("mail's id twice", email, replacing: "m-2", by: "m-1", .uniqueError, row: 3, field: "message.id"),
    Damage(
      "recipients as text", email, replacing: "[\"\"bo@example.com\"\"]", by: "\"\"bo@example.com\"\"", .typeError,
      row: 2, field: "message.recipients"),
    Damage(
      "recipient that is no address", email, replacing: "[\"\"bo@example.com\"\"]", by: "[\"\"Bo\"\"]",
      .constraintError, row: 2, field: "message.recipients[]"),
    Damage(
      "author that is no address", email, replacing: "\"\"author_email\"\":\"\"ada@example.com\"\"",
      by: "\"\"author_email\"\":\"\"ada\"\"", .constraintError, row: 2, field: "message.author_email"),
  ]

  private static let lists = [
    Damage("list cut off", affiliates, .jsonError, judge: .jsonSchema) { folder in
      try folder.edit(affiliates) { String($0.dropLast(40)) }
    },
    Damage("list that is a text", affiliates, .jsonError, judge: .jsonSchema) {
      try $0.write("\"x\"", to: affiliates)
    },
    Damage(
      "date in another form", affiliates, replacing: "2023-11-03", by: "03.11.2023", .typeError, row: 1,
      field: "registration_date", judge: .jsonSchema),
    Damage(
      "regulations as text", affiliates, replacing: "[\"Cysec\",\"FCA\"]", by: "\"FCA\"", .typeError, row: 1,
      field: "regulations", judge: .jsonSchema),
    Damage(
      "frequency unknown", affiliates, replacing: "@monthly", by: "sometimes", .constraintError, row: 1,
      field: "scanning_frequency", judge: .jsonSchema),
    Damage(
      "cron expression of four fields", properties, replacing: "0 5 * * 1", by: "0 5 * *", .constraintError, row: 1,
      field: "scanning_frequency", judge: .jsonSchema),
    Damage(
      "country unknown", affiliates, replacing: "France", by: "Atlantis", .constraintError, row: 1,
      field: "registration_country", severity: .warning),
    Damage(
      "affiliate's id twice", affiliates, replacing: "\"1235\"", by: "\"1234\"", .uniqueError, row: 2,
      field: "external_affiliate_id"),
    Damage(
      "affiliate's id as number", affiliates, replacing: "\"1234\"", by: "1234", .typeError, row: 1,
      field: "external_affiliate_id", judge: .jsonSchema),
    Damage(
      "key unknown", affiliates, replacing: "\"affiliate_name\"", by: "\"x\":1,\"affiliate_name\"", .extraKey, row: 1,
      judge: .jsonSchema),
    Damage(
      "key missing", properties, replacing: "\"channel\":\"Website\",", by: "", .constraintError, row: 1,
      field: "channel", judge: .jsonSchema),
    Damage(
      "key twice", properties, replacing: "\"channel\":\"Website\",",
      by: "\"channel\":\"Website\",\"channel\":\"Website\",", .duplicateKey, row: 1, field: "channel"),
    Damage(
      "address without scheme", properties, replacing: "https://www", by: "www", .constraintError, row: 1, field: "url",
      judge: .jsonSchema),
    Damage(
      "property without affiliate", properties, replacing: "\"1235\"", by: "\"9999\"", .foreignKey, row: 2,
      field: "external_affiliate_id_reference"),
    Damage(
      "property's id twice", properties, replacing: "\"568\"", by: "\"567\"", .uniqueError, row: 2,
      field: "external_property_id"),
    Damage("invalid UTF-8 in a list", affiliates, .encodingError, row: 1, judge: .jsonSchema) { folder in
      var bytes = try folder.read(affiliates)
      bytes[bytes.firstIndex(of: UInt8(ascii: "F")) ?? 0] = 0xE9
      try folder.write(bytes, to: affiliates)
    },
  ]

  private static let recordings = [
    Damage("empty recording", audio, .sourceError) { try $0.write("", to: audio) },
    Damage("WAV under an MP3's name", audio, .audioIsWAV) { folder in
      try folder.write(Array("RIFF\u{10}\u{20}\0\0WAVEfmt ".utf8) + GoodFolder.recording, to: audio)
    },
    Damage("text under an MP3's name", audio, .audioNotMPEG) { try $0.write("not found\n", to: audio) },
    Damage("recording cut short", audio, .audioTruncated) { folder in
      try folder.write(Array(GoodFolder.recording.dropLast(100)), to: audio)
    },
    Damage("recording with a hole", audio, .audioDamaged, severity: .warning) { folder in
      var bytes = GoodFolder.recording
      for place in 2000..<4000 { bytes[place] = 0 }
      try folder.write(bytes, to: audio)
    },
    Damage("recording missing", audio, .pairMissingAudio, foundIn: voice) {
      try Folder.removeFile($0.file(audio))
    },
    Damage("CSV of a call missing", voice, .pairMissingCSV, foundIn: audio) {
      try Folder.removeFile($0.file(voice))
    },
  ]

  private static let sets = [
    Damage("name that is not the id", chat, .fileName, row: 2, field: "id", foundIn: "chat/chat-2.csv") { folder in
      try Folder.rename(folder.file(chat), to: folder.file("chat/chat-2.csv"))
    },
    Damage("chat twice", chat, .duplicateID, foundIn: "chat/more/chat-1.csv") { folder in
      try folder.write(try folder.text(chat), to: "chat/more/chat-1.csv")
    },
    Damage("two CSVs for one call", voice, .pairDuplicateCSV, foundIn: "voice/more/call-1.csv") { folder in
      try folder.write(try folder.text(voice), to: "voice/more/call-1.csv")
      try folder.write(GoodFolder.recording, to: "voice/more/call-1.mp3")
    },
    Damage("folder with a file's name", chat, .sourceError, foundIn: "chat/x.csv") {
      try Folder.make($0.file("chat/x.csv"))
    },
    Damage("kind that cannot be told", "x.csv", .unknownKind) { try $0.write("a,b\r\n1,2\r\n", to: "x.csv") },
    Damage("file of another program", "notes.txt", .unknownKind, severity: .warning) {
      try $0.write("x", to: "notes.txt")
    },
    Damage("sum that is wrong", chat, .hashCount) { folder in
      try manifest(folder)
      try folder.edit(chat) { $0.replacingOccurrences(of: "Bo", with: "Be") }
    },
    Damage("file of the manifest missing", chat, .manifestMissingFile, foundIn: "manifest-sha256.txt") { folder in
      try manifest(folder)
      try Folder.removeFile(folder.file(chat))
    },
    Damage(
      "file that is not in the manifest", chat, .manifestExtraFile, severity: .warning, foundIn: "chat/chat-3.csv"
    ) { folder in
      try manifest(folder)
      let text = try folder.text(chat).replacingOccurrences(of: "chat-1", with: "chat-3")
      try folder.write(text, to: "chat/chat-3.csv")
    },
    Damage("manifest that is none", "manifest-sha256.txt", .manifestFormat) {
      try $0.write("hello\n", to: "manifest-sha256.txt")
    },
  ]

  private static func manifest(_ folder: GoodFolder) throws {
    var lines = ""
    for name in [voice, audio, chat, email, affiliates, properties] {
      let bytes = try folder.read(name)
      lines += "\(SHA256.hash(bytes.span).hexadecimal)  \(name)\n"
    }
    try folder.write(lines, to: "manifest-sha256.txt")
  }
}
