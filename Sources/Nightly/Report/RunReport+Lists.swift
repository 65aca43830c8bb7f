import Delivery
import JSONText
import Schema

/// Affiliates and properties in a run's report: counts and reasons, no values.
extension RunReport {
  static let listsFields = [
    list(
      "problems", "Mistakes, which keep the lists from being sent, and warnings.",
      [
        text("rule", "The rule's stable name.", example: "foreign-key"),
        text("severity", "error or warning.", example: "error"),
        text("kind", "The file kind.", example: "properties"),
        text("place", "The file and line.", example: "properties.csv line 3"),
        text("note", "What is wrong and what to do.", example: "The property names …"),
      ]),
    list(
      "destinations", "Each destination.",
      [
        text("name", "The name in the configuration.", example: "vendor"),
        text(
          "stopped", "What stopped it before anything was compared or sent.", .optional, example: "cannot connect …"),
        text("refused", "Why nothing was sent: a list would shrink too much.", .optional, example: "30 of 100 …"),
        count("files_sent", "Files sent."), count("bytes_sent", "Bytes sent."),
        Field(
          "failures", .list(Field("", .string, summary: "A file that has not arrived.", example: "")),
          summary: "Files that have not arrived, and why.", example: "[]"),
        list("changes", "What differs between ours and what was there.", changeFields),
      ]),
  ]

  private static let changeFields = [
    text("kind", "The file kind.", example: "affiliates"),
    text("compared_with", "server, ledger or nothing.", example: "server"),
    count("before", "Items that were there."), count("after", "Items that are ours."),
    count("added", "Items added."), count("removed", "Items removed."), count("changed", "Items changed."),
  ]

  static func write(_ lists: SyncReport, _ writer: inout JSONWriter) {
    writer.object("lists") { writer in
      writer.objects("problems", of: lists.problems.prefix(1000)) { writer, problem in
        writer.member("rule", problem.rule)
        writer.member("severity", problem.isWarning ? "warning" : "error")
        writer.member("kind", problem.kind)
        writer.member("place", problem.place)
        writer.member("note", problem.note)
      }
      writer.array("destinations", of: lists.destinations) { writer, destination in write(destination, &writer) }
    }
  }

  private static func write(_ destination: SyncReport.Destination, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", destination.name)
    if let stopped = destination.stopped { writer.member("stopped", stopped.description) }
    if let refusal = destination.refusal { writer.member("refused", refusal) }
    writer.member("files_sent", destination.filesSent)
    writer.member("bytes_sent", destination.bytesSent)
    writer.member("failures", destination.failures)
    writer.objects("changes", of: zip(destination.changes, destination.comparedWith)) { writer, change in
      let (changes, origin) = change
      writer.member("kind", changes.kind)
      writer.member("compared_with", origin.origin)
      writer.member("before", changes.before)
      writer.member("after", changes.after)
      writer.member("added", changes.added.count)
      writer.member("removed", changes.removed.count)
      writer.member("changed", changes.changed.count)
    }
    writer.endObject()
  }
}
