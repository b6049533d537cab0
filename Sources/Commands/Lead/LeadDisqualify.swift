import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm lead disqualify`: gives leads up, with a reason.
struct LeadDisqualify: Command {
  var leads = RecordSelection()
  var reason: String?
  var note: String?
  var readsInput = false

  static let spec = CommandSpec(
    "lead", "disqualify", summary: "Give leads up, with a reason",
    discussion: """
      They stay with their history, and 'crm lead reopen' brings them back. Of a lead that is \
      disqualified already the reason is changed. The reason 'other' needs a note.
      """,
    initial: LeadDisqualify(),
    arguments: .leads(\LeadDisqualify.leads, readsInput: \.readsInput) + [
      .option(
        "reason", value: "KEY", \.reason, "Why nothing becomes of it, by key or title (required)",
        completion: .dynamic("option:\(LeadDisqualification.reasons)")),
      .option("note", value: "TEXT", \.note, "What else is to say"),
    ],
    examples: [
      Example("crm lead disqualify 1 --reason no_budget --note '明年再说'", "Not this year")
    ], seeAlso: ["lead reopen", "lead qualify"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    guard let reason = reason?.nonEmpty else {
      let reasons = try session.read { try OptionList(LeadDisqualification.reasons, in: $0) }
      let keys = reasons.entries.filter(\.isActive).map(\.key).joined(separator: ", ")
      throw UserError(
        .usage, "a disqualified lead needs a reason", code: "E_REQUIRED",
        hints: ["--reason takes one of: \(keys)"])
    }
    let why = LeadDisqualification(reason: reason, note: note?.nonEmpty)
    return try LeadMove(.disqualify(why), session: session)
      .report(
        leads, readsInput: readsInput, in: context, done: "disqualified",
        already: "disqualified for this reason")
  }
}
