import CRM
import CommandLineKit
import Values

/// `crm NOUN line add`: adds product lines.
struct LineAdd: Sendable {
  var record: String?
  var lines: [String] = []
  var quantity: String?
  var price: String?
  var discount: String?
  var note: String?

  static func spec(_ owner: LineOwner) -> CommandSpec<LineAdd> {
    CommandSpec(
      path: owner.path(of: "add"), summary: "Add product lines to \(owner.article)",
      discussion: LineHelp.form + " " + """
        A line keeps the price and the list price of its day. A product that is no longer active \
        cannot be put on new lines.
        """,
      initial: LineAdd(),
      arguments: [
        .lineOwner(owner, \.record),
        .operand(
          "LINE", \.lines, "The lines: products, with what else is to say", isRequired: true,
          completion: .dynamic("product")),
        .option("quantity", value: "N", \.quantity, "The quantity, with up to three decimals"),
        .option("price", value: "AMOUNT", \.price, "The price of one"),
        .option("discount", value: "N%", \.discount, "The discount in percent"),
        .option("note", value: "TEXT", \.note, "What else is to say about the line"),
      ],
      examples: [
        Example(
          "crm \(owner.noun.command) line add \(owner.example) 'GTX Pro x 2 @ 4500 -5%'",
          "Two pieces at 4,500 each, less five percent"),
        Example(
          "crm \(owner.noun.command) line add \(owner.example) 'GTX Pro' --quantity 2.5",
          "At the list price"),
      ], seeAlso: ["\(owner.noun.command) line edit", "\(owner.noun.command) line list"])
  }

  func run(_ owner: LineOwner, in context: CommandContext) throws -> Outcome {
    var common = LineChange.Edit()
    common.quantity = quantity
    common.price = price
    common.discount = discount
    common.note = note
    guard lines.count == 1 || common.isEmpty else {
      throw UserError(
        .usage, "--quantity, --price, --discount and --note are for one line",
        hints: ["write each line as 'PRODUCT x 2 @ 1200 -5%'"])
    }
    guard let record else { return .nothing }
    let written = try LineChange(of: owner, session: context.session).add(
      lines, common, to: record)
    return try LineCommands.report("added", written, of: owner, in: context)
  }
}
