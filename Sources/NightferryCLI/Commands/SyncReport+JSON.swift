import Bytes
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
    writer.key("problems")
    writer.beginArray()
    for problem in problems { write(problem, &writer) }
    writer.endArray()
    writer.key("destinations")
    writer.beginArray()
    for destination in destinations { write(destination, &writer) }
    writer.endArray()
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
    if let refusal = destination.refusal { writer.member("refused", refusal) }
    writer.member("files_sent", destination.filesSent)
    writer.member("bytes_sent", destination.bytesSent)
    writer.member("failures", destination.failures)
    writer.member("notes", destination.notes)
    writer.key("lists")
    writer.beginArray()
    for (changes, origin) in zip(destination.changes, destination.comparedWith) {
      write(changes, origin.origin, &writer)
    }
    writer.endArray()
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
    writer.key("changed")
    writer.beginArray()
    for entry in changes.changed {
      writer.beginObject()
      writer.member("id", entry.name)
      writer.key("fields")
      writer.beginArray()
      for field in entry.fields { write(field, &writer) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ name: String, _ entries: [ListChanges.Entry], _ writer: inout JSONWriter) {
    writer.key(name)
    writer.beginArray()
    for entry in entries {
      writer.beginObject()
      writer.member("id", entry.name)
      if isDryRun {
        writer.key("fields")
        writer.beginObject()
        for field in entry.fields {
          writer.key(field.name)
          writer.raw(field.value.utf8.span)
        }
        writer.endObject()
      }
      writer.endObject()
    }
    writer.endArray()
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
