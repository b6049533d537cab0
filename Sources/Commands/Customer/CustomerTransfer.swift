import CRM
import CommandLineKit
import Values

/// `crm customer transfer`: gives customers of one user to another.
struct CustomerTransfer: Command {
  /// What former owners keep.
  enum Kept: String, CaseIterable, ChoiceValue {
    case none, read, edit
  }

  var customers = RecordSelection()
  var user: String?
  var parts: [String] = []
  var kept = Kept.none
  var until: String?
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "transfer", summary: "Give customers to another user, with what belongs to them",
    discussion: """
      Only owners change: stages, dates and authors stay. The open opportunities with their open quotes, \
      and the tasks and tickets that the former owner has there go along, unless --with names less; \
      contracts do when --with names them, contacts always. What others have there stays \
      theirs. Either all customers move or none. Only the owner, those above the owner and admins \
      transfer (exit 8); what lies in a pool is claimed or assigned (exit 5). The cap of customers counts \
      as for 'pool assign' (exit 6).
      """,
    initial: CustomerTransfer(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerTransfer.customers, "The customers, by id or unique name") + [
        .option(
          "to", value: "USER", \.user, "The user who gets them; required",
          completion: .dynamic("user")),
        .option(
          "with", value: "contacts,opportunities,tasks", \.parts,
          "What goes along; all of it when not given",
          completion: .choices(TransferPart.allCases.map(\.rawValue)), separatesAtCommas: true),
        .option(
          "keep", value: "none|read|edit", \.kept, "What the former owner may do from then on"),
        .option(
          "until", value: "DAY", \.until, "The last day on which --keep holds; else for good"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example("crm customer transfer 华为技术有限公司 --to li.wei", "With opportunities and tasks"),
      Example(
        "crm customer transfer --where 'owner = admin' --to li.wei --keep read --until 30d",
        "All of them; the former owner may look on for a month"),
    ], seeAlso: ["customer share", "pool assign", "user offboard"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let user else {
      throw UserError(.usage, "nobody is named to get the customers", hints: ["give --to USER"])
    }
    let parts = try parts.isEmpty ? TransferPart.standard : Set(parts.map { try TransferPart($0) })
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try Transfer(context.session).transfer(
      selection, to: user, with: parts, keeping: try grant(in: context))
    let result = written.value
    return .change(
      TransferReport.report(
        result.customers == 0
          ? "nothing changed"
          : "transferred \(TransferReport.counts(result.manifest)) to \(result.assignee)", written,
        result.manifest, in: context))
  }

  private func grant(in context: CommandContext) throws -> ShareGrant? {
    guard let access = ShareAccess(rawValue: kept.rawValue) else {
      guard until == nil else {
        throw UserError(
          .usage, "--until says how long the former owner keeps something",
          hints: ["add --keep read or --keep edit"])
      }
      return nil
    }
    return ShareGrant(
      access, until: try until.map { try Sharing.lastDay($0, session: context.session) })
  }
}
