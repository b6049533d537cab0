import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm customer add`: a customer, with its contacts in the same operation.
struct CustomerAdd: Sendable {
  var name: String?
  var values = FieldValues()
  var contacts: [String] = []
  var checks = EntryChecks()

  static func spec(_ noun: Noun) -> CommandSpec<CustomerAdd> {
    CommandSpec(
      "customer", "add", summary: "Add a customer, with its contacts",
      discussion: "A customer added by hand is owned by whoever adds it, unless --owner or --pool "
        + "says otherwise. An equal customer refuses it (exit 9); 'crm customer check' "
        + "asks beforehand. " + FieldHelp.customFields(noun),
      initial: CustomerAdd(),
      arguments: [
        .operand("NAME", \.name, "The name; without it a form opens on a terminal"),
        .option(
          "contact", value: "name=…,phone=…", \.contacts, "Add this contact as well"),
      ] + EntryCheckOptions.arguments(of: noun, \.checks)
        + FieldValues.arguments(of: noun, \.values) { $0.isSetAtCreation && $0.name != "name" },
      hasDynamicOptions: !noun.describesStore,
      examples: NounExamples.add["customer"] ?? [])
  }

  func run(in context: CommandContext) throws -> Outcome {
    try context.session.willWrite()
    let noun = try context.session.noun(.customer)
    let given = values.resolved(in: noun)
    guard let name, let field = noun.field("name") else {
      return try FormSession.addition(
        of: noun, insteadOf: "NAME", isAlone: given.isEmpty && contacts.isEmpty, in: context
      ) { try add($0, in: context) }
    }
    return try add([(field, name)] + given, in: context)
  }

  private func add(
    _ given: [(field: Field, text: String)], in context: CommandContext
  ) throws -> Outcome {
    let session = context.session
    let people = try contacts.map {
      try FieldAssignments.parse($0, of: .contact, option: "contact")
    }
    let addition = CustomerAddition(session: session, checks: checks)
    let written = try session.write { try addition.add(given, contacts: people, in: $0) }
    let titles = written.value.map { "\($0.reference) \($0.title ?? "")" }
    return .change(
      ChangeReport(
        "added \(titles.joined(separator: ", "))", written, records: written.value))
  }
}
