import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm customer merge`: makes one customer of several.
struct CustomerMergeCommand: Command {
  var customers: [String] = []
  var target: String?
  var takes: [String] = []

  static let spec = CommandSpec(
    "customer", "merge", summary: "Make one customer of several",
    discussion: """
      The customer of --into stays: owner or pool, since when, status and author as they are; a merge \
      starts no clock anew, but follow-ups and deals that it brings count from their own days. It takes \
      values that it lacks from the others, in their order; --take says which one has the right value \
      of a field. Tags are united; of an exclusive group the one that comes first stays, and what is \
      dropped is told. Contacts of one name and one telephone number, or without one, \
      become one. Everything else that refers to the others refers to it from then on. They are \
      deleted, cannot be restored, and what named them names the one that stays. --dry-run shows what \
      would come from where; 'crm undo' takes all of it back. Only an admin, or the owner of all of \
      them, may (exit 8).
      """,
    initial: CustomerMergeCommand(),
    arguments: [
      .operand(
        "CUSTOMER", \.customers,
        "The customers, by id or unique name; the one that stays may be among them",
        isRequired: true, completion: .dynamic("customer")),
      .option(
        "into", value: "CUSTOMER", \.target, "The customer that stays; required",
        completion: .dynamic("customer")),
      .option(
        "take", value: "FIELD=CUSTOMER", \.takes,
        "Take the value of a field from this one of them"),
    ],
    examples: [
      Example(
        "crm customer merge 云帆软件 恒达机械 --into 云帆软件 --dry-run", "What would become of the two"),
      Example(
        "crm customer merge 3 4 --into 3 --take name=4",
        "Keep the first, under the name of the second"),
    ], seeAlso: ["customer duplicates", "customer check", "undo"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let target else {
      throw UserError(
        .usage, "which of the customers stays?", code: "E_REQUIRED",
        hints: ["--into names it"])
    }
    let written = try CustomerMerge(context.session)
      .merge(customers, into: target, taking: try takes.map(Self.take))
    let result = written.value
    let merged = result.merged.map(Noun.customer.reference).joined(separator: ", ")
    let survivor = Noun.customer.reference(result.survivor)
    return .change(
      ChangeReport(
        "merged \(merged) into \(survivor) \(result.title)", written,
        records: [.init(survivor, title: result.title)]
          + ChangedRecords.records(result.merged, of: .customer),
        details: [
          .init(
            "steps",
            .list(
              result.steps.map { step in
                .object([
                  .init("action", .text(step.action.rawValue)),
                  .init("from", step.from.map { .text($0) } ?? .null),
                  .init("item", .text(step.item)),
                  .init("value", step.value.map { .text($0) } ?? .null),
                ])
              }))
        ],
        rows: MergeStep.feed(result.steps, language: context.language)))
  }

  private static func take(_ text: String) throws -> CustomerMerge.Take {
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex,
      text.index(after: sign) != text.endIndex
    else {
      throw UserError(
        .usage, "--take '\(text)' is not FIELD=CUSTOMER", hints: ["such as --take phone=42"])
    }
    return .init(
      field: TrimmedBytes.trimmed(String(text[..<sign])),
      customer: TrimmedBytes.trimmed(String(text[text.index(after: sign)...])))
  }
}
