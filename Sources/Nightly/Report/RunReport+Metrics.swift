import Bytes
import Files

extension RunReport {
  /// Writes the sums for node_exporter's textfile collector (Prometheus text format 0.0.4), in one step.
  func writeMetrics(to path: String) throws(FlowError) {
    let text = metrics()
    do throws(SystemError) {
      try AtomicFile.write(text.utf8.span, to: path)
    } catch {
      throw .file(error, purpose: "the metrics")
    }
  }

  /// The metrics' text.
  func metrics() -> String {
    var text = ""
    func family(_ name: String, _ help: String, _ samples: [(labels: String, value: String)]) {
      text += "# HELP nightferry_\(name) \(help)\n# TYPE nightferry_\(name) gauge\n"
      for sample in samples { text += "nightferry_\(name)\(sample.labels) \(sample.value)\n" }
    }
    family("last_run_start_seconds", "When the last run began.", [("", "\(started.seconds)")])
    family("last_run_end_seconds", "When the last run ended.", [("", "\(finished.seconds)")])
    family("last_run_exit_code", "What the last run ended with.", [("", "\(exitCode)")])
    family("last_run_balanced", "Whether every record read is accounted for.", [("", isBalanced ? "1" : "0")])
    var records: [(String, String)] = []
    for kind in kinds {
      let counts = [
        ("read", kind.counts.read), ("exported", kind.counts.exported), ("rejected", kind.counts.rejected),
        ("skipped", kind.counts.skipped), ("delivered", kind.delivered), ("pending", kind.pending),
      ]
      for (state, count) in counts { records.append(("{kind=\"\(kind.kind)\",state=\"\(state)\"}", "\(count)")) }
    }
    family("records", "Records of the last run by kind and what became of them.", records)
    family(
      "rejected_records", "Refused records of the last run by kind and error.",
      kinds.flatMap { kind in
        kind.counts.rejectsByError.sorted { $0.key < $1.key }.map {
          ("{kind=\"\(kind.kind)\",error=\"\($0.key)\"}", "\($0.value)")
        }
      })
    family(
      "destination_parcels", "Parcels of the last run by destination and what became of them.",
      destinations.flatMap { destination in
        [
          ("delivered", destination.delivered), ("skipped", destination.skipped),
          ("conflicts", destination.conflicts), ("failed", destination.failed),
        ].map { ("{destination=\"\(RunReport.label(destination.name))\",state=\"\($0.0)\"}", "\($0.1)") }
      })
    family(
      "destination_bytes_sent", "Bytes that went to a destination in the last run.",
      destinations.map { ("{destination=\"\(RunReport.label($0.name))\"}", "\($0.bytesSent)") })
    return text
  }

  /// A label's value as the text format writes it.
  private static func label(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
