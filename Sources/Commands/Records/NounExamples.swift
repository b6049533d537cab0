import CommandLineKit

/// The examples in the help of generic verbs, by noun; the tests execute them.
enum NounExamples {
  static let tag: [String: [Example]] = [
    "customer": [
      Example("crm customer tag 华为技术有限公司 --add VIP", "A label"),
      Example(
        "crm customer tag --where 'score >= 60' --add VIP --remove 老客户", "All that deserve it"),
    ],
    "lead": [Example("crm lead tag 1 --add VIP", "A label")],
  ]

  static let add: [String: [Example]] = [
    "customer": [
      Example(
        "crm customer add 启明科技有限公司 --industry 软件 --phone 0755-26013388",
        "Add a customer that you own"),
      Example(
        "crm customer add 刘敏 --type individual --phone 13900139010 --pool public",
        "Add a person to the public pool"),
    ],
    "contact": [
      Example(
        "crm contact add 李娜 --customer 华为技术有限公司 --phone 13900139000", "Add a person at a customer")
    ],
    "lead": [
      Example(
        "crm lead add 周敏 --company 光明制药 --mobile 13900139020 --source 展会",
        "Somebody from an exhibition"),
      Example("crm lead add 郑凯 --mobile 13900139021 --pool leads", "For whoever takes it"),
    ],
    "task": [
      Example("crm task add 回访 --customer 华为技术有限公司 --due 下周五", "Something that you have to do"),
      Example(
        "crm task add 'Send the quote' --assignee li.wei --due 3d --priority high",
        "Something for a colleague"),
    ],
    "ticket": [
      Example(
        "crm ticket add 设备无法开机 --customer 华为技术有限公司 --kind repair --priority high --due 3d",
        "A repair that somebody has to see to"),
      Example(
        "crm ticket add 安装调试 --customer 华为技术有限公司 --kind dispatch --assignee li.wei",
        "Somebody is sent there"),
    ],
    "target": [
      Example(
        "crm target add 2026-03 --metric activities --user li.wei --count 60",
        "Like 'crm target set', for what is not set yet")
    ],
    "user": [
      Example("crm user add '陈 静' --login chen.jing --role sales", "Add a colleague")
    ],
    "product": [
      Example("crm product add 'GTX Basic' --list-price 550", "Add a product")
    ],
    "behavior": [
      Example("crm behavior add 不接电话 --points -10", "They do not pick up"),
      Example(
        "crm behavior add 打开邮件 --points 5 --max-per-day 1 --half-life 30",
        "Once a day, and half of it after a month"),
    ],
    "classification": [
      Example("crm classification add customer.level", "Rules decide the level from now on"),
      Example(
        "crm classification add customer.kind --on-none clear", "No kind where no rule matches"),
    ],
    "checklist_item": [
      Example("crm stage item add 客户签字 --stage Contract", "Something to be done in a stage"),
      Example(
        "crm stage item add 竞品对比 --stage Evaluation --required no", "Something that may be left out"
      ),
    ],
    "tag": [
      Example("crm tag add 重点", "A label for records"),
      Example("crm dict add 规模 --dictionary tag.group --kind exclusive", "Tags of which one holds"),
    ],
    "pool": [
      Example("crm pool add 华东 --claim-per-day 10 --claimed-cap 100", "Add a pool with limits")
    ],
  ]
}
