import Catalogue

/// What a new store begins with: option lists, roles, a pipeline.
package struct Template: Sendable {
  package struct Entry: Sendable {
    var key: String
    var label: Label
    /// In lists whose entries have kinds (`EntryKind`).
    var kind: String?

    init(_ key: String, _ english: String, _ chinese: String, kind: String? = nil) {
      self.key = key
      label = Label(english, chinese)
      self.kind = kind
    }
  }

  package struct Stage: Sendable {
    var label: Label
    var kind: String
    var probability: Int64

    init(_ english: String, _ chinese: String, _ probability: Int64, kind: String = "open") {
      label = Label(english, chinese)
      self.kind = kind
      self.probability = probability
    }
  }

  package var name: String
  package var optionLists: [(name: String, entries: [Entry])]
  package var roles: [(name: String, remark: Label)]
  package var pipeline: (name: Label, stages: [Stage])

  /// The template for anybody: the statuses of 003 and the pipeline of 002.
  package static let basic = Template(
    name: "basic",
    optionLists: [
      (
        "customer.status",
        [
          Entry("pending", "To follow up", "待跟进", kind: "initial"),
          Entry("intent", "Intent confirmed", "意向确认", kind: "middle"),
          Entry("proposal", "Proposal", "方案报价", kind: "middle"),
          Entry("quote_review", "Quote review", "报价审核", kind: "middle"),
          Entry("won", "Won", "成单", kind: "won"), Entry("lost", "Lost", "丢单", kind: "lost"),
        ]
      ),
      (
        "customer.source",
        [
          Entry("website", "Website", "官网"), Entry("referral", "Referral", "转介绍"),
          Entry("exhibition", "Exhibition", "展会"), Entry("cold_call", "Cold call", "电话营销"),
          Entry("advertising", "Advertising", "广告"), Entry("other", "Other", "其他"),
        ]
      ),
      (
        "customer.level",
        [
          Entry("A", "A", "A级"), Entry("B", "B", "B级"), Entry("C", "C", "C级"),
        ]
      ),
      (
        "customer.kind",
        [
          Entry("prospect", "Prospect", "潜在客户"), Entry("customer", "Customer", "成交客户"),
          Entry("partner", "Partner", "合作伙伴"), Entry("other", "Other", "其他"),
        ]
      ),
      (
        "customer.industry",
        [
          Entry("manufacturing", "Manufacturing", "制造"), Entry("software", "Software", "软件"),
          Entry("retail", "Retail", "零售"), Entry("finance", "Finance", "金融"),
          Entry("education", "Education", "教育"), Entry("medical", "Medical", "医疗"),
          Entry("construction", "Construction", "建筑"), Entry("logistics", "Logistics", "物流"),
          Entry("other", "Other", "其他"),
        ]
      ),
      (
        "customer.region",
        [
          Entry("east", "East China", "华东"), Entry("south", "South China", "华南"),
          Entry("north", "North China", "华北"), Entry("central", "Central China", "华中"),
          Entry("southwest", "Southwest China", "西南"), Entry("northwest", "Northwest China", "西北"),
          Entry("northeast", "Northeast China", "东北"),
        ]
      ),
      (
        "customer.release_reason",
        [
          Entry("no_interest", "No interest", "无意向"), Entry("unreachable", "Unreachable", "联系不上"),
          Entry("mismatch", "Does not fit", "不匹配"), Entry("other", "Other", "其他"),
        ]
      ),
      (
        "activity.method",
        [
          Entry("phone", "Phone", "电话"), Entry("email", "E-mail", "邮件"),
          Entry("visit", "Visit", "当面拜访"), Entry("wechat", "WeChat", "微信"),
          Entry("other", "Other", "其他"),
        ]
      ),
      (
        "opportunity.lost_reason",
        [
          Entry("price", "Price", "价格"), Entry("competitor", "Competitor", "竞争对手"),
          Entry("no_budget", "No budget", "无预算"), Entry("no_need", "No need", "无需求"),
          Entry("other", "Other", "其他"),
        ]
      ),
    ],
    roles: [
      ("admin", Label("may do everything", "管理员")),
      ("manager", Label("sees the own team and the teams below", "经理")),
      ("sales", Label("sees own customers and the pools", "销售")),
      ("service", Label("after-sales service", "售后")),
      ("finance", Label("contracts and payments", "财务")),
      ("viewer", Label("may read", "只读")),
    ],
    pipeline: (
      Label("Sales", "销售管道"),
      [
        Stage("Interest", "意向", 10), Stage("Presentation", "产品介绍", 20),
        Stage("Engaged", "产生兴趣", 40), Stage("Quote", "报价", 60),
        Stage("Evaluation", "评估", 80), Stage("Contract", "合同", 90),
        Stage("Won", "赢单", 100, kind: "won"), Stage("Lost", "输单", 0, kind: "lost"),
        Stage("Invalid", "无效", 0, kind: "invalid"),
      ]
    ))

  package static let all = [basic]
}
