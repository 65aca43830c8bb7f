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
  var id = 0
  var day = ""
  var product = ""
  var quantity = 0
  var price = 0.0
  var isPaid = false
  var city = ""
  var postcode = ""

  static let table = ColumnTable(
    Order(), Column("id", \.id), Column("day", \.day), Column("product", \.product), Column("quantity", \.quantity),
    Column("price", \.price), Column("paid", \.isPaid), Column("city", \.city), Column("postcode", \.postcode))
}
