import CRM
import CommandLineKit
import Tabular

/// `crm quote settings`: what holds for all quotes.
struct QuoteSettingsCommand: Command {
  var number: String?
  var validDays: String?
  var approval: String?

  static let spec = CommandSpec(
    "quote", "settings", summary: "Show or set what holds for all quotes",
    discussion: """
      Without options the settings are shown. In the pattern of numbers {yyyyMMdd} is the day and \
      {seq:4} counts, from 0001 on each day. With --approval manual a discount beyond the limit of \
      one's roles waits for 'crm quote approve'; with automatic it is only told.
      """,
    initial: QuoteSettingsCommand(),
    arguments: [
      .option("number", value: "PATTERN", \.number, "What the numbers of new quotes look like"),
      .option("valid-days", value: "N", \.validDays, "For how many days new quotes are valid"),
      .option(
        "approval", value: "automatic|manual", \.approval,
        "Who approves discounts beyond a role's limit"),
    ],
    examples: [
      Example("crm quote settings", "As they are"),
      Example("crm quote settings --number 'Q{yyyy}-{seq:5}' --valid-days 14", "Others"),
    ], seeAlso: ["quote submit", "role edit"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let given: [(setting: Setting, text: String)] = [
      (.quoteNumber, number), (.quoteValidDays, validDays), (.quoteApproval, approval),
    ].compactMap { setting, text in text.map { (setting, $0) } }
    guard !given.isEmpty else {
      return .document(.object(entries(try session.read(QuoteSettings.values))))
    }
    let written = try QuoteSettings.write(given, session: session)
    return .change(
      ChangeReport("quotes have new settings", written, details: entries(written.value)))
  }

  private func entries(_ values: [(name: String, value: String)]) -> [Document.Entry] {
    values.map { name, value in
      .init(name.hasPrefix("quote.") ? String(name.dropFirst(6)) : name, .text(value))
    }
  }
}
