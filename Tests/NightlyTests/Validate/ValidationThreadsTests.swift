import Bytes
import Foundation
import Nightly
import Schema
import Sedric
import TestSupport
import Testing

/// A validation with any number of threads, and while its files go away.
@Suite struct ValidationThreadsTests {
  @Test func order_doesNotDependOnThreads() throws {
    let good = try GoodFolder()
    let text = try good.text("chat/chat-1.csv")
    for number in 0..<60 {
      let name = "chat-\(number + 2)"
      // Large and small, good and bad ones by turns, so that threads end in any order.
      let padding = number % 7 == 0 ? String(repeating: "x", count: 200_000) : "x"
      let chat = text.replacingOccurrences(of: "chat-1,", with: "\(name),").replacingOccurrences(
        of: "Hello", with: padding)
      let isBad = number % 3 == 0
      try good.write(isBad ? chat.replacingOccurrences(of: "T19:13", with: "x") : chat, to: "chat/\(name).csv")
    }
    let expected = places(good, threads: 1)
    #expect(!expected.isEmpty)
    for threads in [2, 3, 8, 16] { #expect(places(good, threads: threads) == expected) }
  }

  private func places(_ good: GoodFolder, threads: Int) -> [String] {
    var options = ValidationOptions()
    options.threads = threads
    let report = Validation.run([good.path], options: options)
    return report.files.map(\.path) + report.violations.map(\.description)
  }

  @Test func filesThatVanishMeanwhile_areNamed_andTheRestIsJudged() throws {
    let folder = try TemporaryFolder()
    let file = try GoodFolder.file(.chat, GoodFolder.messages)
    for number in 0..<600 { try folder.write(file, to: "chat/\(number)/chat-1.csv") }
    let remover = Thread {
      for number in (0..<600).reversed() {
        try? FileManager.default.removeItem(atPath: folder.file("chat/\(number)"))
      }
    }
    remover.start()
    let report = Validation.run([folder.path])
    while !remover.isFinished { usleep(1000) }
    for violation in report.violations {
      #expect(violation.rule == .sourceError || violation.rule == .duplicateID, "\(violation)")
    }
  }
}
