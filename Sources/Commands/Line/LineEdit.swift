import CRM
import CommandLineKit
import Values

/// `crm NOUN line edit`: changes a product line.
struct LineEdit: Sendable {
  var record: String?
  var number: Int?
  var quantity: String?
  var price: String?
  var discount: String?
  var note: String?
  var place: Int?

  static func spec(_ owner: LineOwner) -> CommandSpec<LineEdit> {
    CommandSpec(
      path: owner.path(of: "edit"), summary: "Change a product line of \(owner.article)",
      discussion: """
        The product of a line never changes: delete the line and add another one. The list price \
        stays that of the day on which the line was added.
        """,
      initial: LineEdit(),
      arguments: [
        .lineOwner(owner, \.record),
        .operand(
          "LINE", \.number, "The number of the line, as 'line list' shows it", isRequired: true),
        .option("quantity", value: "N", \.quantity, "The quantity, with up to three decimals"),
        .option("price", value: "AMOUNT", \.price, "The price of one"),
        .option("discount", value: "N%", \.discount, "The discount in percent; 0 is none"),
        .option(
          "note", value: "TEXT", \.note, "What else is to say; an empty one is none",
          mayBeEmpty: true),
        .option("position", value: "N", \.place, "Its place among the lines, from 1"),
      ],
      examples: [
        Example(
          "crm \(owner.noun.command) line edit \(owner.example) 1 --quantity 3 --discount 10%",
          "Three of the first one, less ten percent")
      ], seeAlso: ["\(owner.noun.command) line add", "\(owner.noun.command) line delete"])
  }

  func run(_ owner: LineOwner, in context: CommandContext) throws -> Outcome {
    guard let record, let number else { return .nothing }
    var edit = LineChange.Edit()
    edit.quantity = quantity
    edit.price = price
    edit.discount = discount
    edit.note = note
    edit.place = place
    guard !edit.isEmpty else {
      throw UserError(
        .usage, "nothing says what is to change",
        hints: ["give --quantity, --price, --discount, --note or --position"])
    }
    let written = try LineChange(of: owner, session: context.session).edit(
      number, edit, of: record)
    return try LineCommands.report("changed", written, of: owner, in: context)
  }
}
