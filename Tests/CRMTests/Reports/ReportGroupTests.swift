import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// What groups are called: for programs, for people, and by `--ids`.
@Suite struct ReportGroupTests {
  private let scene: CashScene

  init() throws {
    scene = try CashScene(seed: 5)
  }

  private func names(
    _ report: Report, by name: String, _ language: Language, isForPeople: Bool = false
  ) throws -> [String] {
    var invocation = scene.fixture.store.invocation()
    invocation.language = language
    let session = Session(invocation) { _ in }
    var parameters = ReportParameters()
    parameters.groupings = [try report.dimension(name)]
    parameters.isForPeople = isForPeople
    let answer = try report.answer(ReportRun(parameters, session: session))
    return try FeedText.rows(of: answer.table().feed(fields: name), in: session)
  }

  private func records(_ report: Report, by name: String, _ keys: String...) throws -> [Int64] {
    try scene.sales.records(report, by: [name], keys).sorted()
  }

  private func refusal(_ report: Report, by name: String, _ keys: String...) -> UserError? {
    #expect(throws: UserError.self) {
      _ = try scene.sales.records(report, by: [name], keys)
    }
  }

  @Test func programsAreGivenTheSameInEveryLanguage() throws {
    let groups: [(Report, String)] = [
      (.payments, "method"), (.contracts, "approval"), (.receivables, "ageing"), (.won, "basis"),
      (.funnel, "source"), (.tickets, "priority"), (.activity, "author"),
    ]
    for (report, name) in groups {
      let english = try names(report, by: name, .english)
      #expect(try names(report, by: name, .chinese) == english, "\(report.name)")
    }
    #expect(try names(.won, by: "basis", .chinese) == ["contract", "opportunity"])
    #expect(
      try names(.won, by: "basis", .english, isForPeople: true) == ["Contract", "Opportunity"])
  }

  @Test func peopleAreShownLabelsOfTheirLanguage() throws {
    let keys = try names(.payments, by: "method", .chinese)
    let labels = try keys.map { key in
      try scene.fixture.text(
        """
        SELECT label_zh FROM dictionary_entry
        WHERE dictionary = 'payment.method' AND key = \(key)
        """) ?? ""
    }
    #expect(!keys.isEmpty && keys != labels)
    #expect(try names(.payments, by: "method", .chinese, isForPeople: true) == labels)
    let sources = try scene.sales.keys("customer.source")
    let shown = try names(.funnel, by: "source", .english, isForPeople: true)
    #expect(shown.contains(try scene.sales.label(sources[0], in: "customer.source")))
    #expect(try names(.funnel, by: "source", .english).contains(sources[0]))
  }

  @Test func aGroupIsNamedByItsKeyOrALabelOrACode() throws {
    for key in try names(.payments, by: "method", .english) {
      let labels = try scene.fixture.read {
        try $0.row(
          """
          SELECT label_en, label_zh FROM dictionary_entry
          WHERE dictionary = 'payment.method' AND key = \(key)
          """, as: String.self, String.self)
      }
      let (english, chinese) = try #require(labels)
      let found = try records(.payments, by: "method", key)
      #expect(!found.isEmpty)
      #expect(try records(.payments, by: "method", english) == found)
      #expect(try records(.payments, by: "method", chinese) == found)
    }
    let paid = try records(.receivables, by: "ageing", "paid")
    #expect(try records(.receivables, by: "ageing", "已结清") == paid)
    let code = try #require(
      try scene.fixture.text("SELECT code FROM product WHERE name = 'Press'"))
    let press = try records(.won, by: "product", "Press")
    #expect(!press.isEmpty)
    #expect(try records(.won, by: "product", code) == press)
  }

  @Test func whatIsNoGroupIsRefused() throws {
    let groups: [(Report, String)] = [
      (.payments, "method"), (.contracts, "approval"), (.receivables, "ageing"),
      (.winLoss, "competitor"), (.activity, "author"), (.recycleRisk, "owner"),
    ]
    for (report, name) in groups {
      let error = refusal(report, by: name, "nothing at all")
      #expect(error?.exit == .notFound, "\(report.name)")
    }
    #expect(refusal(.funnel, by: "owner", "nobody", "Won")?.exit == .notFound)
    let hint = refusal(.receivables, by: "ageing", "piad")?.hints.first
    #expect(hint?.contains("'paid'") == true)
  }

  @Test func aPeriodIsOneOfItsUnit() throws {
    let error = refusal(.payments, by: "month", "2026-3")
    #expect(error?.exit == .notFound)
    #expect(error?.hints == ["a month is written 2026-03"])
    #expect(try records(.payments, by: "month", "1999-01") == [])
    for unit in ReportUnit.allCases {
      #expect(unit.start(named: unit.sample).map(unit.name(of:)) == unit.sample)
      for name in [
        "", "26", "2026-3", "2026-13", "2026-Q5", "2026-Q0", "2026-W54", "2026-w09", "2026-02-30",
        "2026-W-9223372036854775808", "x",
      ] {
        #expect(unit.start(named: name) == nil, "\(unit): \(name)")
      }
    }
  }
}
