import CRM
import Catalogue
import CommandLineKit

extension HelpTopics {
  /// The condition language, for `crm help conditions` and crm-conditions(7).
  static var conditions: ManTopic {
    ManTopic(
      name: "crm-conditions", section: 7, summary: "The condition language of crm",
      parts: [description, comparisons, names, values, missing, examples])
  }

  private static let description = ManTopic.Part(
    "Description",
    [
      .paragraph(
        "A condition says which records are meant. The same text filters lists, exports and "
          + "reports with --where, selects the records that a command changes, and is kept as a "
          + "view. The database answers it; it means the same everywhere."),
      .code(["industry = '制造' and level in ('A', 'B') and not won"]),
      .paragraph(
        "Comparisons are joined by and, or and not; not binds closest, then and, then or, and "
          + "parentheses group. Case does not matter in these words. Several --where must all hold. "
          + "An error shows the place in the condition."),
    ])

  private static let comparisons = ManTopic.Part(
    "Comparisons",
    [
      .definitions([
        .init("=  !=", "Equal, and not equal."),
        .init("<  <=  >  >=", "For numbers, amounts, days and instants."),
        .init(
          "~  !~",
          "Contains, and does not: a part of a text, whatever the case of its letters. A part of a "
            + "name is found whatever its spelling: full-width letters, spaces and brackets do not "
            + "count. A reference is looked for in the names of the record that it points to."),
        .init("in (a, b)  not in (a, b)", "One of the values, and none of them."),
        .init(
          "between a..b  not between a..b",
          "From a to b, both included; one of them may be left out."),
        .init("is missing  is present", "The record has no value there, or has one."),
        .init("won  not won", "A name alone, for what is yes or no."),
      ])
    ])

  private static let names = ManTopic.Part(
    "Names",
    [
      .paragraph(
        "The names are those of 'crm NOUN list --fields help', or the titles of the fields in "
          + "either language. A dot leads to the record that a field points to: owner.team, "
          + "customer.level, stage.kind. Some names are facts that follow from other records:"),
      .definitions(
        Catalogue.builtIn.nouns.flatMap { noun in
          noun.facts.map { .init("\(noun.name): \($0.name)", $0.help + ".") }
        }),
      .paragraph(
        "days_since(DATE) and days_until(DATE) are whole calendar days in the store's time zone. "
          + "days_since(last_activity) of a customer that was never followed up counts from the "
          + "day on which its owner or pool got it."),
    ])

  private static let values = ManTopic.Part(
    "Values",
    [
      .definitions([
        .init(
          "text",
          "In single or double quotation marks; the mark itself is written twice. A word without "
            + "spaces and punctuation needs none."),
        .init("numbers and amounts", "12, -3.5, 1.2万, 3亿; 10000 and 1万 are the same."),
        .init(
          "days and periods",
          "2026-03-01, 2026-03, 2026-Q1, today, -30d, month_start, 3天前, 上季度. A date equals a "
            + "period when it lies within it, and is later than a period after its last day. "
            + "Words of several parts are quoted: '3 days ago'."),
        .init("instants", "2026-03-01T09:00:00Z, or a day and a time in quotation marks."),
        .init("entries of option lists", "By key or by title, in either language."),
        .init("records", "By id (user/3), login, number, name or external id."),
        .init("yes and no", "yes, no, true, false, 是, 否."),
      ])
    ])

  private static let missing = ManTopic.Part(
    "Missing values",
    [
      .paragraph(
        "A missing value makes =, <, <=, >, >=, in, between and ~ false, and !=, not in, not "
          + "between and !~ true: a customer without a level is not of level A. So not (level = A) "
          + "and level != A are the same.")
    ])

  private static let examples = ManTopic.Part(
    "Examples",
    [
      .code([
        "crm customer list --where \"level = 'A' and days_since(last_activity) > 30\"",
        "crm customer edit --where 'source is missing' --source other --dry-run",
        "crm opportunity list --where 'stage.kind = open and amount >= 5万'",
        "crm pool claim --next 5 --where 'region = east'",
        "crm report funnel --where \"customer.industry = '制造'\"",
        "crm view add neglected --noun customer --condition 'days_since(last_activity) > 60'",
        "crm customer list --view neglected",
        "crm explain customer/7 --where 'level = A and not won'",
      ])
    ])
}
