/// One line that says how far the work is, as much of it as fits.
enum ProgressLine {
  /// The line in at most `width` columns: phase, files, bytes, rate, time left, connections, names, in this order.
  static func text(_ state: ProgressState, rate: Double?, width: Int) -> String {
    var line = state.phase
    for part in parts(state, rate: rate) {
      let longer = "\(line)  \(part)"
      if DisplayWidth.of(longer) > width { return line }
      line = longer
    }
    let names = Console.visible(state.names.joined(separator: ", "))
    let space = width - DisplayWidth.of(line) - 2
    return names.isEmpty || space < 8 ? line : "\(line)  \(DisplayWidth.cut(names, to: space))"
  }

  private static func parts(_ state: ProgressState, rate: Double?) -> [String] {
    var parts: [String] = []
    if state.done > 0 || state.total != nil {
      parts.append("\(Quantity.count(state.done))\(state.total.map { "/\(Quantity.count($0))" } ?? "") \(state.unit)")
    }
    if state.bytes > 0 || state.totalBytes != nil {
      parts.append(Quantity.bytes(state.bytes) + (state.totalBytes.map { " of \(Quantity.bytes($0))" } ?? ""))
    }
    // Where no bytes are counted there is no rate of them.
    if let rate, state.bytes > 0 || state.totalBytes != nil { parts.append("\(Quantity.bytes(Int64(rate)))/s") }
    if let rate, rate > 0, let total = state.totalBytes, total > state.bytes {
      parts.append("\(Quantity.seconds(Double(total - state.bytes) / rate)) left")
    }
    if let connections = state.connections {
      parts.append(connections == 1 ? "1 connection" : "\(connections) connections")
    }
    return parts
  }

  /// The state as one line of JSON.
  static func json(_ state: ProgressState, rate: Double?) -> String {
    var members = ["\"phase\":\(Log.quoted(state.phase))", "\"\(state.unit)\":\(state.done)"]
    if let total = state.total { members.append("\"total_\(state.unit)\":\(total)") }
    members.append("\"bytes\":\(state.bytes)")
    if let total = state.totalBytes { members.append("\"total_bytes\":\(total)") }
    if let rate { members.append("\"bytes_per_second\":\(Int64(rate))") }
    if let connections = state.connections { members.append("\"connections\":\(connections)") }
    if !state.names.isEmpty { members.append("\"names\":[\(state.names.map(Log.quoted).joined(separator: ","))]") }
    return "{\(members.joined(separator: ","))}"
  }
}
