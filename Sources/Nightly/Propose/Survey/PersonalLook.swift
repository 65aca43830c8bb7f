/// The personal data that a column's name or values suggest. Such a column is never proposed as metadata: what goes to the
/// vendor of somebody's data is for a person to say.
enum PersonalLook: String {
  case name = "names"
  case address = "addresses"
  case telephone = "telephone numbers"
  case mail = "e-mail addresses"
  case birth = "dates of birth"
  case account = "numbers of accounts, cards or papers"
  case device = "devices or places"
  case link = "links"
  case text = "free text"

  /// Nil for a column that seems to say nothing of a person. `interactions` is how many interactions the values are of:
  /// what differs in most of them is no category.
  init?(_ column: ColumnSurvey, interactions: Int) {
    let named = PersonalLook.allNamed.first { look, words in
      column.words.split(separator: " ").contains { words.contains(String($0)) }
    }
    guard let look = named?.0 ?? PersonalLook.seen(in: column, interactions) else { return nil }
    self = look
  }

  private static let allNamed: [(PersonalLook, Set<String>)] = [
    (
      .telephone,
      ["phone", "telephone", "telefon", "telefono", "tel", "mobile", "handy", "cell", "fax", "msisdn", "ani"]
    ),
    (.mail, ["email", "mail", "mailto", "correo"]),
    (
      .birth,
      ["birth", "birthday", "birthdate", "dob", "born", "geburtsdatum", "geburtstag", "naissance", "nacimiento", "age"]
    ),
    (
      .account,
      [
        "iban", "bic", "card", "ssn", "nino", "passport", "tax", "vat", "national", "licence", "license", "password",
        "pin",
        "token", "secret", "siret",
      ]
    ),
    (
      .name,
      [
        "name", "firstname", "lastname", "fullname", "surname", "forename", "nickname", "username", "login", "vorname",
        "nachname", "nom", "prenom", "nombre", "apellido", "apellidos", "salutation", "gender", "sex",
      ]
    ),
    (
      .address,
      [
        "address", "street", "strasse", "rue", "calle", "city", "town", "ort", "ville", "zip", "postcode", "postal",
        "plz",
        "adresse", "direccion", "domicile",
      ]
    ),
    (.device, ["ip", "latitude", "longitude", "lat", "lon", "lng", "gps", "location", "device", "imei", "cookie"]),
    (
      .text,
      [
        "note", "notes", "comment", "comments", "remark", "remarks", "description", "text", "body", "message", "memo",
        "transcript", "summary", "bemerkung", "notiz", "commentaire", "feedback",
      ]
    ),
  ]

  private static func seen(in column: ColumnSurvey, _ interactions: Int) -> PersonalLook? {
    let values = column.present
    if values.contains(where: { $0.contains("@") && $0.contains(".") }) { return .mail }
    if values.contains(where: { $0.hasPrefix("http") && $0.contains("://") }) { return .link }
    if values.contains(where: { $0.utf8.count > 40 || $0.hasPrefix("{") || $0.hasPrefix("[") }) { return .text }
    if TimeGuess(column) != nil { return column.mostly(isLongAgo) ? .birth : nil }
    if column.mostly(isTelephone) { return .telephone }
    if column.mostly(isAccount) { return .account }
    if column.mostly(isNetworkAddress) { return .device }
    if column.mostly({ $0.split(separator: " ").count > 4 }) { return .text }
    // What is short, and the same in many interactions, is a category and not a person.
    guard column.distinct.count * 2 > interactions, interactions > 1 else { return nil }
    if column.mostly(isNameLike) { return .name }
    return column.mostly(isAddressLike) ? .address : nil
  }

  /// Seven digits or more, with what people put between them or in front; fewer behind a plus.
  private static func isTelephone(_ value: String) -> Bool {
    let digits = value.utf8.count { $0 &- 48 < 10 }
    guard ((value.hasPrefix("+") ? 4 : 7)...15).contains(digits),
      value.unicodeScalars.allSatisfy({ "+0123456789 ()-./".unicodeScalars.contains($0) })
    else { return false }
    return "+0(".contains(value.first ?? "x") || value.utf8.contains { $0 == 0x20 || $0 == 0x29 || $0 == 0x2D }
  }

  /// An IBAN's form, or a card's number with its check digit (ISO/IEC 7812-1).
  private static func isAccount(_ value: String) -> Bool {
    let bytes = value.utf8.filter { $0 != 0x20 && $0 != 0x2D }
    if (15...34).contains(bytes.count), bytes.prefix(2).allSatisfy({ $0 &- 65 < 26 }),
      bytes.dropFirst(2).prefix(2).allSatisfy({ $0 &- 48 < 10 }),
      bytes.dropFirst(4).allSatisfy({ $0 &- 48 < 10 || $0 &- 65 < 26 })
    {
      return true
    }
    guard (13...19).contains(bytes.count), bytes.allSatisfy({ $0 &- 48 < 10 }) else { return false }
    let sum = bytes.reversed().enumerated().reduce(0) { sum, digit in
      let value = Int(digit.element - 48) * (digit.offset % 2 + 1)
      return sum + value / 10 + value % 10
    }
    return sum % 10 == 0
  }

  private static func isNetworkAddress(_ value: String) -> Bool {
    let parts = value.split(separator: ".")
    return parts.count == 4 && parts.allSatisfy { Int($0).map { (0...255).contains($0) } ?? false }
  }

  /// A day before anybody recorded calls: an older customer's birthday.
  private static func isLongAgo(_ value: String) -> Bool {
    value.split { !$0.isNumber }.contains { $0.utf8.count == 4 && Int($0).map { (1900..<2012).contains($0) } ?? false }
  }

  /// One to four words of letters with a capital in front.
  private static func isNameLike(_ value: String) -> Bool {
    let words = value.split { $0 == " " || $0 == "," }
    return (1...4).contains(words.count)
      && words.allSatisfy { word in
        word.first?.isUppercase == true && word.contains { $0.isLowercase || !$0.isCased }
          && word.allSatisfy { $0.isLetter || "-'’.".contains($0) }
      }
  }

  /// Words and a number: `12 High Street`, `Hauptstr. 5`.
  private static func isAddressLike(_ value: String) -> Bool {
    let words = value.split(separator: " ")
    return words.count > 1 && words.contains { $0.first?.isNumber == true }
      && words.contains { $0.first?.isLetter == true }
  }
}
