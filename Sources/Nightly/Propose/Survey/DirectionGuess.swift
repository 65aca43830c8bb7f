/// Which of a column's words mean that the customer spoke.
struct DirectionGuess {
  /// What stands for which word; empty where the values are true and false already.
  let values: [(word: String, isInbound: Bool)]

  private static let inbound = [
    "inbound", "in", "incoming", "i", "received", "customer", "client", "contact", "visitor", "user", "lead",
    "prospect",
    "end user", "eingehend", "entrant",
  ]
  private static let outbound = [
    "outbound", "out", "outgoing", "o", "sent", "agent", "operator", "admin", "employee", "staff", "system", "bot",
    "rep",
    "ausgehend", "sortant",
  ]
  private static let plain = ["true", "false", "1", "0"]

  /// Nil where a word is not known, or there are none.
  init?(_ column: ColumnSurvey) {
    let words = column.distinct.sorted()
    if words.isEmpty || words.count > 8 { return nil }
    if column.isBoolean || words.allSatisfy({ DirectionGuess.plain.contains($0.lowercased()) }) {
      values = []
      return
    }
    var values: [(word: String, isInbound: Bool)] = []
    for word in words {
      let known = ColumnSurvey.words(word)
      if DirectionGuess.inbound.contains(known) {
        values.append((word, true))
      } else if DirectionGuess.outbound.contains(known) {
        values.append((word, false))
      } else {
        return nil
      }
    }
    self.values = values
  }
}
