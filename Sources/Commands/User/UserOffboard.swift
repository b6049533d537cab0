import CRM
import CommandLineKit
import Values

/// `crm user offboard`: hands on everything that a user has, and disables the user.
struct UserOffboard: Command {
  var user: String?
  var successor: String?
  var pool: String?

  static let spec = CommandSpec(
    "user", "offboard", summary: "Hand on everything that a user has, and disable the user",
    discussion: """
      With --to a colleague gets the customers, leads, open opportunities and quotes, the contracts that \
      are not void, the open tasks and tickets, the place as manager \
      of others and as head of teams, the user's part in shared customers, and the place in further \
      fields. With --pool the customers go to the \
      pool, where their open tasks are cancelled; what the user has at other people's customers goes to \
      their owners, other tasks are cancelled, and those who reported to the user report to the user's \
      manager; grants of the user end. Recycle rules about the user alone are deleted. What is \
      closed stays under the user's name. A rule of automation that names the user has to name somebody \
      else first (exit 1), and the last admin stays (exit 1). It is one operation: 'crm undo' takes it \
      back as a whole. Only an admin may do it.
      """,
    initial: UserOffboard(),
    arguments: [
      .operand(
        "USER", \.user, "The user who leaves, by login, name or id", isRequired: true,
        completion: .dynamic("user")),
      .option(
        "to", value: "USER", \.successor, "The colleague who goes on", completion: .dynamic("user")),
      .option(
        "pool", value: "POOL", \.pool, "The pool that gets the customers",
        completion: .dynamic("pool")),
    ], conflicts: [["to", "pool"]],
    examples: [
      Example("crm user offboard wang.fang --to li.wei --dry-run", "What there is to hand on"),
      Example("crm user offboard wang.fang --pool public", "Whoever claims the customers goes on"),
    ], seeAlso: ["customer transfer", "user edit", "undo"])

  func run(in context: CommandContext) throws -> Outcome {
    let heir: Offboarding.Successor
    switch (successor, pool) {
    case (let user?, _): heir = .user(user)
    case (_, let pool?): heir = .pool(pool)
    case (nil, nil):
      throw UserError(
        .usage, "nothing says who goes on",
        hints: ["give --to USER for a colleague, or --pool POOL for the customers"])
    }
    let written = try Offboarding(context.session).offboard(user ?? "", to: heir)
    let result = written.value
    return .change(
      TransferReport.report(
        "offboarded \(result.user) in favour of \(result.successor)", written, result.manifest,
        in: context))
  }
}
