import CommandLineKit

/// What the help of `crm rule add KIND` says about each kind.
enum RuleHelp {
  static let discussion: [String: String] = [
    "classification": """
    The rules of a field are looked through in their order; the first whose condition holds gives \
    the field its value. A new rule acts on what is saved from then on; 'crm rule run \
    classification' brings it to the records that there are, and shows with --dry-run what changes.
    """,
    "validation": """
    A record is looked at when it is made, by a command or an import, and whenever something \
    changes that the condition names. When the condition holds, the change is refused with the \
    text of --error.
    """,
    "automation": """
    When what --on names happens to a record that meets the condition, the rule does what --do says, \
    in the same transaction: all of it is saved, or nothing. 'crm help automation' describes events \
    and actions, 'old.' in conditions, and how often a rule acts; 'crm help hooks' the programs that \
    'run hook' calls.
    """,
    "score": """
    The points of all rules whose condition a customer meets are added to its score, as long as it \
    meets them. 'crm score explain' shows them. A condition cannot ask for score and priority.
    """,
  ]

  static let examples: [String: [Example]] = [
    "classification": [
      Example(
        "crm rule add classification 大客户 --noun customer --field level --value A --when 'contacts >= 3'",
        "Whoever has three contacts is of level A")
    ],
    "validation": [
      Example(
        "crm rule add validation 金额大于零 --noun opportunity --when 'amount <= 0' --error 金额必须大于0",
        "No opportunity without an amount")
    ],
    "automation": [
      Example(
        "crm rule add automation 大客户通知 --noun opportunity --on created,updated"
          + " --when 'amount >= 100万' --once record --do \"notify @owner, role:manager '大单'\"",
        "Tell owner and managers once of every large opportunity"),
      Example(
        "crm rule add automation 沉睡 --noun customer --on schedule"
          + " --when 'days_since(last_activity) > 30' --do 'notify @owner'",
        "Remind owners of customers that nobody follows up, once for each silence"),
      Example(
        "crm rule add automation 新客户回访 --noun customer --on created"
          + " --do \"create task '首次回访' due 3 days\"",
        "Every new customer is called within three days"),
    ],
    "score": [
      Example(
        "crm rule add score 制造业 --noun customer --when 'industry = manufacturing' --points 15",
        "Manufacturers are worth more")
    ],
  ]
}
