import CRM
import CommandLineKit
import Values

/// `crm customer check`: whether there is such a customer, and whose it is.
struct CustomerCheck: Command {
  var name = ""
  var phone: String?
  var creditCode: String?
  var email: String?
  var type: String?

  static let spec = CommandSpec(
    "customer", "check", summary: "Say whether there is such a customer, and whose it is",
    discussion: """
      Looks for equal customers as 'crm customer add' does, by the dedupe rules, and says owner or \
      pool and the last follow-up of each: block is a customer that refuses another one, warn one \
      with something in common, deleted one that 'crm customer restore' brings back, similar one of \
      the same name, or a company whose name differs in the legal form only. Exit 9 when there is one that refuses, 0 when a new one \
      would be taken in, whatever else is listed. Without --type it may be an enterprise or a person.
      """,
    initial: CustomerCheck(),
    arguments: [
      .operand("TEXT", \.name, "The name", isRequired: true),
      .option("phone", value: "PHONE", \.phone, "A phone number; several are separated by / or ;"),
      .option("uscc", value: "CODE", \.creditCode, "The unified social credit code"),
      .option("email", value: "EMAIL", \.email, "The e-mail address"),
      .option(
        "type", value: "enterprise|individual", \.type, "What it would be",
        completion: .choices(["enterprise", "individual"])),
    ],
    examples: [
      Example("crm customer check 海天电子有限公司", "Is there one, and whose is it?"),
      Example(
        "crm customer check 张伟 --phone 13800138000 -q || echo taken", "In a script"),
    ], seeAlso: ["customer add", "customer duplicates", "dedupe list"])

  func run(in context: CommandContext) throws -> Outcome {
    var question = DuplicateCheck.Question(name)
    question.phone = phone
    question.creditCode = creditCode
    question.email = email
    question.type = type
    let matches = try DuplicateCheck(context.session).matches(of: question)
    let rows = Outcome.rows(DuplicateMatch.feed(matches, language: context.language))
    guard let first = matches.first(where: { $0.verdict == .block }) else {
      context.session.note("'\(name)' is free")
      return rows
    }
    let title = [first.reference, "'\(first.name)'"].compactMap { $0 }.joined(separator: " ")
    return .answer(
      rows,
      UserError(
        .duplicate, "'\(name)' is taken: \(title) (\(first.holder))",
        code: "E_DUPLICATE",
        details: matches.filter { $0.verdict == .block }.compactMap(\.reference).map {
          UserError.Detail("duplicate_of", $0)
        }))
  }
}
