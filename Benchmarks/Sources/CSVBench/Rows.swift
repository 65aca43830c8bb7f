import CSV

/// A record of the quoted corpus.
struct Call: Sendable {
  var id = ""
  var agent = ""
  var contact = ""
  var startedAt = ""
  var direction = ""
  var seconds = 0
  var subject = ""
  var notes = ""

  static let table = ColumnTable(
    Call(), Column("call_id", \.id), Column("agent", \.agent), Column("contact", \.contact),
    Column("started_at", \.startedAt), Column("direction", \.direction), Column("seconds", \.seconds),
    Column("subject", \.subject), Column("notes", \.notes))
}

/// A record of the simple corpus.
struct Order: Sendable {
  var id = ""
  var customer = ""
  var city = ""
  var product = ""
  var price = 0.0
  var email = ""
  var day = ""
  var note = ""

  static let table = ColumnTable(
    Order(), Column("order_id", \.id), Column("customer", \.customer), Column("city", \.city),
    Column("product", \.product), Column("price", \.price), Column("email", \.email), Column("day", \.day),
    Column("note", \.note))
}
