import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm classification pin` and `unpin`: keeps the rules from records, and hands them back.
struct ClassificationPin: Sendable {
  var classification: String?
  var records: [String] = []

  static let spec = CommandSpec(
    "classification", "pin", summary: "Keep the rules from records, with the values they have",
    discussion: "'crm NOUN edit --pin' sets another value at the same time.",
    initial: ClassificationPin(), arguments: arguments,
    examples: [
      Example("crm classification pin customer.credit_grade 张伟", "Nothing but people grades him")
    ], seeAlso: ["classification unpin", "classification pins"])

  static let unpinSpec = CommandSpec(
    "classification", "unpin", summary: "Hand records back to the rules, which decide at once",
    initial: ClassificationPin(), arguments: arguments,
    examples: [
      Example("crm classification unpin customer.credit_grade 张伟", "The rules grade him again")
    ], seeAlso: ["classification pin", "classification pins"])

  private static let arguments: [Argument<ClassificationPin>] = [
    .operand(
      "CLASSIFICATION", \.classification, "Noun and field, such as customer.level",
      isRequired: true, completion: .dynamic(Noun.classification.name)),
    .operand("RECORD", \.records, "The records, by id or unique name", isRequired: true),
  ]

  func run(isPinning: Bool, in context: CommandContext) throws -> Outcome {
    guard let classification else { return .nothing }
    let session = context.session
    let written = try session.write { db in
      let (id, noun) = try ClassificationPins.find(classification, session: session, in: db)
      let ids = try RecordReferences.resolve(records, of: noun, session: session, in: db)
      let pins = ClassificationPins(session: session, db: db)
      return (
        noun: noun,
        ids: isPinning ? try pins.pin(ids, for: id) : try pins.unpin(ids, from: id)
      )
    }
    let (noun, ids) = written.value
    let summary = "\(isPinning ? "pinned" : "unpinned") \(ChangedRecords.count(ids.count, noun))"
    return .change(
      ChangeReport(summary, written, records: ChangedRecords.records(ids, of: noun)))
  }
}
