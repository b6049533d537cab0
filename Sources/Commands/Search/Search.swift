import CRM
import CommandLineKit
import Values

/// `crm search`: finds records of all nouns by a part of what they are called.
struct Search: Command {
  var text: String?
  var nouns: [String] = []
  var rebuilds = false

  static let spec = CommandSpec(
    "search", summary: "Find records by a part of a name, number or address",
    discussion: """
      Looks through customers (name, short name, social credit code, external id, e-mail, phone), \
      contacts and opportunities. Case, width, spaces and punctuation do not count, and one \
      character is enough: 华为, ＨＵＡＷＥＩ, 138-001, '+86 138001', li.wei@. The whole of a value \
      comes first, then the beginning of one, then a part; customers before contacts before \
      opportunities; then the older record. Without --limit the best \(RecordSearch.standardLimit) \
      are shown, and more are pointed out. Finding nothing is no error; -e makes it exit 1.
      """,
    initial: Search(),
    arguments: [
      .operand("TEXT", \.text, "What to look for"),
      .option(
        "noun", value: "NOUN", \.nouns,
        "Only these: \(RecordSearch.nounNames.joined(separator: ", "))",
        completion: .choices(RecordSearch.nounNames), separatesAtCommas: true),
      .flag("rebuild", \.rebuilds, "Make the index anew from the records, when fsck asks for it"),
    ],
    examples: [
      Example("crm search 瑞康", "Whatever has the two characters in its name"),
      Example("crm search 138001 --noun customer,contact", "By a part of a telephone number"),
      Example(
        "crm search 华东 --noun customer -O ids | crm pool assign --stdin --to li.wei",
        "On with what was found"),
    ], seeAlso: ["customer list", "conditions"])

  func run(in context: CommandContext) throws -> Outcome {
    if rebuilds { return try rebuild(in: context) }
    guard let text else {
      throw UserError(.usage, "there is nothing to look for", hints: ["give a text: crm search 华为"])
    }
    return .rows(
      try RecordSearch(
        text, nouns: nouns, limit: context.globals.rowLimit(), session: context.session
      ).feed())
  }

  private func rebuild(in context: CommandContext) throws -> Outcome {
    guard text == nil, nouns.isEmpty else {
      throw UserError(.usage, "--rebuild looks for nothing", hints: ["leave out text and --noun"])
    }
    let written = try RecordSearch.rebuildIndex(session: context.session)
    return .change(ChangeReport("made the search index anew", written))
  }
}
