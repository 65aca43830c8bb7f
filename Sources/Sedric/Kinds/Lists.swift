import Schema

let affiliatesSchema = FileSchema(
  name: "affiliates", title: "Affiliates", summary: "All affiliates that the vendor is to watch.",
  source: "Sedric API, Marketing Compliance - SFTP Integration, Affiliates JSON Structure",
  layout: .jsonList,
  fields: [
    Field(
      "external_affiliate_id", .string, constraints: Constraints(minLength: 1, isUnique: true),
      summary: "Your own id of the affiliate.", example: "1234"),
    Field("affiliate_name", .string, constraints: identifier, summary: "Its name.", example: "Forex Inc"),
    Field(
      "affiliate_manager", .string, constraints: identifier, summary: "Who looks after it.", example: "Kara Example"),
    Field("registration_date", .date, .optional, summary: "Since when you work together.", example: "2023-11-03"),
    Field(
      "registration_country", .string, .optional, constraints: Constraints(text: .country),
      summary: "Where it is registered: an ISO 3166 name or code.", example: "France"),
    Field(
      "regulations",
      .list(Field("regulation", .string, constraints: identifier, summary: "A regulator.", example: "FCA")),
      summary: "The regulators that it is under.", example: #"["Cysec","FCA"]"#),
    scanningFrequencyField("How often its properties are scanned."),
  ])

let propertiesSchema = FileSchema(
  name: "properties", title: "Properties", summary: "All sites and channels of the affiliates.",
  source: "Sedric API, Marketing Compliance - SFTP Integration, Properties JSON Structure",
  layout: .jsonList,
  fields: [
    Field(
      "url", .string, constraints: Constraints(text: .webAddress), summary: "Where the property is.",
      example: "https://www.example.com"),
    Field(
      "channel", .string, constraints: identifier, summary: "What it is: Website, Instagram, Youtube.",
      example: "Website"),
    scanningFrequencyField("How often it is scanned; the more frequent of this and the affiliate's counts."),
    Field(
      "external_affiliate_id_reference", .string,
      constraints: Constraints(minLength: 1, references: "affiliates.external_affiliate_id"),
      summary: "The affiliate that it belongs to, by `external_affiliate_id`.", example: "1234"),
    Field(
      "external_property_id", .string, .optional, constraints: Constraints(minLength: 1, isUnique: true),
      summary: "Your own id of the property.", example: "567"),
  ])

private func scanningFrequencyField(_ summary: String) -> Field {
  Field(
    "scanning_frequency", .string, constraints: Constraints(text: .scanningFrequency),
    summary: summary + " One of @hourly, @daily, @weekly, @monthly, @yearly, or a cron expression of five fields.",
    example: "@monthly")
}
