import Catalogue
import Store
import Values

extension Report {
  /// How after-sales is doing (售后工单).
  static let tickets = Report(
    "tickets", "Tickets", "售后工单", summary: "Show open tickets and the time to resolve them",
    definition: """
      open, in_progress  tickets in these states now, or at the end of the day of --as-of
      overdue            those of them whose day is over today, or was over then
      resolved           tickets that were resolved in the period for the last time, and were not
                         opened again
      median_hours, p90_hours
                         of these, the hours from when the ticket was made until it was resolved, to
                         a tenth; half of them, and nine of ten, took no longer

      A ticket counts for whoever is its assignee now, or was then; --owner and --team mean
      assignees. Deleted tickets do not count. By day, week, month, quarter or year those that are
      not resolved have no time and stand last. --ids takes a group, and open, in_progress, overdue
      or resolved behind it.
      """,
    noun: .ticket,
    dimensions: [
      .users("assignee", "Assignee", "处理人", of: "r.assignee"), .teams(of: "r.assignee"),
      .ofTicket("kind"), .ofTicket("priority"),
    ] + ReportDimension.calendar("r.resolved_at"), by: ["assignee", "kind"],
    measures: [
      .count("open", "Open", "待处理", where: "r.state = 'open'"),
      .count("in_progress", "In progress", "处理中", where: "r.state = 'in_progress'"),
      .count("overdue", "Overdue", "已逾期", where: "r.is_overdue"),
      .count("resolved", "Resolved", "已解决", where: "r.is_resolved"),
      .number("median_hours", "Median hours", "解决时长中位数（小时）", .tenths),
      .number("p90_hours", "90% within hours", "90% 解决时长（小时）", .tenths),
    ], chart: "open", options: [.period, .conditions, .owner, .day],
    examples: [
      ("crm report tickets", "By assignee and kind"),
      ("crm report tickets --by kind --period month_start..today", "This month, by kind"),
      ("crm report tickets --by assignee --where 'priority = urgent'", "What is urgent"),
      ("crm report tickets --ids li.wei --ids Repair --ids overdue", "What somebody is late with"),
    ],
    content: .figures(
      ReportSource(
        from: { run in
          """
          (SELECT t.*, \(PendingTickets.isPending("t")) AND \(PendingTickets.isDue("t", before: run.today))
              AS is_overdue,
            t.resolved_at IS NOT NULL AND \(run.inPeriod("t.resolved_at")) AS is_resolved
          FROM \(try run.table(.ticket)) t) r
          """
        }, condition: "r.state IN ('open', 'in_progress') OR r.is_resolved", owner: "r.assignee",
        // Three minutes are rounded up to a tenth of an hour.
        spans: .counts(
          from: "r.created_at", to: "r.resolved_at", where: "r.is_resolved", isBeside: true,
          unit: "hours"
        ) { made, resolved, _ in
          Int(clamping: (max(resolved - made, 0) + 180) / 360)
        })))
}

extension ReportDimension {
  /// A field of tickets that is one of a few words.
  static func ofTicket(_ name: String) -> ReportDimension {
    let field = Noun.ticket.field(name)
    let label = field?.label ?? Label(name, name)
    guard case .choice(let choices) = field?.type else {
      return texts(name, label.english, label.chinese, of: "r.\(identifier: name)")
    }
    return words(
      name, label.english, label.chinese, of: "r.\(identifier: name)",
      choices.map { ($0.key, $0.label) })
  }
}
