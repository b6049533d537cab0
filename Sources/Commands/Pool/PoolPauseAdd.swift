import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm pool pause add`: days that recycling does not count.
struct PoolPauseAdd: Command {
  var days = ""
  var name: String?
  var remark: String?

  static let spec = CommandSpec(
    "pool", "pause", "add", summary: "Stop the clock of recycling for some days",
    discussion: """
      The days between the two, both included, count for no recycle rule: whoever was due on the \
      fifth day after is due on the fifth day that counts. Only an admin does this.
      """,
    initial: PoolPauseAdd(),
    arguments: [
      .operand("FROM..TO", \.days, "The days, such as 2026-02-16..2026-02-22", isRequired: true),
      .option("name", value: "NAME", \.name, "Its name; the days when not given"),
      .option("remark", value: "TEXT", \.remark, "A remark"),
    ],
    examples: [
      Example("crm pool pause add 2026-02-16..2026-02-22 --name 春节", "The Spring Festival")
    ], seeAlso: ["pool rule add", "pool explain"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let period = try DateWords.period(days, today: try session.today())
    let (first, last) = (period.value.lowerBound, period.value.upperBound)
    guard first > .min, last < .max else {
      throw UserError(
        .usage, "a pause has a first and a last day", code: "E_DATE",
        hints: ["write both: FROM..TO"])
    }
    if period.isRelative { session.note("'\(days)' is \(first)..\(last)") }
    var values = [
      ("name", name ?? "\(first)..\(last)"), ("first_day", first.description),
      ("last_day", last.description),
    ]
    if let remark { values.append(("remark", remark)) }
    let fields = values.compactMap { name, text in
      Noun.recyclePause.field(name).map { (field: $0, text: text) }
    }
    let written = try session.write { db in
      try RecordAddition(.recyclePause, session: session, db: db).add(fields).id
    }
    return .change(
      ChangeReport(
        "recycling does not count \(first)..\(last)", written,
        records: [.init(Noun.recyclePause.reference(written.value))]))
  }
}
