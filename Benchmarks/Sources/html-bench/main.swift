import Bytes
import Foundation
import HTMLText

// html-bench time FOLDER ROUNDS    how fast a folder's .html files become text, with hidden text kept, and split: JSON
// html-bench repeat convert|split FOLDER    twenty rounds of one of them, for a profiler
// html-bench words FOLDER    each mail's text without addresses, and its text with what readers do not see, as JSON

func mails(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
  let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".html") }.sorted()
  return try names.map { ($0, [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))) }
}

/// Seconds of the best of so many rounds.
func best(of rounds: Int, _ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  var best = Duration.seconds(3600)
  for _ in 0..<rounds { best = min(best, try clock.measure(work)) }
  return Double(best.components.seconds) + Double(best.components.attoseconds) / 1e18
}

func time(_ folder: String, rounds: Int) throws {
  let all = try mails(in: folder)
  var output = ByteBuffer(capacity: 1 << 20)
  var everything = TextOptions()
  everything.keepsHidden = true
  var seconds: [String: Double] = [:]
  for (name, options) in [("text", TextOptions()), ("all", everything)] {
    seconds[name] = try best(of: rounds) {
      for mail in all {
        output.removeAll()
        try HTMLText.convert(mail.bytes.span, options: options, into: &output)
      }
    }
  }
  seconds["split"] = try best(of: rounds) {
    for mail in all { _ = try MailSplitter.split(mail.bytes.span) }
  }
  print(String(decoding: try JSONEncoder().encode(seconds), as: UTF8.self))
}

/// Twenty rounds of one kind of work and nothing else, for a profiler.
func work(_ kind: String, _ folder: String) throws {
  let all = try mails(in: folder)
  for _ in 0..<20 {
    for mail in all {
      if kind == "split" { _ = try MailSplitter.split(mail.bytes.span) } else { _ = try HTMLText.text(mail.bytes.span) }
    }
  }
}

func words(_ folder: String) throws {
  var options = TextOptions()
  options.links = .none
  var result: [String: [String: String]] = [:]
  for mail in try mails(in: folder) {
    var everything = options
    everything.keepsHidden = true
    let source = String(decoding: mail.bytes, as: UTF8.self)
    let title = source.range(of: "<title>[^<]*", options: .regularExpression).map { String(source[$0]) } ?? ""
    result[mail.name] = [
      "text": String(decoding: try HTMLText.text(mail.bytes.span, options: options), as: UTF8.self),
      "all": String(decoding: try HTMLText.text(mail.bytes.span, options: everything), as: UTF8.self),
      "title": title.replacingOccurrences(of: "<title>", with: ""),
    ]
  }
  print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "time" where arguments.count == 3: try time(arguments[1], rounds: max(1, Int(arguments[2]) ?? 20))
case "repeat" where arguments.count == 3: try work(arguments[1], arguments[2])
case "words" where arguments.count == 2: try words(arguments[1])
default:
  FileHandle.standardError.write(
    Data("usage: html-bench time FOLDER ROUNDS | repeat convert|split FOLDER | words FOLDER\n".utf8))
  exit(2)
}
