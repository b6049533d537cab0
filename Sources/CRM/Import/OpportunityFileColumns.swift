import Catalogue
import Store
import Tabular
import Values

/// `product` makes one line, `lines` several; `entered.STAGE` is a visit of that stage and
/// `stage_events` the whole way; and the stage is found within the pipeline of the row, whatever
/// the order of the columns.
extension OpportunityCreation: FileColumnRules {
  private static let entryPrefix = "entered."
  private static let lineColumn = LineFileColumn(.opportunity)
  private static let eventForm = FileRecords(
    "stage_events", of: Noun.opportunity.name, keys: ["to", "at", "by", "amount", "probability"])

  package static var fileColumnNames: [String] {
    ["product", LineFileColumn.name, "entered.STAGE", "stage_events"]
  }

  package static func fileField(_ name: String) -> Field? {
    switch name {
    case "product":
      return Field(
        name, .reference("product"), "Product", "产品", aliases: ["产品名称"],
        "The product: one line of quantity 1")
    case LineFileColumn.name: return LineFileColumn.field
    case "stage":
      return Field(
        name, .text, "Stage", "销售阶段", aliases: ["阶段", "deal_stage"], "The stage")
    case "stage_events":
      return Field(
        name, .longText, "Stages", "阶段记录", setter: .history,
        "The way through the stages, a JSON array of objects with to, at, by, amount, probability")
    default:
      guard name.hasPrefix(entryPrefix), name.count > entryPrefix.count else { return nil }
      return Field(name, .instant, name, name, "When the stage was entered")
    }
  }

  package func apply(_ value: Scalar, of fileField: Field, to draft: RecordDraft) throws {
    switch (fileField.name, value) {
    case ("product", .integer(let product)):
      lines.append(Line(product: product))
    case (LineFileColumn.name, .text(let text)):
      lines += try Self.lineColumn.read(text, in: context)
    case ("stage", .text(let name)):
      draft.set(try draft.number(of: "stage"), integer: try resolveStage(name, in: draft))
    case ("stage_events", .text(let text)):
      passage = try Self.eventForm.read(text, in: context.db).map { try arrival($0, in: draft) }
      guard zip(passage, passage.dropFirst()).allSatisfy({ $0.at <= $1.at }) else {
        throw Self.eventForm.fault("is not in the order of time")
      }
    case (let name, .text(let text)):
      let stage = String(name.dropFirst(Self.entryPrefix.count))
      if let instant = Instant(text) {
        entered[try part { try resolveStage(stage, in: draft) }] = instant
      }
    default: break
    }
  }

  /// What is unknown here is a part of the cell, or of the column's name, and not the whole cell.
  private func part<Value>(_ look: () throws -> Value) throws -> Value {
    do {
      return try look()
    } catch var error as UserError where error.exit == .notFound {
      error.exit = .usage
      throw error
    }
  }

  private func arrival(
    _ record: FileRecords.Record, in draft: RecordDraft
  ) throws -> OpportunityHistory.Arrival {
    guard let stage = record["to"], let at = record["at"].flatMap({ Instant($0) }) else {
      throw Self.eventForm.fault("lacks a stage or the instant at which it was entered")
    }
    guard let probability = record["probability"].map({ Int64($0) }) ?? 0,
      (0...100).contains(probability)
    else { throw Self.eventForm.fault("has a probability that is not 0 to 100") }
    let users = try context.reader.resolver(for: "user")
    return OpportunityHistory.Arrival(
      stage: try part { try resolveStage(stage, in: draft) }, at: at.description,
      by: try record["by"].map { login in try part { try users.id(for: login, field: "by") } },
      amount: try money(record["amount"]), probability: probability)
  }

  private func money(_ text: String?) throws -> Int64? {
    try text.map { try Money.parse($0, currency: context.settings.currency) }
  }

  package func beginRow() {
    lines.removeAll(keepingCapacity: true)
    entered.removeAll(keepingCapacity: true)
    passage.removeAll(keepingCapacity: true)
  }

  package static func exportedColumns(
    of currency: Currency, in language: Language
  ) -> [RecordColumn] {
    let money = { (amount: SQL) in DecimalSQL.text(amount, digits: currency.minorDigits) }
    return [
      LineFileColumn.exported(of: .opportunity, currency: currency, in: language),
      column(
        "stage_events", language,
        """
        (SELECT json_group_array(json_object('to', s.name, 'at', e.at, 'by', u.login,
            'amount', \(money("e.amount")), 'probability', e.probability))
          FROM (SELECT * FROM stage_event WHERE opportunity = r.id ORDER BY id) e
          JOIN stage s ON s.id = e.to_stage LEFT JOIN "user" u ON u.id = e."by"
          HAVING count(*) > 0)
        """),
    ]
  }

  private static func column(_ name: String, _ language: Language, _ value: SQL) -> RecordColumn {
    let label = fileField(name)?.label[language] ?? name
    return RecordColumn(column: Column(name, label: label, kind: .records), expression: value)
  }
}
