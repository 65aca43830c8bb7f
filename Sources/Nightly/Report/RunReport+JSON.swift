public import Bytes
import JSONText

extension RunReport {
  /// The report as JSON, indented, as `schemas/report.schema.json` describes it.
  public func json() -> ByteBuffer {
    var writer = JSONWriter(indentation: 2, capacity: 4096)
    writer.beginObject()
    writer.member("format", 1)
    if let run { writer.member("run", run) }
    writer.member("version", version)
    writer.member("started", started.utcText)
    writer.member("finished", finished.utcText)
    writer.member("seconds", rounded(finished.seconds(since: started)))
    writer.member("exit_code", exitCode)
    writer.member("dry_run", isDryRun)
    writer.member("balanced", isBalanced)
    if let failure { writer.member("failure", failure) }
    writer.member("configuration", configuration)
    writer.member("dump", dump)
    writer.member("outbox", outbox)
    writer.member("rejects_folder", rejectsFolder)
    writer.key("total")
    RunReport.write(total, &writer)
    writer.array("kinds", of: kinds) { writer, kind in RunReport.write(kind, &writer) }
    writeRejects(&writer)
    writer.array("destinations", of: destinations) { writer, destination in RunReport.write(destination, &writer) }
    if let lists { RunReport.write(lists, &writer) }
    writer.endObject()
    writer.endLine()
    return writer.finish()
  }

  private static func write(_ kind: KindReport, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("kind", kind.kind)
    writer.object("records") { writer in
      writer.member("read", kind.counts.read)
      writer.member("exported", kind.counts.exported)
      writer.member("rejected", kind.counts.rejected)
      writer.member("skipped", kind.counts.skipped)
      writer.member("unchanged", kind.counts.unchanged)
      writer.member("held", kind.counts.held)
      writer.member("filtered", kind.counts.filtered)
      writer.member("delivered", kind.delivered)
      writer.member("pending", kind.pending)
    }
    writer.object("parcels") { writer in
      writer.member("exported", kind.counts.parcels)
      writer.member("unchanged", kind.counts.unchangedParcels)
      writer.member("delivered", kind.deliveredParcels)
      writer.member("pending", kind.pendingParcels)
      writer.member("carried", kind.counts.carriedParcels)
      writer.member("carried_delivered", kind.carriedDelivered)
    }
    writer.member("bytes", kind.counts.bytes)
    writer.member("delivered_bytes", kind.deliveredBytes)
    writer.member("seconds", rounded(kind.counts.seconds))
    writer.object("rejects_by_error") { writer in
      for (error, count) in kind.counts.rejectsByError.sorted(by: { $0.key < $1.key }) { writer.member(error, count) }
    }
    writer.endObject()
  }

  private func writeRejects(_ writer: inout JSONWriter) {
    writer.objects("rejects", of: rejects.prefix(1000)) { writer, reject in
      writer.member("kind", reject.kind)
      writer.member("id", reject.id)
      writer.member("source", reject.file)
      writer.member("line", reject.line)
      writer.member("error", reject.error)
      if let field = reject.field { writer.member("field", field) }
      writer.member("reason", reject.reason)
    }
  }

  private static func write(_ destination: DestinationReport, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", destination.name)
    writer.member("address", destination.address)
    if let server = destination.server {
      writer.object("server") { writer in
        writer.member("banner", server.banner)
        writer.member("host_key", server.hostKey)
        writer.member("transport", server.transport)
        writer.member("round_trip_seconds", rounded(server.roundTrip))
      }
    }
    writer.object("parcels") { writer in
      writer.member("delivered", destination.delivered)
      writer.member("skipped", destination.skipped)
      writer.member("conflicts", destination.conflicts)
      writer.member("failed", destination.failed)
      writer.member("withheld", destination.withheld)
    }
    writer.member("bytes_sent", destination.bytesSent)
    writer.member("reconnects", destination.reconnects)
    if let reason = destination.readBackReason { writer.member("read_back_because", reason) }
    writer.member("seconds", rounded(destination.seconds))
    if let stopped = destination.stopped { writer.member("stopped", stopped) }
    writeTimes(destination, &writer)
    writer.objects("problems", of: destination.problems) { writer, problem in
      writer.member("kind", problem.kind)
      writer.member("id", problem.id)
      writer.member("reason", problem.reason)
    }
    writer.endObject()
  }

  /// How the bytes went over the line, and the slowest parcels.
  private static func writeTimes(_ destination: DestinationReport, _ writer: inout JSONWriter) {
    let points = destination.throughput.points
    writer.objects("throughput", of: points.count > 1 ? points : []) { writer, point in
      writer.member("seconds", rounded(point.seconds))
      writer.member("bytes", point.bytes)
    }
    writer.objects("slowest", of: destination.slowest) { writer, parcel in
      writer.member("kind", parcel.kind)
      writer.member("id", parcel.id)
      writer.member("bytes", parcel.bytes)
      writer.member("seconds", rounded(parcel.seconds))
    }
  }
}
