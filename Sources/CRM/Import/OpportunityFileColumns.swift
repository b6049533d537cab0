import Catalogue
import Values

/// `product` makes one line, `entered.STAGE` a visit of that stage, and the stage is found within
/// the pipeline of the row, whatever the order of the columns.
extension OpportunityCreation: FileColumnRules {
  private static let entryPrefix = "entered."

  package var fileColumnNames: [String] { ["product", "entered.STAGE"] }

  package func beginRow() {
    lines.removeAll(keepingCapacity: true)
    entered.removeAll(keepingCapacity: true)
  }

  package func fileColumn(_ name: String) throws -> FileColumn? {
    if name == "product" { return productColumn }
    if name == "stage", let field = Noun.opportunity.field("stage") {
      let column = try RecordDraft(.opportunity).number(of: field.column)
      return FileColumn(name, as: Self.text(named: name)) { [unowned self] value, draft in
        guard case .text(let text) = value else { return }
        draft.set(column, integer: try resolveStage(text, in: draft))
      }
    }
    guard name.hasPrefix(Self.entryPrefix) else { return nil }
    let stage = String(name.dropFirst(Self.entryPrefix.count))
    let field = Field(name, .instant, "Entered", "进入时间", "When the stage was entered")
    return FileColumn(name, as: field) { [unowned self] value, draft in
      guard case .text(let text) = value, let instant = Instant(text) else { return }
      entered[try visitedStage(stage, in: draft)] = instant
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

  private var productColumn: FileColumn {
    let field = Field(
      "product", .reference("product"), "Product", "产品", aliases: ["产品名称"],
      "The product: one line of quantity 1")
    return FileColumn("product", as: field) { [unowned self] value, _ in
      guard case .integer(let product) = value else { return }
      lines.append(Line(product: product, quantity: 1000, price: nil))
    }
  }

  private static func text(named name: String) -> Field {
    Field(name, .text, "Stage", "销售阶段", "The stage")
  }
}
