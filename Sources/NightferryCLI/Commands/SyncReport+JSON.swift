import Bytes
import Delivery
import JSONText
import Nightly

extension SyncReport {
  /// The report for programs. Values of fields stand in a dry run's only.
  var json: String {
    var writer = JSONWriter(indentation: 2)
    writer.beginObject()
    if let run { writer.member("run", run) }
    writer.member("dry_run", isDryRun)
    writer.member("exit_code", exitCode)
    writer.array("problems", of: problems) { writer, problem in write(problem, &writer) }
    writer.array("destinations", of: destinations) { writer, destination in write(destination, &writer) }
    writer.endObject()
    return writer.text
  }

  private func write(_ problem: ListProblem, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("rule", problem.rule)
    writer.member("severity", problem.isWarning ? "warning" : "error")
    writer.member("kind", problem.kind)
    writer.member("place", problem.place)
    if let other = problem.otherPlace { writer.member("other_place", other) }
    if let field = problem.field { writer.member("field", field) }
    writer.member("note", problem.note)
    writer.endObject()
  }

  private func write(_ destination: Destination, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", destination.name)
    writer.member("address", destination.address)
    writer.member("has_changes", destination.hasWork)
    if let stopped = destination.stopped { writer.member("stopped", stopped.description) }
    if let refusal = destination.refusal { writer.member("refused", refusal) }
    writer.member("files_sent", destination.filesSent)
    writer.member("bytes_sent", destination.bytesSent)
    writer.member("failures", destination.failures)
    writer.member("notes", destination.notes)
    writer.array("lists", of: zip(destination.changes, destination.comparedWith)) { writer, change in
      write(change.0, change.1.origin, &writer)
    }
    writer.endObject()
  }

  private func write(_ changes: ListChanges, _ origin: String, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("kind", changes.kind)
    writer.member("compared_with", origin)
    writer.member("before", changes.before)
    writer.member("after", changes.after)
    write("added", changes.added, &writer)
    write("removed", changes.removed, &writer)
    writer.objects("changed", of: changes.changed) { writer, entry in
      writer.member("id", entry.name)
      writer.array("fields", of: entry.fields) { writer, field in write(field, &writer) }
    }
    writer.endObject()
  }

  private func write(_ name: String, _ entries: [ListChanges.Entry], _ writer: inout JSONWriter) {
    writer.objects(name, of: entries) { writer, entry in
      writer.member("id", entry.name)
      if isDryRun {
        writer.object("fields") { writer in
          for field in entry.fields {
            writer.key(field.name)
            writer.raw(field.value.utf8.span)
          }
        }
      }
    }
  }

  private func write(_ change: ListChanges.FieldChange, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("field", change.field)
    if isDryRun {
      writer.key("before")
      if let before = change.before { writer.raw(before.utf8.span) } else { writer.null() }
      writer.key("after")
      if let after = change.after { writer.raw(after.utf8.span) } else { writer.null() }
    }
    writer.endObject()
  }
}
