import Bytes
import Dump
import Schema
import Sedric

/// Our affiliates and properties as the dump has them: whole, or with every reason why not.
struct OwnLists {
  /// The lists by kind; a kind that the configuration does not export is missing.
  private(set) var items: [FileKind: [ListItem]] = [:]
  /// What keeps them from being sent, and what is worth a look.
  private(set) var problems: [ListProblem] = []
  private let configuration: Configuration
  private let isCancelled: @Sendable () -> Bool

  /// Whether the lists may be sent.
  var isWhole: Bool { problems.allSatisfy(\.isWarning) }

  /// Reads the source tables.
  init(
    _ configuration: Configuration, environment: [String: String], isCancelled: @escaping @Sendable () -> Bool
  ) throws(FlowError) {
    self.configuration = configuration
    self.isCancelled = isCancelled
    let dump = try configuration.dump.open(environment: environment)
    for kind in [FileKind.affiliates, .properties] {
      guard let export = configuration.exports.first(where: { $0.kind == kind.rawValue }) else { continue }
      items[kind] = []
      try read(export, kind, dump)
    }
    guard !items.isEmpty else {
      throw .usage(
        "\(configuration.path): neither affiliates nor properties are exported",
        advice: "Add exports.affiliates and exports.properties; `nightferry init` shows both.")
    }
    checkReferences()
    checkAddresses()
    checkChannels()
  }

  private mutating func read(_ export: ExportConfiguration, _ kind: FileKind, _ dump: Dump) throws(FlowError) {
    let context = ExportContext(
      configuration: configuration, options: ExportOptions(), dump: dump, ledger: nil, writer: nil, staging: nil,
      isCancelled: isCancelled)
    let source: any RecordSource
    let plan: KindPlan
    do throws(DumpError) {
      if let table = export.from {
        source = try dump.source(table: table)
      } else {
        source = try dump.source(query: export.query ?? "")
      }
    } catch {
      throw .dump(error)
    }
    do { plan = try KindPlan(export, columns: source.columns, context: context) } catch { throw FlowError(error) }
    source.ask(for: Set(export.columnsUsed(of: source.columns).compactMap { source.column($0) }))
    var reader = ListReader(kind, plan, source)
    while try reader.next() {
      if isCancelled() { throw .cancelled }
      if let problem = reader.problem { problems.append(problem) }
      if let item = reader.item { items[kind]?.append(item) }
    }
  }

  /// A property names an affiliate of ours.
  private mutating func checkReferences() {
    guard let affiliates = items[.affiliates], let properties = items[.properties] else { return }
    let known = Set(affiliates.map(\.key))
    for property in properties {
      guard let reference = property.text("external_affiliate_id_reference"), !known.contains(reference) else {
        continue
      }
      let id = String(decoding: reference, as: UTF8.self)
      problems.append(
        ListProblem(
          rule: Rule.foreignKey.rawValue, kind: FileKind.properties.rawValue, place: property.place,
          field: "external_affiliate_id_reference",
          note:
            "The property names the affiliate \(id), which is not in the list of affiliates. Add it there, or mend the row."
        ))
    }
  }

  /// No two properties have one address.
  private mutating func checkAddresses() {
    var first: [WebAddressKey: ListItem] = [:]
    for property in items[.properties] ?? [] {
      guard let url = property.text("url") else { continue }
      let key = WebAddressKey(url.span)
      guard let other = first[key] else {
        first[key] = property
        continue
      }
      let isSameText = other.text("url") == url
      let spelling = isSameText ? "" : ", spelled otherwise"
      problems.append(
        ListProblem(
          rule: Rule.uniqueError.rawValue, kind: FileKind.properties.rawValue, place: property.place,
          otherPlace: other.place, field: "url",
          note: "The property has the address of the one in \(other.place)\(spelling). Keep one of the two."))
    }
  }

  /// Channels that nobody knows are most often misspelled.
  private mutating func checkChannels() {
    let known = Channel.known + configuration.lists.channels
    var told: Set<String> = []
    for property in items[.properties] ?? [] {
      guard let bytes = property.text("channel") else { continue }
      let name = String(decoding: bytes, as: UTF8.self)
      if known.contains(where: { $0.utf8.elementsEqual(name.utf8) }) || !told.insert(name).inserted { continue }
      let near = nearestName(to: name, among: known).map { "Did you mean \"\($0)\"?" }
      problems.append(
        ListProblem(
          rule: Rule.constraintError.rawValue, kind: FileKind.properties.rawValue, place: property.place,
          field: "channel",
          note: "The channel \"\(name)\" is none of those known here. "
            + (near ?? "If it is right, add it to lists.channels in the configuration."), isWarning: true))
    }
  }
}
