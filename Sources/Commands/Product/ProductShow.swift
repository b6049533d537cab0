import CRM
import CommandLineKit

/// `crm product show`: a product, and where it is used.
struct ProductShow: Command {
  var product: String?

  static let spec = CommandSpec(
    "product", "show", summary: "Show a product and where it is used",
    discussion: "'used' counts the records on whose lines it stands, and adds the lines up.",
    initial: ProductShow(),
    arguments: [
      .operand(
        "PRODUCT", \.product, "The product, by id, code or name", isRequired: true,
        completion: .dynamic("product"))
    ],
    examples: [Example("crm product show 'GTX Pro'", "With the opportunities that have it")],
    seeAlso: ["opportunity line list"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let product else { return .nothing }
    let session = context.session
    return try session.read { db in
      let id = try ReferenceResolver(.product, session: session, in: db).id(for: product)
      return .document(try ProductDocument(session: session, db: db).document(of: id))
    }
  }
}
