import Catalogue
import Store

/// New products: active, with a code made from the id when none is given.
final class ProductCreation: CreationRules {
  private let context: CreationContext
  private let active: Int
  private let code: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.product)
    active = try draft.number(of: "active")
    code = try draft.number(of: "code")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    draft.fill(active, with: .integer(1))
    guard !draft.hasValue(code) else { return }
    var number = id
    while try context.db.exists("SELECT 1 FROM product WHERE code = \(Self.code(number))") {
      number += 1
    }
    draft.set(code, text: Self.code(number))
  }

  private static func code(_ number: Int64) -> String {
    let digits = String(number)
    return "P" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }
}
