import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm activity add`: a follow-up with all its fields.
struct ActivityAdd: Sendable {
  var note: String?
  var next: String?
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<ActivityAdd> {
    CommandSpec(
      "activity", "add", summary: "Record a follow-up",
      discussion:
        "It is on a customer or on a lead; the customer may be left out when a contact or "
        + "an opportunity is given. The first one on a new lead begins the work on it. "
        + FieldHelp.customFields(noun),
      initial: ActivityAdd(),
      arguments: [
        .operand("NOTE", \.note, "What came of it; without it a form opens on a terminal"),
        .option("next", value: "DAY", \.next, "Day of the next follow-up, such as 3d or 下周五"),
      ] + FieldValues.arguments(of: noun, \.values) { $0.isSetAtCreation && $0.name != "note" },
      hasDynamicOptions: !noun.describesStore,
      examples: [
        Example(
          "crm activity add '看了样品' --customer 华为技术有限公司 --method visit --at 'yesterday 15:00'",
          "A visit of yesterday"),
        Example("crm activity add '加了微信' --lead 1 --method wechat", "On a lead"),
      ])
  }

  func run(in context: CommandContext) throws -> Outcome {
    try context.session.willWrite()
    let noun = try context.session.noun(.activity)
    let given = values.resolved(in: noun)
    guard let note, let field = noun.field("note") else {
      return try FormSession.addition(
        of: noun, insteadOf: "NOTE", isAlone: given.isEmpty && next == nil, in: context
      ) { try record($0, in: context) }
    }
    return try record(given + [(field, note)], in: context)
  }

  private func record(
    _ given: [(field: Field, text: String)], in context: CommandContext
  ) throws -> Outcome {
    var followUp = FollowUp(context.session)
    followUp.next = next
    followUp.values = given
    return try Self.report(context.session.write { try followUp.record(in: $0) })
  }

  static func report(_ written: Written<(id: Int64, subject: String)>) throws -> Outcome {
    let (id, subject) = written.value
    return .change(
      ChangeReport(
        "recorded \(Noun.activity.reference(id)) on \(subject)", written,
        records: [.init(Noun.activity.reference(id))]))
  }
}
