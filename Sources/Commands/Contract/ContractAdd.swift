import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm contract add`: a contract, as a draft or submitted at once.
struct ContractAdd: Sendable {
  var customer: String?
  var submits = false
  var lines: [String] = []
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<ContractAdd> {
    CommandSpec(
      "contract", "add", summary: "Add a contract",
      discussion: """
        It begins as a draft, which counts for nothing: 'crm contract submit' or --submit makes it a deal, \
        on the day on which it was signed. Without a number it gets the next one of the pattern in \
        the setting contract.number (crm help config). From --opportunity it takes customer, name, \
        lines and amount.\(" ")
        """ + FieldHelp.customFields(noun),
      initial: ContractAdd(),
      arguments: [
        .operand(
          "CUSTOMER", \.customer,
          "The customer who signed, by id or name; that of --opportunity when not given",
          completion: .dynamic("customer")),
        .option(
          "line", value: "LINE", \.lines,
          "A product line, such as 'PRODUCT x 2 @ 1200 -5%'; together they are the amount"),
        .flag("submit", \.submits, "Submit it at once; without --signed it is signed today"),
      ]
        + FieldValues.arguments(of: noun, \.values) {
          $0.isSetAtCreation && !["customer", "approval"].contains($0.name)
        },
      hasDynamicOptions: !noun.describesStore,
      examples: [
        Example(
          "crm contract add 华为技术有限公司 --amount 12万 --signed 2026-02-27 --submit",
          "A contract that counts"),
        Example(
          "crm contract add 华为技术有限公司 --amount 9600 --type renewal --start 2026-03-01 --end 2027-02-28",
          "A draft for a year"),
      ], seeAlso: ["contract submit", "receivable plan", "payment add"])
  }

  func run(in context: CommandContext) throws -> Outcome {
    try context.session.willWrite()
    let noun = try context.session.noun(.contract)
    let given = values.resolved(in: noun)
    if let customer, let field = noun.field("customer") {
      return try add([(field, customer)] + given, in: context)
    }
    if given.contains(where: { $0.field.name == "opportunity" }) {
      return try add(given, in: context)
    }
    return try FormSession.addition(
      of: noun, insteadOf: "CUSTOMER", isAlone: given.isEmpty && lines.isEmpty && !submits,
      in: context
    ) { try add($0, in: context) }
  }

  private func add(
    _ given: [(field: Field, text: String)], in context: CommandContext
  ) throws -> Outcome {
    let written = try ContractAddition(context.session).run(
      given, lines: lines, submitting: submits)
    let reference = Noun.contract.reference(written.value.id)
    if submits { context.session.note(ContractSubmission.isAutomatic) }
    return .change(
      ChangeReport(
        "added \(reference) \(written.value.number)"
          + (submits ? "" : ", a draft: 'crm contract submit \(written.value.id)' makes it count"),
        written, records: [.init(reference, title: written.value.number)],
        details: [.init("approval", .text(submits ? "approved" : "draft"))]))
  }
}
