import Bytes
import Delivery
import Ledger

extension RunReport {
  /// Takes over what the export came to.
  mutating func take(_ summary: ExportSummary) {
    outbox = summary.outbox
    rejects = summary.rejects
    unknownIDs = summary.unknownIDs
    kinds = summary.kinds.map { entry in
      var kind = KindReport(kind: entry.kind)
      kind.counts = entry.counts
      return kind
    }
  }

  /// The exit code of a run whose stages all had their turn: what stopped a delivery, then what did not arrive, then what
  /// was refused.
  var codeOfOutcome: Int32 {
    if let code = destinations.compactMap(\.stoppedCode).max() { return code }
    if destinations.contains(where: { $0.failed > 0 }) { return 4 }
    if let code = lists?.exitCode, code > 3 { return code }
    let isRefused =
      total.counts.rejected > 0 || destinations.contains { $0.conflicts + $0.withheld > 0 }
      || lists?.exitCode == 3
    return isRefused ? 3 : 0
  }

  /// The sums that the ledger keeps of a run, for the trend over many.
  var ledgerCounts: [RunCount] {
    kinds.flatMap { kind in
      [
        ("read", kind.counts.read), ("exported", kind.counts.exported), ("rejected", kind.counts.rejected),
        ("skipped", kind.counts.skipped), ("delivered", kind.delivered), ("pending", kind.pending),
        ("parcels", kind.counts.parcels), ("bytes", Int(kind.deliveredBytes)),
      ].map { RunCount(kind: kind.kind, name: $0.0, value: Int64($0.1)) }
    }
  }
}

extension DestinationReport {
  private static let problemLimit = 1000

  /// What a delivery came to.
  init(_ target: UploadTarget, _ outcome: UploadJob.Outcome) {
    let summary = outcome.summary
    name = target.name
    address = target.address
    let total = summary.total
    delivered = total.delivered
    skipped = total.skipped
    conflicts = total.conflicts
    failed = total.failed
    bytesSent = summary.bytesSent
    reconnects = summary.reconnects
    readBackReason = summary.readBackReason
    seconds = summary.seconds
    server = outcome.server.map { ReachedServer($0) }
    slowest = summary.parcels.filter { $0.seconds > 0 }.sorted { $0.seconds > $1.seconds }.prefix(10)
      .map {
        SlowParcel(kind: $0.kind, id: String(decoding: $0.id, as: UTF8.self), bytes: $0.size, seconds: $0.seconds)
      }
    for parcel in summary.parcels where problems.count < DestinationReport.problemLimit {
      if let reason = parcel.outcome.reason { problems.append(Problem(parcel, reason)) }
    }
    switch summary.stopped {
    case .remote(let failure):
      stopped = failure.description
      stoppedCode = failure.code.exitCode
    case .ledger(let words):
      stopped = words
      stoppedCode = 4
    case .cancelled:
      stopped = "interrupted; the next run goes on from here"
      stoppedCode = 4
    case nil: break
    }
  }
}

extension DestinationReport {
  /// Takes over the parcels that the check of the outbox kept back.
  mutating func withhold(_ parcels: [OutboxCheck.Withheld]) {
    withheld = parcels.count
    for parcel in parcels where problems.count < DestinationReport.problemLimit {
      problems.append(
        Problem(
          kind: parcel.name.kind, id: String(decoding: parcel.name.id, as: UTF8.self),
          reason: "not sent: \(parcel.reason)"))
    }
  }
}

extension DestinationReport.Problem {
  fileprivate init(_ parcel: ParcelResult, _ reason: String) {
    self.init(kind: parcel.kind, id: String(decoding: parcel.id, as: UTF8.self), reason: reason)
  }
}

extension ParcelOutcome {
  /// Why the parcel is not there, or nil.
  fileprivate var reason: String? {
    switch self {
    case .delivered, .alreadyDelivered: nil
    case .conflict(let reason), .notTried(let reason): reason
    case .failed(let failure): failure.description
    }
  }
}

extension UploadTarget {
  /// The address as people know it.
  var address: String {
    switch place {
    case .server(let address, _): address.name
    case .folder(let path): path
    }
  }
}

extension RemoteFailure.Code {
  /// What a process ends with that this failure stopped.
  var exitCode: Int32 {
    switch self {
    case .authentication, .hostKey: 5
    case .connectionLost, .stalled, .unreachable, .protocolViolation, .incompatible: 6
    case .configuration: 2
    case .notFound, .permissionDenied, .noSpace, .alreadyThere, .unsupported, .failure, .localFile: 4
    }
  }
}

extension RejectRecord {
  /// A refused record as the ledger keeps it.
  init(_ reject: RejectedRecord) {
    self.init(
      kind: reject.kind, file: reject.file, line: reject.line, id: Array(reject.id.utf8), error: reject.error,
      reason: reject.reason)
  }
}

extension NightlyRun {
  /// The exit code of an error that ended a run.
  static func exitCode(of error: any Error) -> Int32 {
    switch error {
    case let error as FlowError: error.exitCode
    case let error as LedgerError: FlowError.ledger(error).exitCode
    case let error as RemoteFailure: error.code.exitCode
    case is ServerError, is OutboxError: 2
    default: 1
    }
  }

  /// The error in words, for the report.
  static func words(of error: any Error) -> String {
    switch error {
    case let error as FlowError: [error.message, error.advice].compactMap(\.self).joined(separator: ". ")
    default: "\(error)"
    }
  }
}
