import Conditions
import ProgramTesting
import Testing
import Values

/// The text of actions: what it means, how it is written back, and what is wrong with it.
@Suite struct RuleActionTests {
  private func canonical(_ text: String) throws -> String {
    RuleActionPrinter.text(of: try RuleActionParser.parse(text))
  }

  @Test(arguments: [
    ("notify @owner", "notify @owner"),
    (" NOTIFY @owner , role:仓库  “请发货” ;", "notify @owner, role:'仓库' '请发货'"),
    ("set level=A；clear remark", "set level = A; clear remark"),
    ("set remark = 'a; b'", "set remark = 'a; b'"),
    ("tag vip、'key account'\nuntag cold", "tag vip, 'key account'; untag cold"),
    ("assign user:li.wei", "assign user:li.wei"),
    ("create task call", "create task 'call'"),
    ("create task '回访' due 3 days for @owner", "create task '回访' due '3 days' for @owner"),
    (
      "create task a due 3d; create task b for user:li.wei",
      "create task 'a' due 3d; create task 'b' for user:li.wei"
    ),
    ("assign BY 'East Sales'; assign by  轮流", "assign by 'East Sales'; assign by '轮流'"),
    ("move to pool public\n\n;;run hook wecom.sh", "move to pool public; run hook wecom.sh"),
    (
      "notify team:'East Sales', @customer.owner 'it''s'",
      "notify team:'East Sales', @customer.owner 'it''s'"
    ),
  ])
  func isWrittenInOneWay(text: String, wanted: String) throws {
    #expect(try canonical(text) == wanted)
    #expect(try canonical(wanted) == wanted)
  }

  @Test func printingAndParsingAreInverse() throws {
    var random = RandomActions(generator: SeededGenerator(seed: 7))
    for _ in 0..<3000 {
      let actions = random.actions()
      #expect(try RuleActionParser.parse(RuleActionPrinter.text(of: actions)) == actions)
    }
  }

  @Test(arguments: [
    ("notfy @owner", "there is no action 'notfy'", "notfy"),
    (
      "notify owner", "'owner' stands where @FIELD, user:LOGIN, role:ROLE or team:TEAM is expected",
      "owner"
    ),
    ("set level A", "'A' stands where '=' is expected", "A"),
    ("set level =", "the action ends where a value is expected", ""),
    ("set level = A notify @owner", "'notify' stands where ';' is expected", "notify"),
    ("set level =\nA", "'A' stands where a value is expected", "A"),
    ("move to public", "'public' stands where 'pool' is expected", "public"),
    ("notify role:", "a name is missing behind 'role:'", "role:"),
    ("create tas x", "'tas' stands where 'task' is expected", "tas"),
    ("create task", "the action ends where the title of a task is expected", ""),
    ("create task x due", "the action ends where a day such as 3d or 'next fri' is expected", ""),
    (
      "create task x for li",
      "'li' stands where @FIELD, user:LOGIN, role:ROLE or team:TEAM is expected", "li"
    ),
    ("assign by", "the action ends where the name of an assignment rule is expected", ""),
    ("run shell rm", "'shell' stands where 'hook' is expected", "shell"),
  ])
  func mistakesShowTheirPlace(text: String, message: String, place: String) {
    let error = #expect(throws: UserError.self) { try RuleActionParser.parse(text) }
    #expect(error?.message == message)
    let excerpt = error?.excerpt
    let marked = excerpt.map { String(text.utf8.dropFirst($0.start).prefix($0.end - $0.start)) }
    #expect(marked == .some(place))
  }

  @Test(arguments: ["", " ", ";;\n", "；"])
  func nothingIsNoAction(text: String) {
    let error = #expect(throws: UserError.self) { try RuleActionParser.parse(text) }
    #expect(error?.message == "the rule does nothing")
  }

  @Test func hostileTextEndsInAnError() {
    let texts = [
      String(repeating: "tag a;", count: 10_000), String(repeating: "'", count: 9_999),
      String(repeating: "a", count: 1_000_000), "set x = '\u{0}'; \u{202E}", "notify @'; --",
      String(repeating: "notify @a, ", count: 5_000),
    ]
    for text in texts { #expect(throws: UserError.self) { try RuleActionParser.parse(text) } }
  }
}

/// Random actions over any names and values: what the language can say.
private struct RandomActions {
  var generator: SeededGenerator

  private static let names = [
    "level", "A", "制造", "it's", "a b", "3d", "and", "x.", "；", "\n", "-1",
  ]

  mutating func actions() -> [RuleAction] {
    (0..<Int.random(in: 1...4, using: &generator)).map { _ in action() }
  }

  private mutating func action() -> RuleAction {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: .set(field: .init("level"), name())
    case 1: .set(field: .init("next_follow_up"), nil)
    case 2: .tag([name(), name()])
    case 3: .untag([name()])
    case 4: .notify([recipient(), recipient()], text: name())
    case 5: .notify([recipient()], text: nil)
    case 7: .create(task: name(), due: nil, assignee: recipient())
    case 8: .create(task: name(), due: name(), assignee: nil)
    case 6: Bool.random(using: &generator) ? .assign(recipient()) : .assignBy(rule: name())
    default: Bool.random(using: &generator) ? .move(pool: name()) : .run(hook: name())
    }
  }

  private mutating func recipient() -> RuleAction.Recipient {
    let kinds = RuleAction.Recipient.Kind.allCases
    let kind = kinds[Int.random(in: kinds.indices, using: &generator)]
    return .init(kind: kind, name: kind == .field ? .init("customer.owner") : name())
  }

  private mutating func name() -> Condition.Value {
    .init(Self.names[Int.random(in: Self.names.indices, using: &generator)])
  }
}
