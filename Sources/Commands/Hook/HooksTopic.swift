import CommandLineKit

extension HelpTopics {
  /// Programs that rules call, for `crm help hooks` and crm-hooks(5).
  static var hooks: ManTopic {
    ManTopic(
      name: "crm-hooks", section: 5, summary: "Programs that crm tells what happened",
      parts: [hookDescription, hookInput, hookVariables, hookDelivery, hookTrust, hookExample])
  }

  private static let hookDescription = ManTopic.Part(
    "Description",
    [
      .paragraph(
        "A hook is an executable file in the folder hooks of the store. Rules of automation name it: "
          + "'run hook wecom' calls hooks/wecom. It runs after the change is saved and told, while no "
          + "lock is held, and may call crm itself; hooks that set each other off are stopped five "
          + "deep.")
    ])

  private static let hookInput = ManTopic.Part(
    "Input",
    [
      .paragraph(
        "Standard input has one JSON object a line, for each record that the rule acted on; of more "
          + "than 100 records the hook is told in several deliveries."),
      .definitions([
        .init(
          "hook, rule, on", "The hook, the rule that calls it, and the events that it waits for."),
        .init("ref, noun, id, title", "The record: customer/42, customer, 42, its name."),
        .init("operation, at, actor", "What it tells of, when that was, and who did it."),
      ]),
      .paragraph(
        "What the hook writes goes nowhere; the last line is kept with a failure."),
    ])

  private static let hookVariables = ManTopic.Part(
    "Environment",
    [
      .definitions([
        .init("CRM_STORE", "The store, so that crm finds it."),
        .init("CRM_HOOK", "The hook."),
        .init(
          "CRM_HOOK_KEY",
          "The same text for every attempt of one delivery: an idempotency key for services."),
        .init("CRM_HOOK_ATTEMPT", "The number of the attempt, from 1."),
        .init("CRM_HOOK_DEPTH", "How many hooks led to this call."),
      ]),
      .paragraph(
        "Besides there are PATH, HOME, USER, LOGNAME, LANG, LC_ALL, TZ and TMPDIR, as far as they are "
          + "set, and nothing else."),
    ])

  private static let hookDelivery = ManTopic.Part(
    "Delivery",
    [
      .paragraph(
        "What a hook is to be told is saved with the change itself, so nothing is told that did not "
          + "happen, and nothing that happened is lost. Exit code 0 means that it was delivered. "
          + "Anything else, and running longer than \(HookDispatch.usualLimit) seconds "
          + "(CRM_HOOK_TIMEOUT), is a failure: the hook and all that it started are stopped, and the "
          + "delivery is due again after 1, 4, 16, 64 and 256 minutes, then every 6 hours. After 16 "
          + "attempts it is given up and stays in the list."),
      .paragraph(
        "The command that set a hook off makes the first attempt, unless --no-hooks or CRM_NO_HOOKS "
          + "is given; 'crm hook deliver', from cron, makes all others. A hook may be told the same "
          + "thing twice, and, after a failure, later things before earlier ones. Undoing an operation "
          + "takes back deliveries that were not made yet; of those that were made a hook is not told."
      ),
      .code(["* * * * * crm hook deliver -q"]),
    ])

  private static let hookTrust = ManTopic.Part(
    "Trust",
    [
      .paragraph(
        "A hook runs only when it and the folder belong to you or to the store's owner and nobody else "
          + "may write them. 'crm hook list' says what is missing.")
    ])

  private static let hookExample = ManTopic.Part(
    "Example",
    [
      .code([
        "#!/bin/sh",
        "# hooks/log: one line for each record.",
        "exec cat >> \"$CRM_STORE/hooks.log\"",
      ])
    ])
}
