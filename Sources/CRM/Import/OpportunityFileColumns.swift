import Catalogue
import Values

/// `product` makes one line, `entered.STAGE` a visit of that stage, and the stage is found within
/// the pipeline of the row, whatever the order of the columns.
extension OpportunityCreation: FileColumnRules {
  private static let entryPrefix = "entered."

  package static var fileColumnNames: [String] { ["product", "entered.STAGE"] }

  package static func fileField(_ name: String) -> Field? {
    switch name {
    case "product":
      return Field(
        name, .reference("product"), "Product", "产品", aliases: ["产品名称"],
        "The product: one line of quantity 1")
    case "stage":
      return Field(
        name, .text, "Stage", "销售阶段", aliases: ["阶段", "deal_stage"], "The stage")
    default:
      guard name.hasPrefix(entryPrefix), name.count > entryPrefix.count else { return nil }
      return Field(name, .instant, name, name, "When the stage was entered")
    }
  }

  package func apply(_ value: Scalar, of fileField: Field, to draft: RecordDraft) throws {
    switch (fileField.name, value) {
    case ("product", .integer(let product)):
      lines.append(Line(product: product, quantity: 1000, price: nil))
    case ("stage", .text(let name)):
      draft.set(try draft.number(of: "stage"), integer: try resolveStage(name, in: draft))
    case (let name, .text(let text)):
      let stage = String(name.dropFirst(Self.entryPrefix.count))
      if let instant = Instant(text) { entered[try visitedStage(stage, in: draft)] = instant }
    default: break
    }
  }

  /// An unknown stage is a fault of the column's name, not of the day in the cell.
  private func visitedStage(_ name: String, in draft: RecordDraft) throws -> Int64 {
    do {
      return try resolveStage(name, in: draft)
    } catch var error as UserError where error.exit == .notFound {
      error.exit = .usage
      throw error
    }
  }

  package func beginRow() {
    lines.removeAll(keepingCapacity: true)
    entered.removeAll(keepingCapacity: true)
  }
}
