import CRM
import CommandLineKit

extension HelpTopics {
  /// Rules that act, for `crm help automation` and crm-automation(7).
  static var automation: ManTopic {
    ManTopic(
      name: "crm-automation", section: 7, summary: "Rules of crm that act when something happens",
      parts: [description, events, before, actions, frequency, order, automationExamples])
  }

  private static let description = ManTopic.Part(
    "Description",
    [
      .paragraph(
        "A rule of automation waits for an event (--on), looks whether the record meets a condition "
          + "(--when, as crm-conditions(7) describes it) and does something (--do). It acts in the "
          + "transaction of the command that sets it off, whichever that is: what the command and its "
          + "rules change is one operation, which 'crm undo' takes back as a whole. When a rule "
          + "cannot act, the command fails and nothing is changed."),
      .code([
        "crm rule add automation 报价 --noun opportunity --on stage --when 'stage = Quote' \\",
        "    --do \"notify @owner, role:manager '请审核报价'; run hook wecom\"",
      ]),
    ])

  private static let events = ManTopic.Part(
    "Events",
    [
      .paragraph("Several are separated by commas: created, updated."),
      .definitions(
        AutomationEvent.allCases.map { .init($0.rawValue, "When " + $0.summary + ".") }),
    ])

  private static let before = ManTopic.Part(
    "Before and after",
    [
      .paragraph(
        "In the condition of a rule that waits for a change, old. in front of a field is what the "
          + "record had before the command: old.level, old.owner.team. Of a new record it is missing. "
          + "A name alone, or with new., is what the record has now. Facts that follow from other "
          + "records have no old value."),
      .code(["level = A and old.level != A"]),
    ])

  private static let actions = ManTopic.Part(
    "Actions",
    [
      .paragraph(
        "Several are separated by semicolons or line breaks, and are done in their order."),
      .definitions([
        .init(
          "set FIELD = VALUE, clear FIELD",
          "Change a field as edit does. A relative date counts from the day on which the rule acts. "
            + "The status of a customer goes the way that its process allows."),
        .init("tag TAG, TAG and untag TAG, TAG", "Put tags on, and take them off."),
        .init(
          "notify RECIPIENT, RECIPIENT 'TEXT'",
          "Active users find the record and the text in 'crm inbox', once for each operation; without "
            + "a text the name of the rule. Of more than ten records they are told together."),
        .init(
          "assign RECIPIENT",
          "Give a customer to one user, within the cap of the pool that it comes from."),
        .init(
          "assign by RULE",
          "Give a customer that lies in a pool to whom the assignment rule says, when it meets the "
            + "condition of that rule."),
        .init("move to pool POOL", "Take a customer from its owner; the pool has to admit it."),
        .init(
          "create task 'TITLE' due DAY for RECIPIENT",
          "Make a task about the record, for its owner when no recipient follows; both parts may be left "
            + "out. The day is counted from the one on which the rule acts: due 3d, due 3 days. A record "
            + "without an owner, or whose owner has left, gets no task."),
        .init("run hook NAME", "Call a program after the change is saved; see crm-hooks(5)."),
      ]),
      .paragraph(
        "A recipient is user:LOGIN, role:ROLE, team:TEAM (with the teams below it), or @ and a field "
          + "that names a user: @owner, @created_by, @customer.owner. Names with spaces or letters "
          + "other than a to z are quoted: role:'仓库'."),
    ])

  private static let frequency = ManTopic.Part(
    "How often",
    [
      .definitions([
        .init(
          "--once always",
          "Each time; from a schedule once a day. So events act when nothing is said."),
        .init(
          "--once value",
          "Once for each constellation of values that the condition compares, and for each stage or "
            + "status: a customer is reminded of once for each silence when the condition asks for "
            + "last_activity. So schedules act when nothing is said."),
        .init("--once record", "Once for the record, and never again."),
      ]),
      .paragraph(
        "What was done for an operation that is undone counts as not done. Its notifications leave "
          + "the inbox, and its deliveries to hooks, when they were not made yet, are not made."),
    ])

  private static let order = ManTopic.Part(
    "Rules that set off rules",
    [
      .paragraph(
        "What a rule changes may set off rules of classification and automation again, five times "
          + "over; rules that do not come to rest make the command fail. Notifications and hooks come "
          + "once at the end, whatever it took. Rules of validation look at the result. Undo sets off "
          + "no rule.")
    ])

  private static let automationExamples = ManTopic.Part(
    "Examples",
    [
      .code([
        "crm rule add automation 新客户 --noun customer --on created --do 'set next_follow_up = 3d'",
        "crm rule add automation 升级 --noun customer --on updated \\",
        "    --when 'level = A and old.level != A' --do 'tag vip; notify @owner.team.head'",
        "crm rule add automation 沉睡 --noun customer --on schedule \\",
        "    --when 'days_since(last_activity) > 30' --do 'notify @owner'",
        "crm rule test 沉睡",
        "crm rule run automation",
      ])
    ])
}
