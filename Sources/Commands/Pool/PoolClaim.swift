import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm pool claim`: takes customers out of a pool and owns them.
struct PoolClaim: Command {
  var customers: [String] = []
  var next: Int?
  var pool: String?
  var isPartial = false
  var leads = false
  var readsInput = false
  var filter = RecordFilter()

  static let spec = CommandSpec(
    "pool", "claim", summary: "Take customers out of a pool and own them",
    discussion: """
      Check and change are one transaction: of two who claim the same customer one wins, and the \
      other is told who. All customers are claimed or none, unless --partial is given. --next takes \
      those that have waited longest, from all pools by priority.
      """,
    initial: PoolClaim(),
    arguments: [
      .operand(
        "CUSTOMER", \.customers, "The customers, by id or unique name",
        completion: .dynamic("customer")),
      .option("next", value: "N", \.next, "Claim the N customers that wait longest"),
      .option(
        "pool", value: "POOL", \.pool, "With --next: only from this pool",
        completion: .dynamic("pool")),
      .flag("partial", \.isPartial, "Claim what can be claimed; exit 7 when some cannot"),
      PooledRecords.flag(\.leads),
      .flag("stdin", \.readsInput, ReferenceInput.help),
    ] + FilterArguments.arguments(\PoolClaim.filter),
    conflicts: [["next", "CUSTOMER"], ["next", "stdin"], ["next", "partial"]],
    examples: [
      Example("crm pool claim --next 5", "The five that wait longest"),
      Example("crm pool claim 张伟", "This one"),
      Example(
        "crm pool claim --where 'pool = public and name ~ 物流' --partial", "What can be, of these"),
    ], seeAlso: ["pool release", "pool list", "pool explain"])

  func run(in context: CommandContext) throws -> Outcome {
    if let next {
      let holding = leads ? .leads : try PoolHolding.held(by: pool, session: context.session)
      let claim = Claim(context.session, holding)
      return .change(report(try claim.claimNext(next, from: pool, filter: filter), holding))
    }
    guard pool == nil else {
      throw UserError(.usage, "--pool goes with --next: a customer lies in one pool only")
    }
    let selection = try ReferenceInput.selection(
      RecordSelection(customers, filter: filter), readsInput: readsInput, in: context)
    let holding = try PooledRecords.holding(selection.references, leads: leads)
    let written = try Claim(context.session, holding).claim(selection, isPartial: isPartial)
    let refusals = written.value.refusals
    guard !refusals.isEmpty else { return .change(report(written, holding)) }
    for refusal in refusals { context.session.note(refusal.message) }
    return .answer(
      .change(report(written, holding)),
      UserError(
        .partial,
        "\(refusals.count) of \(refusals.count + written.value.customers.count) \(holding.rawValue) "
          + "were not claimed", code: refusals.first?.code))
  }

  private func report(
    _ written: Written<Claim.Result>, _ holding: PoolHolding
  ) -> ChangeReport {
    let result = written.value
    var details: [Document.Entry] = []
    if isPartial {
      let refused = result.refusals.map { refusal in
        Document.object(
          [
            .init("code", refusal.code.map { .text($0) } ?? .null),
            .init("message", .text(refusal.message)),
          ] + refusal.details.map { .init($0.name, .text($0.value)) })
      }
      details.append(.init("refused", .list(refused)))
    }
    return ChangeReport(
      "claimed \(PooledRecords.count(result.customers.count, holding))", written,
      records: result.customers.map(\.changed), details: details)
  }
}
