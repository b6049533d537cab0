import CRM
import CommandLineKit

/// `crm help views`: the SQL surface of a store, for `crm report run` and for `sqlite3`.
enum ViewsTopic {
  static let topic = ManTopic(
    name: "crm-views", section: 5, summary: "The views of a store, for queries of your own",
    parts: [
      .init(
        "Description",
        [
          .paragraph(
            "The database of a store is plain SQLite. These views are stable: columns are only ever "
              + "added to them. They show live records, with names where the tables hold ids. "
              + "'crm report run FILE.sql' runs a query read-only; so does 'sqlite3 -readonly' on the "
              + "file store.sqlite."),
          .paragraph(
            "Amounts are whole minor units (105400 is 1,054.00), quantities thousandths. Instants are "
              + "text in UTC (2026-03-01T09:00:00Z), days are text in the zone of the store "
              + "(2026-03-01), so both compare and sort as they are. Custom fields are further columns "
              + "of their noun's view."),
        ]),
      .init(
        "Views",
        [
          .definitions(
            SQLSurface.views.map { view in
              .init("v_\(view.name)", view.columns.joined(separator: ", ") + ".")
            })
        ]),
      .init(
        "Example",
        [
          .code([
            "SELECT owner, count(*) AS deals, sum(amount) AS amount FROM v_opportunity",
            "WHERE stage_kind = 'won' GROUP BY owner ORDER BY amount DESC;",
          ])
        ]),
    ])
}
