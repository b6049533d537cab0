import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// What payments and refunds have in common: their options, and what is said about them.
enum PaymentReport {
  static func values<C: Sendable>(
    _ noun: Noun, _ values: any WritableKeyPath<C, FieldValues> & Sendable
  ) -> [Argument<C>] {
    FieldValues.arguments(of: noun, values) {
      $0.isSetAtCreation && !["contract", "amount", "reason"].contains($0.name)
    }
  }

  static func report(
    _ written: Written<PaymentEntry.Result>, in context: CommandContext
  ) throws -> Outcome {
    let result = written.value
    let digits = try context.session.settings().currency.minorDigits
    func money(_ amount: Int64) -> String { Money.format(amount, digits: digits) }
    let reference = Noun.payment.reference(result.id)
    let shares = result.shares.map {
      $0.amount > 0
        ? "\(money($0.amount)) to \($0.receivable)" : "\(money(-$0.amount)) from \($0.receivable)"
    }
    let credit = result.credit > 0 ? ["credit \(money(result.credit))"] : []
    let what = (shares + credit).joined(separator: ", ")
    return .change(
      ChangeReport(
        "added \(reference) \(result.number)" + (what.isEmpty ? "" : ": \(what)"), written,
        records: [.init(reference, title: result.number)],
        details: [
          .init("contract", .text(result.contract)),
          .init(
            "receivables",
            .list(
              result.shares.map {
                .object([
                  .init("name", .text($0.receivable)), .init("amount", .decimal(money($0.amount))),
                ])
              })),
          .init("credit", .decimal(money(result.credit))),
          .init("outstanding", .decimal(money(result.outstanding))),
        ]))
  }
}
