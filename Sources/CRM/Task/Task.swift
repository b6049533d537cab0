import Catalogue

extension Noun {
  package static let task = Noun(
    "task", plural: "tasks", aliases: ["todo"], "Task", "待办",
    summary: "something that a user has to do, on a day or some day", titleField: "title",
    identifyingFields: [], defaultSort: ["due", "id"],
    fields: [
      Field(
        "title", .text, "Title", "待办事项", aliases: ["标题", "任务", "任务名称", "todo", "subject"],
        isRequired: true, isListed: true, "What there is to do"),
      Field(
        "customer", .reference("customer"), "Customer", "客户",
        aliases: ["客户名称", "公司", "company", "account"], setter: .creationOnly, isListed: true,
        makesPart: true,
        "The customer that it is about; taken from the contact or opportunity when not given"),
      Field(
        "contact", .reference("contact"), "Contact", "联系人", setter: .creationOnly,
        "The person that it is about"),
      Field(
        "opportunity", .reference("opportunity"), "Opportunity", "商机", aliases: ["销售机会"],
        setter: .creationOnly, makesPart: true, "The opportunity that it is about"),
      Field(
        "lead", .reference("lead"), "Lead", "线索", setter: .creationOnly, makesPart: true,
        "The lead that it is about; with a customer, the one that it has become"),
      Field(
        "assignee", .reference("user"), "Assignee", "负责人", aliases: ["执行人", "处理人", "owner"],
        isRequired: true, isListed: true, "The user who has to do it; the actor when not given"),
      Field(
        "due", .day, "Due", "截止日期", aliases: ["到期日", "截止时间", "due_date", "deadline"],
        isListed: true, "The day on which it has to be done at the latest"),
      Field(
        "priority",
        .choice([
          .init("high", "High", "高"), .init("normal", "Normal", "中"), .init("low", "Low", "低"),
        ]),
        "Priority", "优先级", isListed: true, defaultValue: .text("normal"), "How pressing it is"),
      Field(
        "note", .longText, "Note", "说明", aliases: ["备注", "description"], "What else is to say"),
      Field(
        "state",
        .choice(TaskState.allCases.map { .init($0.rawValue, $0.label.english, $0.label.chinese) }),
        "State", "状态", setter: .creation(thenBy: "task done"), isListed: true,
        defaultValue: .text("open"), "Whether it is open, done or cancelled; open when not given"),
      Field("done_at", .instant, "Done at", "完成时间", setter: .history, "When it was done"),
      Field("done_by", .reference("user"), "Done by", "完成人", setter: .history, "Who did it"),
      Field(
        "outcome", .longText, "Outcome", "结果", setter: .history,
        "What came of it, or why it was cancelled"),
    ],
    facts: [
      Field(
        "overdue", .bool, "Overdue", "已逾期", setter: .computed,
        "Whether it is open although its day is over")
    ])
}
