import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm follow`: a follow-up in one line; `-m` is both the note and the operation's message.
struct Follow: Command {
  var subject: String?
  var next: String?
  var values = FieldValues()

  static let spec = CommandSpec(
    "follow", summary: "Record a follow-up in one line",
    discussion: """
      The same as 'crm activity add', with defaults: the primary contact and its phone, method \
      phone, now. The note is what -m says. A lead is named as lead/ID.
      """,
    initial: Follow(),
    arguments: [
      .operand(
        "CUSTOMER", \.subject, "The customer, by id or unique name; or lead/ID", isRequired: true,
        completion: .dynamic("customer")),
      .option("next", value: "DAY", \.next, "Day of the next follow-up, such as 3d or 下周五"),
    ]
      + FieldValues.arguments(of: .activity, \.values) {
        ["contact", "opportunity", "method", "at", "phone", "address", "behavior"].contains($0.name)
      },
    examples: [
      Example("crm follow 华为技术有限公司 -m '要报价' --next 3d", "Called; call again in three days"),
      Example(
        "crm follow 华为技术有限公司 -m '预算批了' --behavior 预算充足", "What it says about the customer"),
      Example("crm follow lead/1 -m '有兴趣，周五再打' --next 下周五", "A lead, which is being worked on now"),
    ], seeAlso: ["score explain"]
  )

  func run(in context: CommandContext) throws -> Outcome {
    guard let note = context.globals.message else {
      throw UserError(
        .usage, "a follow-up needs a note",
        hints: ["crm follow \(subject ?? "CUSTOMER") -m 'what came of it'"])
    }
    let session = context.session
    var followUp = FollowUp(session)
    followUp.next = next
    followUp.usesPrimaryContact = true
    var texts = values.resolved(in: .activity)
    if !texts.contains(where: { $0.field.name == "method" }),
      let method = Noun.activity.field("method")
    {
      texts.append((method, "phone"))
    }
    let subject = subject ?? ""
    let noun = subject.hasPrefix("\(Noun.lead.name)/") ? Noun.lead : .customer
    for (name, text) in [(noun.name, subject), ("note", note)] {
      if let field = Noun.activity.field(name) { texts.append((field, text)) }
    }
    followUp.values = texts
    return try ActivityAdd.report(session.write { try followUp.record(in: $0) })
  }
}
