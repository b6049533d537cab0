import CRM
import Catalogue
import CommandLineKit

/// `crm customer requalify`: takes the mark off disqualified customers.
struct CustomerRequalify: Command {
  var customers = RecordSelection()
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "requalify", summary: "Take the mark off disqualified customers",
    discussion: """
      The reason stays in the history.
      """,
    initial: CustomerRequalify(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerRequalify.customers, "The customers, by id or unique name") + [
        .flag("stdin", \.readsInput, ReferenceInput.help)
      ],
    examples: [
      Example("crm customer requalify 张伟", "Another try")
    ], seeAlso: ["customer disqualify"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try Disqualification(context.session).requalify(selection)
    let count = ChangedRecords.count(written.value.count, .customer)
    return .change(
      ChangeReport("\(count) qualified again", written, records: written.value.map(\.changed)))
  }
}
