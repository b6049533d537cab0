import CommandLineKit
import Values

/// The pages of `crm help TOPIC`, which are man pages of sections 5 and 7, and the parts of `crm(1)`
/// that no declaration holds.
enum HelpTopics {
  static let all = [
    automation, conditions, configuration, exitCodes, formats, hooks, ViewsTopic.topic,
  ]

  /// What follows the options in `crm(1)`.
  static let overview = [conventions, environment, files]

  // MARK: Pages

  private static let exitCodes = ManTopic(
    name: "crm-exit-codes", section: 7, summary: "What the exit codes of crm mean",
    parts: [
      .init(
        "Description",
        [
          .paragraph(
            "Each code has one meaning, whatever the command. Scripts may rely on them."),
          .definitions(
            ExitCode.allCases.map { .init("\($0.rawValue)", $0.meaning.capitalizedSentence) }),
        ]),
      .init(
        "Messages",
        [
          .paragraph(
            "A message goes to standard error: hints first, the error last. With --json it is one "
              + "line of JSON with the keys error, exit, code, hints, and file, line, column for an "
              + "error in a file."),
          .code([
            "crm: hint: did you mean 'customer'?", "crm: error: unknown command 'custmer'",
          ]),
        ]),
    ])

  private static let formats = ManTopic(
    name: "crm-formats", section: 7, summary: "The output formats of crm",
    parts: [
      .init(
        "Description",
        [
          .paragraph(
            "Data goes to standard output, everything else to standard error. A list is a table on "
              + "a terminal and tab-separated text in a pipe; --format, or the extension of the "
              + "file that --output names, chooses another format. Configuration and language "
              + "never change the machine formats; keys and columns are only ever added."),
          .definitions([
            .init("table", "Aligned columns for people; Chinese characters count as two columns."),
            .init("json", "One array of objects for a list, one object for a record or a change."),
            .init("ndjson", "One object a line, as soon as it is known."),
            .init(
              "csv",
              "RFC 4180 with a header. 'crm export csv --excel' adds what Excel needs, and an "
                + "apostrophe before a text that Excel would run as a formula."),
            .init(
              "tsv",
              "A header, then one record a line; a tab, line break or backslash in a value "
                + "is written \\t, \\n or \\\\."),
            .init("md", "A Markdown table."),
            .init("line", "One NAME: VALUE a line, an empty line between records."),
            .init("ids", "NOUN/ID, one a line, for --stdin of the next command."),
            .init("mail", "A message for 'sendmail -t', which 'crm inbox' writes."),
          ]),
        ]),
      .init(
        "Values",
        [
          .definitions([
            .init(
              "amounts",
              "Decimal strings in JSON, with the currency beside them: "
                + "\"amount\":\"1054.00\",\"currency\":\"CNY\". Never floating point."),
            .init("instants", "RFC 3339 in UTC: 2026-03-01T09:00:00Z. A table shows local time."),
            .init("days", "YYYY-MM-DD in the time zone of the store."),
            .init("nothing", "null in JSON, an empty field in csv and tsv."),
          ])
        ]),
      .init(
        "Changes",
        [
          .paragraph(
            "A command that changes the store prints the records it changed as NOUN/ID when its "
              + "output is not a terminal, and one sentence on standard error. With --json it "
              + "prints an object: operation is what 'crm undo' takes, changed is the list of "
              + "records.")
        ]),
    ])

  // MARK: Parts of the overview

  private static let conventions = ManTopic.Part(
    "Conventions",
    [
      .paragraph(
        "An operand that names a record takes its id, NOUN/ID, its unique name, number or external "
          + "id. A name that fits several records is an error that lists them."),
      .paragraph(
        "Every command that writes is one transaction and one operation of the history: it happens "
          + "as a whole or not at all, --dry-run shows what it would do, and 'crm undo' takes it "
          + "back."),
      .paragraph(
        "Days are ISO dates or words: today, yesterday, 3d, -2w, next fri, 2026-Q1, 今天, 下周五, "
          + "月底. Options may stand before and after operands; -- ends them, - is standard input "
          + "or output."),
    ])

  private static let environment = ManTopic.Part(
    "Environment",
    [
      .definitions([
        .init("CRM_STORE", "The store, unless --store names one."),
        .init("CRM_USER", "Act as this user, unless --as names one; only admins may."),
        .init(
          "CRM_NOW", "An instant that stands for the clock; writing under it needs an admin."),
        .init("CRM_TZ", "The time zone of date words and of times in tables."),
        .init(
          "CRM_LANG, LC_ALL, LC_MESSAGES, LANG",
          "The language of titles: Chinese when the first that is set begins with zh."),
        .init("CRM_NO_HOOKS", "Leave hooks to 'crm hook deliver', as --no-hooks does."),
        .init("CRM_HOOK_TIMEOUT", "How many seconds a hook may run."),
        .init("NO_COLOR, FORCE_COLOR, TERM", "Whether --color auto uses colour."),
        .init("COLUMNS", "The width of the terminal."),
        .init("XDG_DATA_HOME", "Where the store of a user lies when no other is found."),
      ])
    ])

  private static let files = ManTopic.Part(
    "Files",
    [
      .paragraph(
        "A store is a directory. It is found in this order: --store, CRM_STORE, the nearest "
          + "directory .crm from the working directory upwards, then "
          + "$XDG_DATA_HOME/crm or ~/.local/share/crm."),
      .definitions([
        .init(
          "store.sqlite",
          "All data: an SQLite database in WAL mode, which sqlite3 can read. The "
            + "views v_customer, v_opportunity and others are stable: see crm-views(5)."),
        .init(
          "store.sqlite-wal, store.sqlite-shm",
          "Changes that are not in store.sqlite yet. Copying "
            + "store.sqlite alone loses them: use 'crm backup create'."),
        .init("hooks", "Programs that rules call: see crm-hooks(5)."),
        .init("lock", "Makes writers wait for each other."),
      ]),
    ])
}

extension String {
  /// The text as a sentence: a capital at the beginning, a period at the end.
  fileprivate var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
