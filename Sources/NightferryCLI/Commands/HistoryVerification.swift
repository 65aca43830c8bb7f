import Bytes
import CommandLineKit
import Delivery
import JSONText
import Ledger
import Nightly

/// `nightferry history --verify`: the ledger beside the servers.
struct HistoryVerification {
  let call: Invocation
  let ledger: Ledger
  let query: DeliveryQuery
  let configuration: Configuration?

  /// Compares every destination that something of the query went to, prints what differs, and returns it.
  func run(_ environment: [String: String]) throws -> [HistoryFinding] {
    var findings: [HistoryFinding] = []
    var files = 0
    for target in try targets() {
      let store = try target.store(environment: environment)
      defer { store.close() }
      let outcome = try HistoryCheck.run(
        ledger, query, destination: target.name, root: target.root, store: store,
        readsBack: call[HistoryCommand.readback])
      files += outcome.files
      findings += outcome.findings
    }
    print(findings, files)
    return findings
  }

  /// The destinations that the query's deliveries went to: the configuration's, or the addresses that they are named by.
  private func targets() throws -> [UploadTarget] {
    var names: [String] = []
    try ledger.deliveries(query) { record in
      if !names.contains(record.key.destination) { names.append(record.key.destination) }
      return true
    }
    return try names.map { name in
      if let destination = configuration?.destinations.first(where: { $0.name == name }) {
        return try UploadTarget(destination)
      }
      guard name.contains("://") else {
        throw Failure(
          .usage, "nothing says where the destination \(name) is",
          advice: "Name the configuration that has it with --config, or leave it out with --destination.")
      }
      return try UploadTarget(name, login: ServerOptions.login(call))
    }
  }

  private func print(_ findings: [HistoryFinding], _ files: Int) {
    switch call[HistoryCommand.format] {
    case .json:
      var writer = JSONWriter(indentation: 2)
      writer.beginArray()
      for finding in findings { finding.append(to: &writer) }
      writer.endArray()
      call.console.print(writer.text)
    case .csv:
      var buffer = ByteBuffer()
      HistoryFinding.appendHeader(to: &buffer)
      for finding in findings { finding.appendRow(to: &buffer) }
      call.console.write(buffer.span)
    case .table:
      for finding in findings {
        call.console.print(
          Console.inLine(
            "\(finding.kind.rawValue)  \(finding.destination): \(finding.path): \(finding.note)"))
      }
      let way = call[HistoryCommand.readback] ? "size and SHA-256" : "size"
      let counts = HistoryFinding.Kind.allCases.map { kind in
        "\(Quantity.count(findings.count { $0.kind == kind })) \(kind.rawValue)"
      }
      call.console.print("\(Quantity.count(files)) files compared by \(way): \(counts.joined(separator: ", "))")
    }
  }
}
