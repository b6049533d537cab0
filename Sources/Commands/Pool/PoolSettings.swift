import CRM
import CommandLineKit
import Tabular

/// `crm pool settings`: what holds for recycling as a whole.
struct PoolSettings: Command {
  var protectDays: Int?
  var lockCap: Int?
  var notReadyCap: Int?

  static let spec = CommandSpec(
    "pool", "settings", summary: "Show or set what holds for all recycle rules",
    discussion: """
      Without options the settings are shown. A customer that was created or claimed is protected \
      for --protect-days calendar days: no rule takes it before. The caps say how many customers an \
      owner may keep back at once.
      """,
    initial: PoolSettings(),
    arguments: [
      .option(
        "protect-days", value: "N", \.protectDays,
        "Days for which no rule takes a customer that was created or claimed; 0 is none"),
      .option("lock-cap", value: "N", \.lockCap, "How many customers an owner may have locked"),
      .option(
        "not-ready-cap", value: "N", \.notReadyCap,
        "How many customers an owner may keep as not ready yet"),
    ],
    examples: [
      Example("crm pool settings", "As they are"),
      Example("crm pool settings --protect-days 3", "Three days to begin with"),
    ], seeAlso: ["customer lock", "customer not-ready", "pool rule add"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let given: [(setting: Setting, value: Int)] = [
      (.protectDays, protectDays), (.lockCap, lockCap), (.notReadyCap, notReadyCap),
    ].compactMap { setting, value in value.map { (setting, $0) } }
    guard !given.isEmpty else {
      return .document(.object(entries(try session.read(RecycleSettings.values))))
    }
    let written = try RecycleSettings.write(given, session: session)
    return .change(
      ChangeReport("the pools have new settings", written, details: entries(written.value)))
  }

  private func entries(_ values: [(name: String, value: Int64)]) -> [Document.Entry] {
    values.map { .init($0.name, .integer($0.value)) }
  }
}
