import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// The commands of this folder, for the registry: those of the lines of one noun.
enum LineCommands {
  static func entries(of owner: LineOwner) -> [CommandEntry<Payload>] {
    [
      CommandEntry(
        group: owner.noun.command, "line", summary: "The product lines of \(owner.article)"),
      CommandEntry(LineAdd.spec(owner)) { try $0.run(owner, in: $1) },
      CommandEntry(LineListing.spec(owner)) { try $0.run(owner, in: $1) },
      CommandEntry(LineEdit.spec(owner)) { try $0.run(owner, in: $1) },
      CommandEntry(LineDelete.spec(owner)) { try $0.run(owner, in: $1) },
      CommandEntry(LineImport.spec(owner)) { try $0.run(owner, in: $1) },
      CommandEntry(LineExport.spec(owner)) { try $0.run(owner, in: $1) },
    ]
  }

  static func report(
    _ deed: String, _ written: Written<LineChange.Result>, of owner: LineOwner,
    in context: CommandContext
  ) throws -> Outcome {
    let result = written.value
    let reference = owner.noun.reference(result.record)
    let digits = try context.session.settings().currency.minorDigits
    let total = result.sum.total.map { Money.format($0, digits: digits) }
    var summary = "nothing changed"
    if result.count > 0 {
      summary = "\(deed) \(result.count == 1 ? "1 line" : "\(result.count) lines") of \(reference)"
      if let total { summary += "; together \(total)" }
    }
    return .change(
      ChangeReport(
        summary, written, records: [.init(reference)],
        details: [
          .init("lines", .integer(Int64(result.sum.count))),
          .init("total", total.map { .decimal($0) } ?? .null),
        ]))
  }
}

extension LineOwner {
  /// The words of a command about its lines.
  func path(of verb: String) -> [String] { noun.path(of: "line") + [verb] }

  /// "an opportunity".
  var article: String { ("aeiou".contains(noun.name.prefix(1)) ? "an " : "a ") + noun.name }

  /// The number of a record that the examples of help have.
  var example: String { noun.name == "opportunity" ? "7" : "1" }
}

extension Argument {
  /// The options that give a new record its lines.
  static func lines(
    of owner: LineOwner, products: any WritableKeyPath<C, [String]> & Sendable,
    _ lines: any WritableKeyPath<C, [String]> & Sendable
  ) -> [Argument] {
    [
      .option(
        "product", value: "PRODUCT", products, "A product: a line of one piece at its list price",
        completion: .dynamic("product")),
      .option(
        "line", value: "PRODUCT x N @ PRICE -N%", lines,
        "A product line, as '\(owner.noun.command) line add' takes it; repeatable"),
    ]
  }

  /// The operand that names the record whose lines are meant.
  static func lineOwner(
    _ owner: LineOwner, _ keyPath: any WritableKeyPath<C, String?> & Sendable
  ) -> Argument {
    .operand(
      owner.noun.name.uppercased(), keyPath, "The \(owner.noun.name), by id or name",
      isRequired: true, completion: .dynamic(owner.noun.name))
  }
}

/// How lines are written, for help.
enum LineHelp {
  static let form = """
    A line is 'PRODUCT x QUANTITY @ PRICE -DISCOUNT%', of which all but the product may be missing: \
    without a quantity it is one piece, without a price the list price. Whoever wants everything by \
    name writes product=P,quantity=N,price=A,discount=N,note=TEXT.
    """
}
