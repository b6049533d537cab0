import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct DashboardTests {
  @Test func linesAreReadAsAShellWould() throws {
    #expect(
      try DashboardLines.words(of: "won --where 'name ~ \"a b\"' --by=owner,month x\\ y \"\" ''")
        == ["won", "--where", "name ~ \"a b\"", "--by=owner,month", "x y", "", ""])
    #expect(throws: UserError.self) { try DashboardLines.words(of: "won 'open") }
    #expect(throws: UserError.self) { try DashboardLines.words(of: "won \\") }
  }

  @Test func aDashboardHoldsReportsThatThereAre() throws {
    let fixture = try SalesFixture()
    try fixture.add(
      .dashboard, ["name": "Weekly", "reports": "funnel\n\n  win-loss --by owner \n"])
    let saved = try SavedDashboard("Weekly", session: fixture.store.session())
    #expect(saved.lines == ["funnel", "win-loss --by owner"])
    for wrong in ["forcast", "funnel\ncustomer list", "\n \n"] {
      #expect(throws: UserError.self) {
        try fixture.add(.dashboard, ["name": "Wrong", "reports": wrong])
      }
    }
    try fixture.store.expectSound()
  }

  @Test(arguments: [
    "funnel --html x.html", "funnel --html=x.html", "won --chart --svg x.svg", "won --define",
    "funnel --ids Won", "won -o x.csv", "won -ox.csv", "won -qo x.csv", "won --output=x.csv",
    "won --store other", "won -C other", "won --directory other", "won --as admin", "won --json",
    "won -O json", "won --format json", "won --help", "won --where 'won' --as admin",
  ])
  func aLineThatDoesMoreThanToShowIsRefused(_ line: String) throws {
    let fixture = try SalesFixture()
    let error = #expect(throws: UserError.self) {
      try fixture.add(.dashboard, ["name": "Wrong", "reports": "funnel\n\(line)"])
    }
    #expect(error?.exit == .usage)
    #expect(error?.code == "E_DASHBOARD")
    #expect(error?.message.contains(line) == true)
  }

  @Test(arguments: [
    "won --sort -customers", "won --where 'name = --html'", "win-loss --by owner --fields won,-o",
    "targets --for company --metric activities", "won -F deals --period=2026", "won --no-chart",
  ])
  func whatOnlyLooksLikeOneIsTaken(_ line: String) throws {
    let fixture = try SalesFixture()
    try fixture.add(.dashboard, ["name": "Right", "reports": line])
    #expect(try SavedDashboard("Right", session: fixture.store.session()).lines == [line])
  }

  @Test func withoutOneThereIsAnOverview() throws {
    let fixture = try SalesFixture()
    let session = fixture.store.session()
    #expect(try SavedDashboard(nil, session: session).lines.first == "funnel")
    #expect(throws: UserError.self) { try SavedDashboard("nothing", session: session) }
    try fixture.add(.dashboard, ["name": "Mine", "reports": "won"])
    #expect(try SavedDashboard(nil, session: fixture.store.session()).name == "Mine")
  }
}
