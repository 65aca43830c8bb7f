import Bytes
import Foundation
import HTMLText

// html-bench time FOLDER    how fast a folder of HTML mails becomes text, as JSON: MB/s, and mails a second when split
// html-bench repeat convert|split FOLDER    twenty rounds of one of them, for a profiler
// html-bench words FOLDER   each mail's text without addresses, and its text with what readers do not see, as JSON

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

func time(_ folder: String) throws {
  let all = try mails(in: folder)
  let total = Double(all.reduce(0) { $0 + $1.bytes.count })
  var output = ByteBuffer(capacity: 1 << 20)
  let convert = try best(of: 20) {
    for mail in all {
      output.removeAll()
      try HTMLText.convert(mail.bytes.span, into: &output)
    }
  }
  let split = try best(of: 10) {
    for mail in all { _ = try MailSplitter.split(mail.bytes.span) }
  }
  print(
    "{\"convert\": \(total / convert / 1e6), \"mails\": \(Double(all.count) / convert), "
      + "\"split\": \(Double(all.count) / split), \"splitBytes\": \(total / split / 1e6)}")
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

switch CommandLine.arguments.dropFirst().first {
case "time" where CommandLine.arguments.count == 3: try time(CommandLine.arguments[2])
case "repeat" where CommandLine.arguments.count == 4: try work(CommandLine.arguments[2], CommandLine.arguments[3])
case "words" where CommandLine.arguments.count == 3: try words(CommandLine.arguments[2])
default:
  FileHandle.standardError.write(Data("usage: html-bench time|words FOLDER, or repeat convert|split FOLDER\n".utf8))
  exit(2)
}
