import Catalogue
import Store
import Values

extension Report {
  /// Who loses what soon (回收风险).
  static let recycleRisk = Report(
    "recycle-risk", "Recycling risk", "回收风险",
    summary: "What owners will lose to the pools, and how soon",
    definition: """
      Customers and leads that recycling will take from their owners within 30 days from today, if
      nothing happens; what a run of today would take counts as today. 'crm pool forecast' lists them,
      and 'crm pool explain' says why. With --where only customers count.

      today         fall today
      within_3      fall today or in the three days after
      within_7      in the seven days after
      within_30     in the thirty days after
      """,
    noun: .customer, rows: [.owner], dimensions: [],
    measures: [
      .number("today", "Today", "今天", isZeroWhenMissing: true),
      .number("within_3", "In 3 days", "3天内", isZeroWhenMissing: true),
      .number("within_7", "In 7 days", "7天内", isZeroWhenMissing: true),
      .number("within_30", "In 30 days", "30天内", isZeroWhenMissing: true),
    ], chart: "within_30", options: [.conditions, .owner],
    examples: [("crm report recycle-risk --team 华东区", "What a team is about to lose")],
    source: ReportSource(
      from: { _ in "customer r" },
      spans: ReportSpans { query, db in
        let run = query.context
        let today = try run.session.today()
        let forecast = try RecycleForecast(
          until: today.adding(days: 30),
          where: { holding in
            guard !run.parameters.conditions.isEmpty else {
              return "\(run.sees(holding.noun, "c")) AND \(run.isAsked("c.owner"))"
            }
            // A condition is about customers.
            return holding == .customers ? query.selects("c.id") : "0"
          }, session: run.session, in: db)
        var owners: [[Scalar]: [String: Int64]] = [:]
        for fall in forecast.falls {
          for (name, days) in [("today", 0), ("within_3", 3), ("within_7", 7), ("within_30", 30)]
          where fall.day - today <= days {
            owners[[.integer(fall.owner)], default: [:]][name, default: 0] += 1
          }
        }
        return owners
      }, canDrill: false))
}
