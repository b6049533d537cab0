import Catalogue

extension Noun {
  package static let customer = Noun(
    "customer", plural: "customers", aliases: ["cust"], "Customer", "客户",
    summary: "an enterprise or a person one sells to",
    identifyingFields: ["name"],
    fields: [
      Field(
        "name", .text, "Name", "客户名称",
        aliases: [
          "公司", "公司名称", "客户", "客户姓名", "企业名称", "名称", "单位名称", "公司全称", "客户全称", "company", "customer",
          "account",
        ],
        isRequired: true, key: .name, isListed: true, "The name"),
      Field(
        "type",
        .choice([
          .init("enterprise", "Enterprise", "企业"), .init("individual", "Individual", "个人"),
        ]), "Nature", "客户性质", aliases: ["性质"], isListed: true,
        "Whether it is a company or a person"),
      Field("short_name", .text, "Short name", "简称", aliases: ["客户简称"], "A shorter name"),
      Field(
        "uscc", .socialCreditCode, "Social credit code", "社会信用代码",
        aliases: ["统一社会信用代码", "信用代码", "税号"], key: .socialCreditCode,
        "The unified social credit code, 18 characters"),
      Field(
        "status", .dictionary("customer.status"), "Status", "跟进状态", aliases: ["客户状态"],
        setter: .creation(thenBy: "customer status"), isListed: true,
        "The follow status; the initial one when not given"),
      Field(
        "source", .dictionary("customer.source"), "Source", "来源", aliases: ["客户来源"],
        "Where the customer came from"),
      Field(
        "level", .dictionary("customer.level"), "Level", "级别",
        aliases: ["客户级别", "客户等级", "等级"], isListed: true, "How important the customer is"),
      Field(
        "kind", .dictionary("customer.kind"), "Kind", "客户类型", aliases: ["类型"],
        "The kind of customer, as the store defines kinds"),
      Field(
        "industry", .dictionary("customer.industry"), "Industry", "行业",
        aliases: ["客户行业", "所属行业", "sector"], isListed: true, "The industry"),
      Field(
        "region", .dictionary("customer.region"), "Region", "地区",
        aliases: ["区域", "省份", "城市", "所在地区"], isListed: true, "The region"),
      Field(
        "address", .text, "Address", "地址", aliases: ["客户地址", "公司地址", "详细地址"], "The postal address"),
      Field(
        "phone", .phone, "Phone", "电话",
        aliases: ["手机", "手机号", "公司电话", "客户电话", "座机", "固定电话", "mobile", "tel", "telephone"],
        key: .phone,
        isListed: true, "The phone number; several are separated by / or ;"),
      Field(
        "email", .email, "E-mail", "邮箱", aliases: ["电子邮件", "mail"], key: .email,
        "The e-mail address"),
      Field(
        "website", .text, "Website", "网站", aliases: ["网址", "官网", "url", "web"], "The web site"),
      Field("wechat", .text, "WeChat", "微信", aliases: ["微信号"], "The WeChat id"),
      Field(
        "parent", .reference("customer"), "Parent", "上级客户", aliases: ["母公司", "所属集团"],
        "The customer that this one belongs to"),
      Field("credit_grade", .integer(1...5), "Credit grade", "信用等级", "The credit grade, 1 to 5"),
      Field(
        "next_follow_up", .day, "Next follow-up", "下次跟进",
        aliases: ["下次跟进时间", "下次跟进日期"], "The day of the next follow-up"),
      .tags("customer"),
      Field(
        "remark", .longText, "Remark", "备注", aliases: ["备注信息", "note", "remarks", "comment"],
        "A remark"),
      Field(
        "owner", .reference("user"), "Owner", "归属人",
        aliases: ["负责人", "所有人", "跟进人", "销售", "业务员"],
        setter: .creation(thenBy: "pool assign"), isListed: true, "The user who owns the customer"),
      Field(
        "pool", .reference("pool"), "Pool", "公海池", aliases: ["公海"],
        setter: .creation(thenBy: "pool release"), isListed: true,
        "The pool that the customer lies in"),
      Field(
        "held_since", .instant, "Held since", "归属时间", aliases: ["owned_since", "领取时间"],
        setter: .history, "Since when the present owner or pool has it"),
      Field(
        "locked_until", .day, "Locked until", "锁定至", setter: .history,
        "The last day on which no rule recycles it (customer lock); 9999-12-31 has no end"),
      Field(
        "not_ready_until", .day, "Not ready until", "暂缓至", setter: .history,
        "The last day on which it is not ready to buy and no rule recycles it (customer not-ready)"),
      Field(
        "disqualified_reason", .dictionary("customer.disqualify_reason"), "Disqualified",
        "不合格原因", setter: .history, "Why nobody should try to sell to it (customer disqualify)"),
      Field(
        "origin",
        .choice([.init("create", "Created", "新建"), .init("import", "Imported", "导入")]), "Origin",
        "录入方式", setter: .computed, "Whether it was created by hand or imported"),
    ],
    facts: [
      Field(
        "last_activity", .instant, "Last activity", "最近跟进", setter: .computed,
        "When it was last followed up, contacts and opportunities included"),
      Field(
        "contacts", .integer(0...Int64.max), "Contacts", "联系人数", setter: .computed,
        "How many contacts it has"),
      Field(
        "open_opportunities", .integer(0...Int64.max), "Open opportunities", "进行中商机",
        setter: .computed, "How many opportunities are still open"),
      Field(
        "open_tasks", .integer(0...Int64.max), "Open tasks", "待办数", setter: .computed,
        "How many tasks about it are still open, those of its opportunities included"),
      Field(
        "open_tickets", .integer(0...Int64.max), "Open tickets", "未解决工单数", setter: .computed,
        "How many after-sales cases of it are not resolved"),
      Field(
        "won", .bool, "Won", "已成交", setter: .computed,
        "Whether it has a deal: an approved contract, or a won opportunity without a contract"),
      Field(
        "last_deal", .instant, "Last deal", "最近成交", setter: .computed,
        "When its last approved contract was signed, or an opportunity won without one"),
      Field(
        "contracts", .integer(0...Int64.max), "Contracts", "合同数", setter: .computed,
        "How many approved contracts it has"),
      Field(
        "contract_total", .money, "Contract total", "合同总额", setter: .computed,
        "The amount of its approved contracts"),
      Field(
        "payment_total", .money, "Payment total", "回款总额", setter: .computed,
        "What it paid, refunds taken off"),
      Field(
        "outstanding", .money, "Outstanding", "未回款", setter: .computed,
        "What it still has to pay for approved contracts"),
      Field(
        "overdue_days", .integer(0...Int64.max), "Overdue days", "逾期天数", setter: .computed,
        "How long its oldest receivable has been overdue"),
      Field(
        "score", .integer(Int64.min...Int64.max), "Score", "评分", setter: .computed,
        "The points of what it did and of what it is, as they count today (score explain)"),
      Field(
        "priority", .choice([.init("A", "A", "A"), .init("B", "B", "B"), .init("C", "C", "C")]),
        "Priority", "优先级", setter: .computed, "What the score makes of it (score bands)"),
    ])
}
