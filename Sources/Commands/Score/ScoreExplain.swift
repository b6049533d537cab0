import CRM
import CommandLineKit

/// `crm score explain`: where the score of a customer or lead comes from.
struct ScoreExplain: Command {
  var customer = ""

  static let spec = CommandSpec(
    "score", "explain", summary: "Explain the score of a customer or lead",
    discussion: """
      The score is the sum of the points of the behaviors on its follow-ups and of the score rules \
      that it meets; deleted follow-ups do not count. A behavior counts with the points that it had when the follow-up was recorded \
      ('crm score rebuild' takes the present ones), at most max_per_day times on one calendar day, \
      the first ones. With a half-life its points are halved each time that many days have passed; \
      each halving drops the fraction, so that 15 points become 7, 3, 1 and 0.
      """,
    initial: ScoreExplain(),
    arguments: [
      .operand(
        "CUSTOMER", \.customer, "The customer, by id or unique name; or lead/ID", isRequired: true,
        completion: .dynamic("customer"))
    ],
    examples: [Example("crm score explain 华为技术有限公司", "Every event with its points")],
    seeAlso: ["score bands", "score rebuild", "behavior add", "rule add score"])

  func run(in context: CommandContext) throws -> Outcome {
    .document(try ScoreExplanation(context.session).document(of: customer))
  }
}
