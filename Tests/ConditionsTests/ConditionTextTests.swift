import Conditions
import ProgramTesting
import Testing
import Values

@Suite struct ConditionTextTests {
  /// What is printed is read as the same condition, and printed alike again.
  @Test func parsingUndoesPrinting() throws {
    var random = RandomCondition(generator: SeededGenerator(seed: 20_260_301))
    for _ in 0..<5_000 {
      let condition = random.condition()
      let text = ConditionPrinter.text(of: condition)
      let parsed = try ConditionParser.parse(text)
      try #require(parsed == condition, "\(text)")
      #expect(ConditionPrinter.text(of: parsed) == text)
    }
  }

  @Test(arguments: [
    ("level='A'", "level = A"),
    ("LEVEL = \"A\" AND NOT won", "LEVEL = A and not won"),
    ("a = 1 or b = 2 and c = 3", "a = 1 or b = 2 and c = 3"),
    ("(a = 1 or b = 2) and c = 3", "(a = 1 or b = 2) and c = 3"),
    ("((a = 1))", "a = 1"),
    ("not (a = 1 and b = 2)", "not (a = 1 and b = 2)"),
    ("not a = 1", "not a = 1"),
    ("name ~ 'it''s'", "name ~ 'it''s'"),
    ("name ~ \"it's\"", "name ~ 'it''s'"),
    ("名称 ＝ ‘华为’ and 级别 in （A，B、C）", "名称 = '华为' and 级别 in (A, B, C)"),
    ("amount>=1.2万", "amount >= 1.2万"),
    ("amount<-5", "amount < -5"),
    ("amount between 1..5", "amount between 1..5"),
    ("amount not between 1万 .. 5万", "amount not between 1万..5万"),
    ("closed_at between 2026-01-01..", "closed_at between 2026-01-01.."),
    ("closed_at between ..today and won", "closed_at between ..today and won"),
    ("phone is missing", "phone is missing"),
    ("phone is not missing", "phone is present"),
    ("days_since(last_activity) > 30", "days_since(last_activity) > 30"),
    ("owner.team != '华东'", "owner.team != '华东'"),
    ("name !~ 'x' or tag not in (a)", "name !~ x or tag not in (a)"),
  ])
  func isReadAndPrinted(_ text: String, _ canonical: String) throws {
    #expect(ConditionPrinter.text(of: try ConditionParser.parse(text)) == canonical)
  }

  /// What is wrong, and the part of the text that it is about.
  @Test(arguments: [
    ("", "the condition is empty", ""),
    ("   ", "the condition is empty", ""),
    ("level", nil, nil),
    ("level =", "the condition ends where a value is expected", ""),
    ("= 5", "'=' stands where the name of a field is expected", "="),
    ("level == 'A'", "there is no operator '=='", "=="),
    ("level <> 'A'", "there is no operator '<>'", "<>"),
    ("level => 'A'", "there is no operator '=>'", "=>"),
    ("! level", "there is no operator '!'", "!"),
    ("level = 'A", "the text that begins here does not end", "'"),
    ("(level = A", "the condition ends where ')' is expected", ""),
    ("level = A)", "')' stands where 'and' or 'or' is expected", ")"),
    ("level A", "an operator is missing before 'A'", "A"),
    ("level = A B", "'B' stands where 'and' or 'or' is expected", "B"),
    ("level in A", "'A' stands where '(' and the values is expected", "A"),
    ("level in ()", "')' stands where a value is expected", ")"),
    ("level in (A B)", "'B' stands where ',' or ')' is expected", "B"),
    ("level is", "the condition ends where 'missing' or 'present' is expected", ""),
    ("level not = A", "'=' stands where 'in' or 'between' is expected", "="),
    ("amount between 1", "the condition ends where '..' is expected", ""),
    ("amount between ..", "the condition ends where a value is expected", ""),
    ("and level = A", "'and' stands where the name of a field is expected", "and"),
    ("level = and", "'and' stands where a value is expected", "and"),
    ("foo(level) > 1", "there is no function 'foo'", "foo"),
    ("a..b = 1", "'..' stands where 'and' or 'or' is expected", ".."),
    ("owner.. = 1", "'..' stands where 'and' or 'or' is expected", ".."),
    (".a = 1", "'.a' is no name", ".a"),
    ("level = $5", "'$' means nothing here", "$"),
    ("level = A;", "';' means nothing here", ";"),
    ("level = A && won", "'&' means nothing here", "&"),
    ("客户 = A；", "the character U+FF1B means nothing here", "；"),
  ])
  func mistakesArePointedAt(_ text: String, _ message: String?, _ part: String?) throws {
    guard let message, let part else {
      _ = try ConditionParser.parse(text)
      return
    }
    let error = try #require(throws: UserError.self) { try ConditionParser.parse(text) }
    #expect(error.message == message)
    #expect(error.exit == .usage && error.code == "E_CONDITION")
    guard !text.isEmpty else { return #expect(error.excerpt == nil) }
    let excerpt = try #require(error.excerpt)
    let bytes = Array(text.utf8)[excerpt.start..<excerpt.end]
    #expect(String(decoding: bytes, as: UTF8.self) == part)
  }
}
