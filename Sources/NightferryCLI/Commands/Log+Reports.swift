import Bytes
import CommandLineKit
import Delivery
import Nightly
import SFTP

extension RunReport {
  /// The run's sums as lines of the log: counts, ids and rules.
  func write(to log: Log) {
    let number = run.map { "\($0)" } ?? "-"
    for kind in kinds {
      log.write(
        .info, "records",
        [
          "ledger_run": number, "kind": kind.kind, "read": "\(kind.counts.read)", "exported": "\(kind.counts.exported)",
          "rejected": "\(kind.counts.rejected)", "skipped": "\(kind.counts.skipped)", "delivered": "\(kind.delivered)",
        ])
    }
    for reject in rejects {
      log.write(
        .warning, "record refused",
        ["kind": reject.kind, "file": reject.file, "line": "\(reject.line)", "rule": reject.error])
    }
    for destination in destinations {
      let isBroken = destination.stopped != nil || destination.failed > 0
      log.write(
        isBroken ? .error : .info, "delivery",
        [
          "ledger_run": number, "destination": destination.name, "delivered": "\(destination.delivered)",
          "skipped": "\(destination.skipped)", "failed": "\(destination.failed)",
          "conflicts": "\(destination.conflicts)", "withheld": "\(destination.withheld)",
          "bytes": "\(destination.bytesSent)", "reconnects": "\(destination.reconnects)",
          "stopped": destination.stopped ?? "",
        ])
    }
  }
}

extension SyncReport {
  /// The sync's sums as lines of the log; no values of the lists.
  func write(to log: Log) {
    let number = run.map { "\($0)" } ?? "-"
    for problem in problems {
      log.write(
        .warning, "list problem", ["kind": problem.kind, "place": problem.place, "rule": problem.rule])
    }
    for destination in destinations {
      for changes in destination.changes {
        log.write(
          .info, "list",
          [
            "ledger_run": number, "destination": destination.name, "kind": changes.kind, "before": "\(changes.before)",
            "after": "\(changes.after)", "added": "\(changes.added.count)", "removed": "\(changes.removed.count)",
            "changed": "\(changes.changed.count)",
          ])
      }
      log.write(
        destination.code > 0 ? .error : destination.refusal == nil ? .info : .warning, "sync",
        [
          "ledger_run": number, "destination": destination.name, "files_sent": "\(destination.filesSent)",
          "bytes": "\(destination.bytesSent)", "refused": destination.refusal ?? "",
          "stopped": destination.stopped?.description ?? "",
        ])
    }
  }
}

extension DeliverySummary {
  /// The delivery's sums as a line of the log.
  func write(to log: Log, destination: String) {
    let total = total
    log.write(
      stopped == nil && total.failed == 0 ? .info : .error, "delivery",
      [
        "destination": destination, "delivered": "\(total.delivered)", "skipped": "\(total.skipped)",
        "failed": "\(total.failed)", "conflicts": "\(total.conflicts)", "bytes": "\(bytesSent)",
        "reconnects": "\(reconnects)", "read_back_because": readBackReason ?? "",
      ])
  }
}

extension UploadJob.Outcome {
  /// The server that was reached and every parcel, for those who search for a fault. Names and reasons only, no contents.
  func writeDetails(to log: Log, destination: String) {
    if let server {
      log.write(
        .debug, "server",
        [
          "destination": destination, "banner": server.transport.banner, "host_key": server.transport.hostKey,
          "transport": server.transport.name, "algorithms": server.transport.algorithms, "profile": server.profile.name,
        ])
    }
    for parcel in summary.parcels {
      let name = "\(parcel.kind)/\(String(decoding: parcel.id, as: UTF8.self))"
      switch parcel.outcome {
      case .delivered, .alreadyDelivered:
        let word = if case .delivered = parcel.outcome { "delivered" } else { "there before" }
        log.write(
          .debug, "parcel",
          ["destination": destination, "parcel": name, "outcome": word, "bytes": "\(parcel.size)"])
      case .notTried(let reason):
        log.write(.debug, "parcel", ["destination": destination, "parcel": name, "outcome": reason])
      case .conflict(let reason):
        log.write(.warning, "parcel", ["destination": destination, "parcel": name, "outcome": reason])
      case .failed(let failure):
        log.write(.error, "parcel", ["destination": destination, "parcel": name, "outcome": failure.description])
      }
    }
  }
}
