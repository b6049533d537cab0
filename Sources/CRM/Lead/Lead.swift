import Catalogue

extension Noun {
  /// Prospects that nobody has looked into yet (线索).
  ///
  /// Source, industry and region are the lists of customers, so that conversion takes them over as they
  /// are.
  package static let lead = Noun(
    "lead", plural: "leads", "Lead", "线索",
    summary: "a person who may become a customer, not looked into yet",
    identifyingFields: ["name"],
    fields: [
      Field(
        "name", .text, "Name", "姓名", aliases: ["线索", "线索名称", "联系人", "联系人姓名", "客户姓名", "contact"],
        isRequired: true, key: .name, isListed: true, "The name of the person"),
      Field(
        "company", .text, "Company", "公司",
        aliases: ["公司名称", "客户名称", "企业名称", "单位名称", "公司全称", "客户", "customer", "account"],
        key: .name, isListed: true, "The company that the person is from"),
      Field("department", .text, "Department", "任职部门", aliases: ["部门"], "The department"),
      Field("position", .text, "Position", "职务", aliases: ["职位", "title"], "The position"),
      Field(
        "phone", .phone, "Phone", "电话",
        aliases: ["联系电话", "公司电话", "座机", "固定电话", "tel", "telephone"], key: .phone,
        isListed: true, "The phone number of the office; several are separated by / or ;"),
      Field(
        "mobile", .phone, "Mobile", "手机", aliases: ["手机号", "手机号码", "移动电话", "cell", "cellphone"],
        key: .phone, isListed: true, "The person's own number"),
      Field(
        "email", .email, "E-mail", "邮箱", aliases: ["电子邮件", "mail"], "The e-mail address"),
      Field("wechat", .text, "WeChat", "微信", aliases: ["微信号"], "The WeChat id"),
      Field("address", .text, "Address", "地址", aliases: ["公司地址", "详细地址"], "The postal address"),
      Field(
        "source", .dictionary("customer.source"), "Source", "来源", aliases: ["线索来源", "客户来源"],
        isListed: true, "Where the lead came from; the list is that of customers"),
      Field(
        "industry", .dictionary("customer.industry"), "Industry", "行业",
        aliases: ["所属行业", "sector"], "The industry; the list is that of customers"),
      Field(
        "region", .dictionary("customer.region"), "Region", "地区",
        aliases: ["区域", "省份", "城市", "所在地区"], "The region; the list is that of customers"),
      Field(
        "status", .choice(LeadStatus.choices), "Status", "线索状态", aliases: ["状态"],
        setter: .creation(thenBy: "lead work"), isListed: true,
        "How far it is: new, working, qualified, converted or disqualified; new when not given"),
      Field(
        "disqualify_reason", .dictionary(LeadDisqualification.reasons), "Reason", "不合格原因",
        aliases: ["无效原因"], setter: .creation(thenBy: "lead disqualify"),
        "Why it was disqualified"),
      Field(
        "disqualify_note", .longText, "Reason in words", "不合格说明",
        setter: .creation(thenBy: "lead disqualify"), "What else is to say about the reason"),
      Field(
        "next_follow_up", .day, "Next follow-up", "下次跟进", aliases: ["下次跟进时间", "下次跟进日期"],
        isListed: true, "The day of the next follow-up"),
      .tags("lead"),
      Field(
        "remark", .longText, "Remark", "备注", aliases: ["备注信息", "note", "remarks", "comment"],
        "A remark"),
      Field(
        "owner", .reference("user"), "Owner", "归属人",
        aliases: ["负责人", "所有人", "跟进人", "销售", "业务员"],
        setter: .creation(thenBy: "pool assign"), isListed: true, "The user who owns the lead"),
      Field(
        "pool", .reference("pool"), "Pool", "公海池", aliases: ["公海", "线索公海", "线索池"],
        setter: .creation(thenBy: "pool release"), isListed: true,
        "The pool that the lead lies in; one that holds leads"),
      Field(
        "held_since", .instant, "Held since", "归属时间", aliases: ["owned_since", "领取时间"],
        setter: .history, "Since when the present owner or pool has it"),
      Field(
        "origin",
        .choice([.init("create", "Created", "新建"), .init("import", "Imported", "导入")]), "Origin",
        "录入方式", setter: .computed, "Whether it was created by hand or imported"),
      Field(
        "converted_at", .instant, "Converted at", "转化时间", setter: .history, "When it was converted"),
      Field(
        "converted_customer", .reference("customer"), "Customer", "转化客户", setter: .history,
        "The customer that it became"),
      Field(
        "converted_contact", .reference("contact"), "Contact", "转化联系人", setter: .history,
        "The contact that the person became"),
      Field(
        "converted_opportunity", .reference("opportunity"), "Opportunity", "转化商机",
        setter: .history, "The opportunity that it became"),
    ],
    facts: [
      Field(
        "last_activity", .instant, "Last activity", "最近跟进", setter: .computed,
        "When it was last followed up"),
      Field(
        "score", .integer(Int64.min...Int64.max), "Score", "评分", setter: .computed,
        "The points of what the person did and of what the lead is, as they count today"),
    ])
}
