import Catalogue
import Store

extension Report {
  /// Who follows up how much (跟进工作量).
  static let activity = Report(
    "activity", "Follow-ups", "跟进工作量", summary: "Follow-ups, customers and first contacts",
    definition: """
      Follow-ups by the day on which they happened (at) in the zone of the store; a period limits them
      by it. Whoever recorded a follow-up is its author; --owner and --team mean authors.

      records         follow-ups
      customers       different customers that were followed up
      leads           different leads that were followed up
      first_contacts  follow-ups that were their customer's first ever, by at, then by id

      Deleted follow-ups do not count. --ids takes a group, and first_contacts behind it.
      """,
    noun: .activity,
    dimensions: [
      .users("author", "Author", "跟进人", of: "r.created_by"), .teams(of: "r.created_by"),
      .entries("method", "Method", "跟进方式", of: "r.method", list: "activity.method"),
    ] + ReportDimension.calendar("r.at"), by: ["author"],
    measures: [
      .count("records", "Records", "跟进数"),
      .distinct("customers", "Customers", "客户数", of: "r.customer"),
      .distinct("leads", "Leads", "线索数", of: "r.lead"),
      .count("first_contacts", "First contacts", "首次联系", where: "r.is_first"),
    ], chart: "records", options: [.period, .conditions, .owner],
    examples: [
      ("crm report activity --period 'last month'", "Who followed up how much"),
      ("crm report activity --by day --period month_start..today", "Day by day"),
      ("crm report activity --by author,method", "How everybody works"),
    ],
    content: .figures(
      ReportSource(
        from: ActivityFigures.from, moment: "r.at", owner: "r.created_by",
        // What follows up a lead may follow up one customer or another, or none: leads are counted apart.
        division: ReportDivision(branches: [
          ReportBranch(
            .customer, id: "r.divided", hasOthers: true,
            only: ["records", "customers", "first_contacts"]),
          // The plus is for one pass over the table instead of looking up what each lead has in it.
          ReportBranch(.lead, id: "+r.lead", only: ["leads"]),
        ]))))
}

/// The records of the report on follow-ups.
private enum ActivityFigures {
  /// With `is_first`, and the column `divided` with the customer by whose id they are divided.
  @Sendable
  static func from(_ run: ReportRun) -> SQL {
    let first: SQL = """
      SELECT p.id FROM activity p WHERE p.customer = a.customer AND p.deleted_at IS NULL
      ORDER BY p.at, p.id LIMIT 1
      """
    let isIndexed = isIndexed(run)
    // Of few, or in the order of customers, each asks for itself; of all, those of each customer are looked up once.
    let asksEach = run.parameters.period != nil || isIndexed && run.part.branch != nil
    let isFirst: SQL =
      asksEach
      ? "a.id = (\(first))"
      : """
      a.id IN (SELECT (\(first)) FROM (
        SELECT DISTINCT customer FROM activity
        WHERE customer IS NOT NULL AND \(run.part.contains(.customer, "customer"))) a)
      """
    let divided: SQL = isIndexed ? "a.customer" : "+a.customer"
    return "(SELECT a.*, \(divided) AS divided, \(isFirst) AS is_first FROM activity a) r"
  }

  /// Whether the index of customers has all that is asked for; otherwise one pass over the table is shorter than
  /// looking up what each customer has in it.
  private static func isIndexed(_ run: ReportRun) -> Bool {
    let needsTable = run.parameters.groupings?.contains { $0.name == "method" } ?? false
    return !needsTable && run.parameters.conditions.isEmpty && run.actor.sight.pools.isEmpty
  }
}
